package read

import "slices"

// A steering word may stand in a short sentence of its own, as long as every
// word in it belongs to such a sentence: "saya mau batalkan laporan" cancels,
// "saya mau batalkan pesanan" is about something else.

// steerRule is a steering word with the words that may stand beside it.
type steerRule struct {
	word         Word
	verbs        map[string]bool // one of them must be said
	beside, need map[string]bool // need: one of them too, where the verb alone says less
}

var steerRules = []steerRule{
	{word: Cancel, verbs: set("membatalkan", "batal", "batalkan", "batalin", "cancel", "gajadi"),
		beside: set("saya", "sy", "aku", "mau", "ingin", "pengen", "laporan", "laporannya", "aduan", "pengaduan", "lapor", "melapor", "ini", "my", "the", "report", "complaint", "it", "i", "want", "to", "this", "dulu", "bikin", "buat")},
	{word: Cancel, verbs: set("cabut", "mencabut", "hapus", "menghapus", "tarik", "menarik"), need: set("laporan", "laporannya", "laporanku", "aduan", "pengaduan"),
		beside: set("saya", "sy", "aku", "mau", "ingin", "pengen", "ini", "kembali", "yang", "yg", "tadi")},
	{word: Status, verbs: set("lihat", "liat", "melihat", "cek", "ngecek"), need: set("laporan", "laporannya", "laporanku", "aduan", "pengaduan"),
		beside: set("saya", "sy", "aku", "mau", "ingin", "pengen", "ini", "yang", "yg", "kemarin", "tadi", "status")},
	{word: Restart, verbs: set("ulang", "ulangi", "ngulang", "mengulang", "ulangin", "mulai", "isi", "restart", "reset"),
		need:   set("awal", "nol", "restart", "reset"),
		beside: set("saya", "sy", "aku", "mau", "ingin", "pengen", "dari", "lagi", "boleh", "formnya", "form", "laporan", "laporannya", "pengisian", "isinya", "semua", "semuanya", "ini")},
	{word: Skip, verbs: set("lewati", "lewatin", "skip", "dilewati", "dilewatin", "dilewat", "lewatkan", "lompati"),
		beside: set("saya", "sy", "aku", "mau", "dulu", "ini", "yang", "yg", "pertanyaan", "pertanyaannya", "boleh", "bisa", "ga", "gak", "tidak", "tdk", "nggak", "gk", "ngga", "ada", "punya", "nanti", "aja", "gada", "gaada", "gapunya", "this", "question", "the", "it", "one", "lanjut", "langsung", "i", "want", "to", "lupa")},
	{word: Send, verbs: set("kirim", "kirimkan", "kirimin", "send", "submit"),
		beside: set("saya", "mau", "laporan", "laporannya", "laporanku", "sekarang", "skrg", "langsung", "lgsg", "iya", "oke", "ok", "aduan", "aduannya", "pengaduan", "pengaduannya", "ini", "the", "it", "my", "report", "complaint", "now", "silakan", "silahkan", "yes", "lanjut", "semua", "semuanya", "betul", "benar", "bener", "bnr", "sip", "sesuai", "correct", "gas", "gaskeun", "yuk", "siap")},
	{word: Back, verbs: set("kembali", "balik", "back", "mundur"),
		need:   set("sebelumnya", "sblmnya", "sebelum", "tadi", "pertanyaan", "back", "mundur", "langkah", "previous"),
		beside: set("saya", "sy", "aku", "mau", "ke", "yang", "yg", "satu", "dulu", "lagi", "to", "question", "the", "go", "one", "step", "bisa", "boleh", "i", "want", "pertanyaannya")},
	{word: Help, verbs: set("bantuan", "bantuannya", "help", "menu", "menunya", "panduan", "petunjuk", "perintahnya"),
		beside: set("kembali", "balik", "ke", "awal", "minta", "butuh", "perlu", "saya", "sy", "aku", "utama", "lihat", "tampilkan", "me", "need", "i", "mau", "main", "show", "buka")},
	{word: Privacy, verbs: set("privasi", "privasinya", "privacy"),
		beside: set("soal", "tentang", "ttg", "data", "saya", "sy", "aku", "info", "informasi", "lihat", "baca", "mau", "kebijakan", "aturan", "ketentuan", "policy", "notice", "my", "about", "the", "minta", "tulis")},
}

