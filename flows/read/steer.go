package read

import "strings"

// Word is what a steering message asks for.
type Word string

const (
	Help     Word = "help"
	Back     Word = "back"
	Change   Word = "change" // Arg: the number or the label of the answer
	Cancel   Word = "cancel" // only when meant: see Steer
	Restart  Word = "restart"
	Skip     Word = "skip"
	Status   Word = "status"   // Arg: what follows, as typed
	Language Word = "language" // Arg: "id", "en" or ""
	Privacy  Word = "privacy"
	Send     Word = "send"
)

// Steering is a message that moves the talk instead of answering.
type Steering struct {
	Word Word
	Arg  string
}

// Steer reads a message that is a steering word and nothing else but how one
// addresses the desk and what such a word is asked with ("mau balik ke
// pertanyaan sebelumnya", "gimana laporan saya?", "adu-240906-35dn gimana min?").
// A question mark behind those that only show something ("status?") says nothing;
// "kapan selesai min?" is a question all the same. Words of some length may have
// one letter wrong; those that throw something away (batal, ulang) may not, and
// a text that merely holds one of them ("Jl. Pembatalan No. 123", "jangan
// dibatalkan") is none.
func Steer(text string) (Steering, bool) {
	toks := tokens(text)
	var said []token
	asked := false
	for _, t := range toks {
		if t.kind == mark {
			asked = asked || t.text == "?" && len(said) > 0
			continue
		}
		if len(said) == 0 && t.is("min", "admin", "kak", "kakak", "mimin", "tolong", "mohon", "pak", "bu", "mas", "mbak") {
			continue
		}
		if said = append(said, t); len(said) > 10 {
			return Steering{}, false
		}
	}
	all := said
	for len(said) > 1 && isFiller(said[len(said)-1]) {
		said = said[:len(said)-1]
	}
	if len(said) == 0 {
		return Steering{}, false
	}
	words := make([]string, len(said))
	for i, t := range said {
		words[i] = t.text
	}
	if code, ok := codeAsked(text, toks); ok {
		return Steering{Status, code}, true
	}
	if s, ok := askedSteer(words); ok {
		return s, true
	}
	if asked {
		s, ok := steerPhrases[strings.Join(words, " ")]
		return s, ok && mayAsk[s.Word]
	}
	if s, ok := steerPhrases[strings.Join(words, " ")]; ok {
		return s, true
	}
	if len(words) == 1 {
		if s, ok := steerPhrases[squeeze(words[0], 3)]; ok {
			return s, true
		}
		switch words[0] {
		case "ubah", "edit", "change":
			return Steering{Word: Change}, true
		}
		return nearSteer(words[0])
	}
	if s, ok := saidSteer(words); ok {
		return s, true
	}
	for lead := words; len(words) > 2 && wishLeads[words[0]]; words, all = words[1:], all[1:] {
		if lead[0] != "mau" && !wishLeads[words[1]] && words[0] == "saya" {
			return Steering{}, false // "saya ganti nomor": it has been done
		}
	}
	switch words[0] {
	case "ubah", "edit", "change", "ganti", "koreksi", "rubah", "ralat", "perbaiki", "betulin", "betulkan", "benerin", "revisi":
		return changeArg(words[0], words[1:])
	case "status", "cek", "check", "laporan", "aduan", "tiket":
		return statusArg(text, words, all)
	}
	return wrongAnswer(words)
}

// wrongAnswer reads "tanggalnya salah" and "salah tulis jumlah": an answer is
// to be changed, and what to is not said. "Salah nomor" is another's chat.
func wrongAnswer(words []string) (Steering, bool) {
	what, wrong := "", -1
	for i, w := range words {
		switch {
		case answerWords[strings.TrimSuffix(w, "nya")]:
			if what != "" || i > 0 && words[i-1] == "salah" && numberWords[w] {
				return Steering{}, false
			}
			what = w
		case w == "salah" || w == "slh" || w == "keliru" || w == "wrong" || w == "typo":
			wrong = i
		case !besideWrong[w] && !fillers[w] && !(numberWords[w] && what != ""):
			return Steering{}, false
		}
	}
	return Steering{Change, what}, what != "" && wrong >= 0
}

func changeArg(verb string, rest []string) (Steering, bool) {
	for len(rest) > 1 && rest[len(rest)-1] == "nya" {
		rest = rest[:len(rest)-1]
	}
	for len(rest) > 1 && (rest[0] == "no" || rest[0] == "nomor" || rest[0] == "nomer" || rest[0] == "jawaban" || rest[0] == "the" || rest[0] == "answer" || rest[0] == "number" || rest[0] == "poin") {
		rest = rest[1:]
	}
	if len(rest) == 0 || len(rest) > 3 {
		return Steering{}, false
	}
	if d := rest[len(rest)-1]; len(d) >= 9 && d[0] >= '0' && d[0] <= '9' {
		return Steering{}, false // "ralat nomor 0857...": it is there already
	}
	for _, w := range rest {
		if askWords[w] || noChange[w] || agoWords[w] || isYesterday(token{kind: word, text: w}) || tomorrows[w] {
			return Steering{}, false
		}
	}
	named := changeable[strings.TrimSuffix(rest[0], "nya")]
	if mendVerbs[verb] {
		named = answerWords[strings.TrimSuffix(rest[0], "nya")]
	}
	if (verb == "ganti" || verb == "edit" || mendVerbs[verb]) && !named && numeralWords[rest[0]].kind != unit && (rest[0][0] < '0' || rest[0][0] > '9') {
		return Steering{}, false // "ganti rugi", "perbaiki kuota"
	}
	if n, ok := numeralWords[rest[0]]; ok && len(rest) == 1 && n.kind == unit {
		return Steering{Change, string(rune('0' + n.value))}, true
	}
	return Steering{Change, strings.Join(rest, " ")}, true
}

