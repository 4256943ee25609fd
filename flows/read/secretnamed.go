package read

import "strings"

type secretSpan struct {
	from, to int
	kind     Secret
}

// secretNames are the words that say what follows, or precedes, is secret.
var secretNames = map[string]Secret{
	"otp": SecretOTP, "kode verifikasi": SecretOTP, "verification code": SecretOTP,
	"pin": SecretPIN, "cvv": SecretPIN, "cvc": SecretPIN,
	"password": SecretPassword, "passwd": SecretPassword, "pwd": SecretPassword, "kata sandi": SecretPassword, "sandi": SecretPassword,
	"pass": SecretPassword, "pw": SecretPassword, "pswd": SecretPassword, "psw": SecretPassword, "passw": SecretPassword, "pasword": SecretPassword, "paswd": SecretPassword, "passwort": SecretPassword, "katasandi": SecretPassword,
}

// named finds secrets that are called by their name: "otp saya 123456",
// "pin: 1234", "passwordnya rahasia123", "123456 itu kode otp saya".
func named(text string) []secretSpan {
	var out []secretSpan
	words := wordSpans(text)
	for i := range words {
		kind, used := secretName(text, words[i:])
		if kind == "" {
			continue
		}
		if w, ok := secretBehind(text, words, i+used, kind); ok && (strings.ContainsAny(text[words[i].End:w.Start], ":=") && !strings.EqualFold(text[w.Start:w.End], "foto") || !passes(text[words[i].Start:words[i].End], text[w.Start:w.End])) {
			out = append(out, secretSpan{w.Start, w.End, kind})
		} else if w, ok := secretBefore(text, words, i); ok && kind != SecretPassword {
			out = append(out, secretSpan{w.Start, w.End, kind})
		}
	}
	return out
}

// passes tells "pass" and "pw" where they name no password: "pass" is also "when"
// and stands before days, amounts and photos.
func passes(name, w string) bool {
	switch strings.ToLower(name) {
	case "pass":
		digits, _ := allDigits(w)
		return digits || strings.EqualFold(w, "foto") || strings.EqualFold(w, "photo")
	case "pw":
		return strings.HasPrefix(w, "08") || strings.HasPrefix(w, "628")
	}
	return false
}

// secretBehind looks for the secret behind its name; a few words may stand
// between: "nya adalah", "saya".
func secretBehind(text string, words []Span, first int, kind Secret) (Span, bool) {
	for j := first; j < len(words) && j < first+4; j++ {
		w := text[words[j].Start:words[j].End]
		digits, n := allDigits(w)
		switch {
		case between(w):
		case kind == SecretPassword:
			set := j == first && strings.ContainsAny(text[words[j-1].End:words[j].Start], ":=")
			return words[j], set || strings.ContainsAny(w, "0123456789") && len(w) >= 4 && !(digits && n < 6)
		case !digits:
			return Span{}, false
		case n >= 3 && n <= 8:
			s := words[j]
			for k := j + 1; k < len(words) && n < 8; k++ { // "123 456"
				more, m := allDigits(text[words[k].Start:words[k].End])
				if gap := text[s.End:words[k].Start]; !more || m < 2 || n+m > 8 || m > n || gap != " " && gap != "-" {
					break
				}
				s.End, n = words[k].End, n+m
			}
			return s, true
		default:
			return Span{}, false
		}
	}
	return Span{}, false
}

// secretBefore looks for a code in front of its name: "123456 itu otp saya".
func secretBefore(text string, words []Span, name int) (Span, bool) {
	for j := name - 1; j >= 0 && j >= name-3; j-- {
		w := text[words[j].Start:words[j].End]
		if digits, n := allDigits(w); digits {
			lead := j > 0 && ordinalLeads[strings.ToLower(text[words[j-1].Start:words[j-1].End])]
			return words[j], j < name-1 && n >= 4 && n <= 8 && !lead
		}
		if !between(w) {
			break
		}
	}
	return Span{}, false
}

// allDigits tells a word of nothing but digits, of any script, and how many.
func allDigits(w string) (bool, int) {
	n := 0
	for _, r := range w {
		if ignorable(r) {
			continue
		}
		if _, ok := digit(r); !ok {
			return false, 0
		}
		n++
	}
	return n > 0, n
}

// between are words that stand between a secret's name and the secret.
func between(w string) bool {
	switch strings.ToLower(w) {
	case "saya", "sy", "aku", "gue", "nya", "adalah", "itu", "ini", "kode", "code", "is", "my", "yg", "yang", "masuk", "akun", "atm":
		return true
	}
	return false
}

// secretName says whether words begin with the name of a secret, and how many
// of them are the name.
func secretName(text string, words []Span) (Secret, int) {
	plain := func(w Span) string {
		return strings.TrimSuffix(strings.TrimFunc(strings.ToLower(text[w.Start:w.End]), ignorable), "nya")
	}
	one := plain(words[0])
	if len(words) > 1 {
		two := one + " " + plain(words[1])
		if kind, ok := secretNames[two]; ok {
			return kind, 2
		}
	}
	if kind, ok := secretNames[one]; ok {
		return kind, 1
	}
	return "", 0
}

// wordSpans are the runs of letters, digits and what passwords are made of.
func wordSpans(text string) []Span {
	var out []Span
	start := -1
	for i := 0; i <= len(text); i++ {
		in := i < len(text) && (isWordByte(text[i]) || text[i] >= 0x80 || start >= 0 && strings.IndexByte("!@#$%^&*_", text[i]) >= 0)
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out = append(out, Span{start, i})
			start = -1
		}
	}
	return out
}
