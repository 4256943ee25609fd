package read

import "slices"

// isAnger: an angry word and hardly anything that is none. A complaint in angry
// words stays a complaint; the money back may be wanted beside it.
func (g *gistCount) isAnger() bool {
	if g.anger == 0 || g.numbers > 0 || g.content > g.money {
		return false
	}
	if slices.ContainsFunc(g.said, func(w string) bool { return ownTrouble[w] }) {
		return false // "sinyal jelek maaf"
	}
	if g.money > 0 {
		back := slices.ContainsFunc(g.said, func(w string) bool { return backWords[w] })
		return back && !g.question && g.words-g.filler-g.anger-g.strong-g.money-g.wish <= 1
	}
	if !g.question && g.words-g.filler-g.anger-g.strong-g.ask-g.weak <= 1 {
		return true // "gimana sih ini, payah banget pelayanannya!!!"
	}
	return g.words-g.filler-g.anger-g.strong <= 0
}

var (
	moneyWords = set("uang", "uangku", "uangnya", "duit", "duitku", "duitnya", "dana", "refund")
	backWords  = set("balikin", "balikan", "kembalikan", "kembaliin", "pulangin", "refund")

	// ownTrouble is what may be bad at the writer's end, and nobody's fault.
	ownTrouble = set("sinyal", "sinyalnya", "signal", "jaringan", "jaringannya", "koneksi", "koneksinya", "internet", "internetku", "internetnya", "wifi", "hp", "hpku", "hpnya", "foto", "fotonya", "gambar", "gambarnya", "kamera", "kameranya", "kameraku", "laptop", "laptopku", "paketan")

	// angerSubjects are what a phrase of anger is said about: "bot ga guna".
	angerSubjects = set("bot", "botnya", "aplikasi", "aplikasinya", "apk", "web", "webnya", "website", "websitenya", "sistem", "sistemnya", "server", "servernya", "pelayanan", "pelayanannya", "layanan", "layanannya", "admin", "adminnya", "cs", "csnya", "kalian", "kamu", "lu", "lo", "ini", "peruri", "respon", "responnya", "proses", "prosesnya", "balasnya", "kok")
)