// saidSteer reads a short sentence around a steering word.
func saidSteer(words []string) (Steering, bool) {
	if len(words) > 6 {
		return Steering{}, false
	}
	words = joinNotDone(words)
	if len(words) > 2 && sinceWords[words[0]] && agreeWords[words[1]] {
		words = words[1:] // "sudah benar, kirim"
	}
	if slices.Contains(words, "gajadi") && slices.ContainsFunc(words, func(w string) bool { return w != "gajadi" && steerRules[0].verbs[w] }) {
		return Steering{}, false // "gak jadi batal"
	}
	for _, r := range steerRules {
		verb, need, other := false, r.need == nil, false
		for _, w := range words {
			verb = verb || r.verbs[w]
			need = need || r.need[w]
			other = other || !r.verbs[w] && !r.need[w] && !r.beside[w] && !fillers[w]
		}
		if verb && need && !other {
			return Steering{Word: r.word}, true
		}
	}
	return Steering{}, false
}

// joinNotDone makes one word of "ga jadi".
func joinNotDone(words []string) []string {
	for i := range len(words) - 1 {
		if words[i+1] == "jadi" && spell(words[i])[0] == "tidak" {
			return slices.Concat(words[:i], []string{"gajadi"}, words[i+2:])
		}
	}
	return words
}

// mayAsk are the words that do the same with a question mark behind them.
var mayAsk = map[Word]bool{Status: true, Privacy: true, Help: true}

// codeAsked reads a complaint's number with nothing but how it stands behind it.
func codeAsked(text string, toks []token) (string, bool) {
	i := skipFiller(toks, 0)
	if i >= len(toks) || toks[i].kind != word || len(toks[i].text) < 2 || len(toks[i].text) > 5 || hasMark(toks[i].text) || dateLeads[toks[i].text] || monthWords[toks[i].text] != 0 || clockWords[toks[i].text] || pieceUnits[toks[i].text] {
		return "", false
	}
	end, n, _ := codeAt(toks, i)
	if n < 4 || end < i+4 || end >= len(toks) || len(toks)-end > 6 {
		return "", false
	}
	asks := false
	for _, t := range toks[end:] {
		asks = asks || t.text == "?" || standAsked[t.text] || standWords[t.text]
		if t.kind != mark && !standAsked[t.text] && !standWords[t.text] && !isFiller(t) && !statusBeside[t.text] {
			return "", false
		}
	}
	return text[toks[i].start:toks[end-1].end], asks
}

// askedHow reads "sudah sampai mana", "ada kabar", "status gimana": how it
// stands, of whatever it may be. "Apa kabar" only greets.
func askedHow(words []string) bool {
	stands, asks, what := false, false, false
	for i, w := range words {
		switch {
		case w == "kok":
			return false
		case reachedWords[w]:
			stands, what = true, i+1 < len(words) && (words[i+1] == "mana" || words[i+1] == "dimana" || words[i+1] == "apa")
		case standWords[w]:
			if i > 0 && words[i-1] == "apa" {
				return false
			}
			stands, what = true, true
		case standAsked[w] || w == "ada" || w == "adakah":
			asks = true
		case !fillers[w] && !addressWords[w] && !greetWords[w] && !besideStand[w]:
			return false
		}
	}
	return stands && asks && what
}

// lost tells "bingung harus jawab apa": one does not know what to answer.
func lost(words []string) bool {
	bewildered, what := false, false
	for _, w := range words {
		switch {
		case lostWords[w]:
			bewildered = true
		case lostBeside[w]:
			what = what || lostWhat[w]
		case !fillers[w] && !addressWords[w]:
			return false
		}
	}
	return bewildered && what
}

var (
	lostWords    = set("bingung", "bngung", "binggung", "bingungin", "confused")
	lostWhat     = set("jawab", "jawabnya", "isi", "isinya", "ngisi", "ngisinya", "balas", "bales", "cara", "caranya", "mulai", "pakai", "pakenya", "pake", "answer", "tulis", "nulis", "ngapain")
	lostBeside   = set("saya", "sy", "aku", "gue", "gw", "harus", "hrs", "mesti", "musti", "mau", "apa", "gimana", "gmn", "bagaimana", "dari", "mana", "yang", "yg", "ini", "i", "am", "im", "what", "to", "how", "jadi", "masih", "agak", "mulainya", "jawab", "jawabnya", "isi", "isinya", "ngisi", "ngisinya", "balas", "bales", "cara", "caranya", "mulai", "pakai", "pakenya", "pake", "answer", "tulis", "nulis", "ngapain", "banget", "bgt")
	reachedWords = set("sampai", "sampe", "smpe", "smp", "nyampe", "nyampai")
	standAsked   = set("gimana", "gmn", "gmna", "gimna", "bagaimana", "bgmn", "mana", "dimana", "how", "piye", "apa")
	besideStand  = set("sudah", "sdh", "udah", "udh", "uda", "belum", "blm", "sekarang", "skrg", "skr", "terbaru", "lagi", "lanjutan", "selanjutnya", "tindak", "lanjut", "any", "news", "prosesnya", "proses")
)