// statusArg takes what follows as typed, of "laporan" a code only; "status kuota saya belum masuk" is a
// complaint and no question after a number.
func statusArg(text string, words []string, all []token) (Steering, bool) {
	rest := all[1:]
	if words[0] != "status" {
		if len(words) > 1 && (words[1] == "status" || words[1] == "laporan" || words[1] == "aduan") {
			rest = rest[1:]
		}
	}
	for len(rest) > 0 && rest[0].is("laporan", "aduan", "pengaduan", "saya", "nomor", "no", "nomer", "tiket", "my", "complaint", "report") {
		rest = rest[1:]
	}
	for len(rest) > 0 && (isFiller(rest[len(rest)-1]) || rest[len(rest)-1].is("gimana", "gmn", "bagaimana", "kapan", "selesai", "kabarnya", "statusnya")) {
		rest = rest[:len(rest)-1]
	}
	for len(rest) > 0 && rest[0].is("gimana", "gmn", "bagaimana") {
		rest = rest[1:]
	}
	if len(rest) == 0 {
		return Steering{Word: Status}, true
	}
	digits := false
	for _, t := range rest {
		digits = digits || t.kind == number
	}
	if !digits {
		return Steering{}, false
	}
	if reportWords[words[0]] || words[0] == "tiket" || len(rest) > 4 {
		end, n, letters := codeAt(rest, 0)
		if end < len(rest) || n < 4 || !letters {
			return Steering{}, false // "laporan tgl 3 september"
		}
	}
	arg := strings.TrimSpace(text[rest[0].start:rest[len(rest)-1].end])
	return Steering{Status, arg}, len(arg) <= 64
}

// nearSteer takes one wrong letter in a word that can do no harm.
func nearSteer(w string) (Steering, bool) {
	if len(w) < 5 || len(w) > 12 {
		return Steering{}, false
	}
	for _, n := range nearWords {
		if oneOff(w, n.text) {
			return steerPhrases[n.text], n.not != w
		}
	}
	return Steering{}, false
}

var nearWords = []struct{ text, not string }{
	{"bantuan", "bantulah"}, {"kembali", ""}, {"lewati", "melewati"}, {"status", ""}, {"privasi", ""}, {"bahasa", ""}, {"english", ""}, {"privacy", ""},
}

// oneOff tells that two words differ by one letter at most: put in, left out,
// another, or two neighbours swapped.
func oneOff(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	j := 0
	for j < len(a)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	left, right := len(a)-i-j, len(b)-i-j
	return right <= 1 || left == 2 && right == 2 && a[i] == b[i+1] && a[i+1] == b[i]
}

var steerPhrases = steering(map[Word][]string{
	Help:    {"bantuan", "help", "menu", "bantu", "cara pakai", "cara", "panduan", "petunjuk", "perintah", "tolong bantu", "minta bantuan", "butuh bantuan", "menu utama"},
	Back:    {"kembali", "back", "mundur", "go back", "balik", "sebelumnya", "kembali ke sebelumnya", "pertanyaan sebelumnya"},
	Cancel:  {"batal", "batalkan", "cancel", "dibatalkan saja", "batal saja", "batalin", "dibatalkan", "dibatalin", "batalin aja", "batal aja", "saya mau batal", "mau batal", "batalkan saja", "batalkan laporan", "batalkan laporan ini", "batalkan pengaduan", "batalkan aduan", "saya batal", "ga jadi", "gak jadi", "nggak jadi", "tidak jadi", "gajadi", "gk jadi", "tdk jadi", "ngga jadi", "cancel it", "cancel complaint", "cancel aja"},
	Restart: {"ulang", "mulai ulang", "restart", "start over", "ulangi", "ulang dari awal", "mulai dari awal", "mulai lagi", "ulangi dari awal", "reset", "mulai baru", "dari awal"},
	Skip:    {"lewati", "skip", "lewat", "lewatkan", "lewati saja", "lewatin", "lompati", "lanjut lewati", "lewati ini", "dilewati", "dilewatin", "skip this", "skip dulu", "lewat dulu", "lewat dulu aja"},
	Status:  {"status", "cek status", "cek laporan", "cek aduan", "status laporan", "status aduan", "status pengaduan", "status laporan saya", "cek status laporan", "check status", "my status", "cek", "lihat laporan", "lihat laporan saya"},
	Privacy: {"privasi", "privacy", "kebijakan privasi", "privacy policy"},
	Send:    {"kirim", "send", "submit", "kirimkan", "kirim sekarang", "kirim laporan", "kirim saja", "kirim aja", "kirimin", "ya kirim", "iya kirim", "oke kirim", "ok kirim", "yes send", "send it", "kirim pengaduan", "kirim aduan", "krm", "krim", "sudah benar kirim", "betul kirim", "benar kirim", "lanjut kirim", "lanjutkan kirim"},
}, map[string]string{
	"bahasa": "", "language": "", "ganti bahasa": "", "change language": "", "ubah bahasa": "",
	"bahasa indonesia": "id", "indonesia": "id", "indonesian": "id", "pakai bahasa indonesia": "id", "in indonesian": "id",
	"english": "en", "bahasa inggris": "en", "inggris": "en", "english please": "en", "in english": "en", "in english please": "en", "speak english": "en", "bahasa english": "en",
})

func steering(words map[Word][]string, languages map[string]string) map[string]Steering {
	m := make(map[string]Steering)
	for w, phrases := range words {
		for _, p := range phrases {
			m[p] = Steering{Word: w}
		}
	}
	for p, l := range languages {
		m[p] = Steering{Language, l}
	}
	return m
}
