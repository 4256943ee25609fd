// A WhatsApp client that is not whatsmeow, steered line by line: one JSON command per line of standard input, one
// JSON event per line of standard output. The environment says which server it may talk to.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import makeWASocket, { WA_CERT_DETAILS, downloadMediaMessage, useMultiFileAuthState } from 'baileys'

const say = event => process.stdout.write(JSON.stringify(event) + '\n')
const quiet = { level: 'silent', child: () => quiet }
for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal']) quiet[level] = () => {}

// Downloads go to a fixed host name; this is the dialler that leads it to the server, and nothing else anywhere.
const fetchFrom = globalThis.fetch
globalThis.fetch = (address, options) => {
	const url = new URL(address)
	if (url.host === 'mmg.whatsapp.net') url.host = process.env.LOOPBACK_ADDR
	if (url.host !== process.env.LOOPBACK_ADDR) throw new Error(`fetch of ${url.host}`)
	return fetchFrom(url, options)
}

WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(process.env.LOOPBACK_ROOT, 'base64')
const { state, saveCreds } = await useMultiFileAuthState(process.env.LOOPBACK_STATE)
let sock

function connect() {
	sock = makeWASocket({
		auth: state,
		logger: quiet,
		waWebSocketUrl: `wss://${process.env.LOOPBACK_ADDR}/ws/chat`,
		shouldSyncHistoryMessage: () => false,
		syncFullHistory: false,
	})
	sock.ev.on('creds.update', saveCreds)
	sock.ev.on('connection.update', update => {
		if (update.qr) say({ event: 'qr', text: update.qr })
		if (update.connection === 'open') say({ event: 'open', text: sock.user.id })
		if (update.connection === 'close') {
			const code = update.lastDisconnect?.error?.output?.statusCode
			if (code === 515) connect() // paired: it has to come again
			else say({ event: 'close', text: String(code) })
		}
	})
	sock.ev.on('messages.upsert', async ({ messages }) => {
		for (const m of messages) {
			const text = m.message?.conversation ?? m.message?.extendedTextMessage?.text ?? m.message?.imageMessage?.caption
			const event = { event: 'message', from: m.key.remoteJid, text: text ?? '', id: m.key.id, fromMe: m.key.fromMe }
			if (m.message?.imageMessage) {
				event.image = (await downloadMediaMessage(m, 'buffer', {})).toString('base64')
			}
			say(event)
		}
	})
}

connect()
for await (const line of createInterface({ input: process.stdin })) {
	const command = JSON.parse(line)
	try {
		const content = command.image ? { image: readFileSync(command.image), caption: command.text } : { text: command.text }
		const sent = await sock.sendMessage(command.to, content)
		say({ event: 'sent', id: sent.key.id })
	} catch (error) {
		say({ event: 'error', text: String(error.stack) })
	}
}
process.exit(0)