// askedSteer reads what may be asked as well as told: another language, and
// how a report stands.
func askedSteer(words []string) (Steering, bool) {
	if lost(words) {
		return Steering{Word: Help}, true
	}
	if len(words) < 2 {
		return Steering{}, false
	}
	if askedHow(words) {
		return Steering{Word: Status}, true
	}
	lang, tongue, ask := "", false, false
	report, stands := false, false
	langOther, statusOther := false, false
	for _, w := range words {
		if l := languageWords[w]; l != "" {
			langOther = langOther || lang != "" && lang != l
			lang = l
		} else if languageLeads[w] {
			tongue = true
		} else {
			langOther = langOther || !languageBeside[w] && !fillers[w]
		}
		switch {
		case reportWords[w]:
			report = true
		case standWords[w]:
			stands = true
		case w == "gimana" || w == "gmn" || w == "bagaimana" || w == "mana" || w == "how" || w == "gmna":
			ask = true
		default:
			statusOther = statusOther || !statusBeside[w] && !fillers[w]
		}
	}
	switch {
	case lang != "" && tongue && !langOther && words[0] != "saya":
		return Steering{Language, lang}, true
	case report && (stands || ask) && !statusOther:
		return Steering{Word: Status}, true
	}
	return Steering{}, false
}

var (
	languageWords  = map[string]string{"inggris": "en", "english": "en", "ingris": "en", "inggeris": "en", "indonesia": "id", "indonesian": "id", "indo": "id"}
	languageLeads  = set("bahasa", "bhs", "language", "speak", "in", "pakai", "pake", "switch", "ganti", "ubah", "version", "versi", "use")
	languageBeside = set("ke", "dalam", "dlm", "menjadi", "jadi", "to", "bisa", "bisakah", "boleh", "can", "could", "you", "we", "do", "i", "want", "mau", "saya", "minta", "yang", "yg", "the", "ga", "gak", "nggak", "english", "coba")

	reportWords  = set("laporan", "laporannya", "laporanku", "aduan", "aduannya", "pengaduan", "pengaduannya", "pengaduanku", "report", "complaint")
	standWords   = set("lacak", "track", "tracking", "melacak", "status", "statusnya", "progres", "progress", "progresnya", "progressnya", "perkembangan", "perkembangannya", "kelanjutan", "kelanjutannya", "update", "updatenya", "kabar", "kabarnya", "sampai", "sampe", "smpe", "smp")
	statusBeside = set("saya", "sy", "aku", "ku", "yang", "yg", "kemarin", "kmrn", "kemaren", "tadi", "sudah", "sdh", "udah", "udh", "ini", "dari", "untuk", "my", "of", "is", "the", "what", "whats", "doing", "going", "cek", "check", "lihat", "mau", "ada", "belum", "blm", "tolong", "apakah", "apa", "tentang", "soal", "minggu", "lalu", "tanya", "nanya", "on")
	wishLeads    = set("mau", "saya", "sy", "aku", "ingin", "pengen", "bisa", "boleh", "tolong", "i", "want", "to")

	// changeable are the words that "ganti" may stand before; it also says "pay back".
	changeable = set("tanggal", "tgl", "tgal", "nomor", "nomer", "nmr", "no", "wa", "whatsapp", "hp", "telepon", "jumlah", "jml", "keping", "kepingan", "jawaban", "jawab", "pilihan", "kendala", "masalah", "jenis", "bukti", "foto", "gambar", "email", "nama", "catatan", "keterangan", "invoice", "alamat", "lokasi", "date", "number", "phone", "pieces", "kuota")

	// answerWords are what an answer may be called that is said to be wrong; the
	// numberWords among them are also what is dialled.
	answerWords = set("tanggal", "tgl", "tgal", "nomor", "nomer", "nmr", "jumlah", "jml", "jumlahkeping", "kendala", "bukti", "buktinya", "foto", "fotonya", "date", "number", "invoice", "email", "emailnya", "namanya")
	numberWords = set("nomor", "nomer", "nmr", "number", "wa", "whatsapp", "hp", "invoice", "email")
	mendVerbs   = set("perbaiki", "betulin", "betulkan", "benerin", "revisi")
	besideWrong = set("saya", "sy", "aku", "itu", "yang", "yg", "tadi", "td", "masih", "ada", "tulis", "ketik", "isi", "input", "ngetik", "nulis", "masukin", "the", "is", "my", "i", "wrote", "keping", "nya", "deh", "ternyata", "kayaknya")

	// noChange are words behind "ganti" or "ubah" that speak of something else.
	noChange = set("rugi", "uang", "uangnya", "uangku", "duit", "duitku", "duitnya", "menjadi", "jadi", "lunas", "sandi", "password", "baru", "ke", "bahasa", "akun", "kartu", "oli", "pikiran", "status", "statusnya", "dana")
)
