package read

import "slices"

// isHuman: a word for a person, and either a wish to reach one or hardly
// anything else.
func (g *gistCount) isHuman() bool {
	if g.content > 0 || g.numbers > 0 || g.core > 0 {
		return false
	}
	if g.noMachine() || g.callMe() {
		return true
	}
	if g.human+g.named == 0 {
		return false
	}
	if slices.ContainsFunc(g.said, func(w string) bool { return sinceWords[w] }) {
		return false // "sudah hubungi cs"
	}
	rest := g.words - g.filler - g.greet - g.human - g.reach - g.wish - g.weak
	if g.real > 0 { // "jangan bot", "admin asli"
		rest -= g.real + g.no
	}
	switch {
	case g.reach > 0:
		return rest <= 1
	case g.human == 0: // "min" and "admin" are mostly how one addresses the desk
		return g.real > 0 && g.wish > 0 && rest <= 0
	case g.human == 1 && slices.Contains(g.said, "orang"): // "saya orang bandung"
		return rest <= 0 && (g.real > 0 || slices.ContainsFunc(g.said, func(w string) bool { return w != "saya" && w != "sy" && wishWords[w] }))
	case g.wish > 0:
		return rest <= 1
	}
	return rest-g.no-g.knock <= 0
}

// noMachine tells "ga mau bot", "jangan dijawab robot": a machine behind a no,
// and nothing else. "Ini bukan bot kan" asks.
func (g *gistCount) noMachine() bool {
	no, bot, rest := -1, -1, 0
	for i, w := range g.said {
		switch {
		case no < 0 && (noWords[w] || tiredWords[w]):
			no = i
		case machineWords[w]:
			bot = i
		case !fillers[w] && !addressWords[w] && !wishWords[w] && !reachWords[w] && !greetWords[w] && !machineVerbs[w] && !humanWords[w]:
			rest++
		}
	}
	return no >= 0 && bot > no && rest == 0 && !g.question
}

// callMe tells "minta ditelepon", "tolong telepon saya": a wish to be called.
func (g *gistCount) callMe() bool {
	call, wish := false, false
	for _, w := range g.said {
		switch {
		case callWords[w]:
			call = true
		case askForWords[w]:
			wish = true
		case !fillers[w] && !addressWords[w] && !wishWords[w] && !greetWords[w] && !humanWords[w]:
			return false
		}
	}
	return call && wish && !g.question
}

var (
	tiredWords   = set("males", "malas", "capek", "cape", "bosen", "bosan", "muak", "males2", "tired")
	machineWords = set("bot", "robot", "mesin", "chatbot", "botnya", "otomatis", "ai")
	machineVerbs = set("ngetik", "ngetikin", "chatan", "ngechat", "dijawab", "dibalas", "dilayani", "pakai", "pake", "pk", "lewat", "jawab", "balas", "bales", "dijawabin", "yang", "yg", "lagi")
	callWords    = set("telepon", "telpon", "telp", "ditelepon", "ditelpon", "ditelp", "telponin", "teleponin", "dihubungi", "dihubungin", "call", "hubungi", "hubungin")
	askForWords  = set("minta", "mohon", "tolong", "tlg", "mau", "bisa", "pengen", "ingin", "please", "pls", "me", "want", "butuh", "perlu")
)
