package read

// Phone reads the phone number of an answer as E.164. own is the chat's own
// number, meant by "nomor ini" and "sama"; "" where it is not known.
//
// The library is given numbers in a form that it cannot take wrongly: a bare
// 62... would become +62 62..., 0062... and invisible marks would be refused.
func Phone(text, own, region string) (Reading[string], *Refusal) {
	toks := tokens(text)
	found := undenied(toks, phonesIn(toks))
	if len(found) == 0 {
		if meansOwn(toks) {
			if own == "" {
				return Reading[string]{}, refuse(PhoneOwnUnknown)
			}
			return Reading[string]{Value: own, Span: span(toks, 0, len(toks)), Sure: Certain, Basis: "own"}, nil
		}
		return Reading[string]{}, refuse(PhoneNone)
	}
	if ownBeside(toks, found[0].from) {
		return Reading[string]{}, refuse(PhoneSeveral)
	}
	var reading *Reading[string]
	worst := Reason("")
	for _, p := range found {
		e164, reason := p.parse(region)
		if reason != "" {
			if worst == "" || worst == PhoneShort {
				worst = reason
			}
			continue
		}
		if reading != nil && reading.Value != e164 {
			return Reading[string]{}, refuse(PhoneSeveral)
		}
		if reading == nil {
			reading = &Reading[string]{Value: e164, Span: span(toks, p.from, p.to), Sure: Certain, Basis: p.basis()}
		}
	}
	if reading == nil {
		return Reading[string]{}, refuse(worst)
	}
	return *reading, nil
}

// PhoneIn finds a full phone number in a longer text: with a country code, or a
// mobile number from its 0. Two different ones are none.
func PhoneIn(text, region string) (Reading[string], bool) {
	toks := unlisted(tokens(text))
	var r Reading[string]
	for _, p := range undenied(toks, phonesIn(toks)) {
		if !p.full() {
			continue
		}
		e164, reason := p.parse(region)
		if reason != "" {
			continue
		}
		if r.Value != "" && r.Value != e164 {
			return Reading[string]{}, false
		}
		if r.Value == "" {
			r = Reading[string]{Value: e164, Span: span(toks, p.from, p.to), Sure: Certain, Basis: p.basis()}
		}
	}
	return r, r.Value != ""
}

// ownBeside tells "yg ini, kalo mati ke 0857...": this one, and another for another
// use. "yang ini, 0812..." only says which.
func ownBeside(toks []token, number int) bool {
	end := 0
	for end < number && !clauseEnd(toks, end) {
		end++
	}
	if end == 0 || end >= number {
		return false
	}
	if next := skipFiller(toks, end); next < number && (ifWords[toks[next].text] || toks[next].is("atau", "ato", "or", "cadangan", "cadangannya", "alternatif")) && skipFiller(toks[:end], 0) < end {
		return true
	}
	if !meansOwn(toks[:end]) {
		return false
	}
	for _, t := range toks[end:number] {
		if t.kind == word && !isFiller(t) && !ownFillers[t.text] && !yesWords[t.text] {
			return true
		}
	}
	return false
}

// meansOwn tells "nomor ini", "sama", "yg ini aja", "pakai nomor wa ini".
func meansOwn(toks []token) bool {
	own, called, mine, that := false, false, false, false
	for i, t := range toks {
		own = own || t.is("ni") && i > 0 && thatWords[toks[i-1].text]
		called = called || numberWords[t.text] || t.is("nomornya", "nomernya", "nomorku", "nomerku")
		mine = mine || t.is("saya", "sy", "aku", "ku", "my", "gue", "gw", "nomorku", "nomerku")
		that = that || t.is("itu", "that", "thats") || yesWords[t.text] || agreeWords[t.text]
		switch {
		case t.kind == mark || isFiller(t):
		case t.kind == number:
			return false
		case ownWords[t.text]:
			own = true
		case !ownFillers[t.text] && !t.is("that", "thats"):
			return false
		}
	}
	return own || called && mine && that // "iya itu nomor saya"
}

var ownWords = set("ini", "samain", "samakan", "samaan", "sama", "sm", "same", "this", "sendiri", "dipakai", "inii", "iki", "sami", "mine", "dipake", "kieu", "niki", "tersebut", "ygini", "yangini")

var ownFillers = set("nomor", "nomer", "no", "nmr", "nomernya", "nomornya", "number", "wa", "whatsapp", "wasap", "hp", "telp", "tlp", "telepon", "handphone", "phone", "yang", "yg", "pakai", "pake", "pk", "pkai", "dengan", "dgn", "seperti", "saya", "sy", "aku", "the", "my", "is", "one", "use", "it", "yaitu", "di", "chat", "sedang", "lagi", "sekarang", "skrg", "iya", "ok", "oke", "aktif", "terdaftar", "saat", "kayak", "as", "nomer2", "samain", "samakan", "juga", "jg", "daftarnya", "daftar", "akun", "akunnya", "akunku", "betul", "benar", "bener", "wae", "mawon", "terdaftarnya", "nomorku", "nomerku", "kontak", "ponsel", "hpnya", "wanya", "portal", "yes", "correct", "registered", "with", "in", "number", "chatting")
