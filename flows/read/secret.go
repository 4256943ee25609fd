package read

import (
	"slices"
	"strings"
)

// Secret is a kind of thing that must not be kept.
type Secret string

// The kinds of secrets.
const (
	SecretOTP      Secret = "otp"      // a one-time code, named as such
	SecretPIN      Secret = "pin"      // a PIN or CVV, named as such
	SecretPassword Secret = "password" // a password, named as such
	SecretCard     Secret = "card"     // a payment card's number: its prefix and its check digit fit
	SecretNIK      Secret = "nik"      // a national identity number: its province and date of birth fit
)

// Mask hides what must not be kept: every digit or letter of it becomes "•". It
// returns the text as it may be stored, and what was found, each kind once. A
// long number that is neither a card's nor a NIK's stays: invoices have such.
func Mask(text string) (masked string, found []Secret) {
	b := []byte(text)
	hide := func(from, to int, kind Secret) {
		for i := from; i < to; i++ {
			if c := b[i]; c != ' ' && c != '-' && c != '.' {
				b[i] = 0 // a mark below any text, replaced at the end
			}
		}
		if !slices.Contains(found, kind) {
			found = append(found, kind)
		}
	}
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) || i > 0 && isWordByte(text[i-1]) {
			continue
		}
		digits, end := longNumber(text, i)
		switch {
		case end < len(text) && isWordByte(text[end]):
		case isCard(digits):
			hide(i, end, SecretCard)
		case isNIK(digits):
			hide(i, end, SecretNIK)
		}
		i = max(i, end-1)
	}
	for _, n := range named(text) {
		hide(n.from, n.to, n.kind)
	}
	if found == nil {
		return text, nil
	}
	return strings.ReplaceAll(string(b), "\x00", "•"), found
}

func isDigit(c byte) bool    { return c >= '0' && c <= '9' }
func isWordByte(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

// longNumber reads digits from i on, with single blanks, dashes or dots
// between them, and returns them with where they end.
func longNumber(text string, i int) (digits string, end int) {
	var b strings.Builder
	end = i
	for j := i; j < len(text) && b.Len() < 24; j++ {
		switch c := text[j]; {
		case isDigit(c):
			b.WriteByte(c)
			end = j + 1
		case (c == ' ' || c == '-' || c == '.') && j == end && j+1 < len(text) && isDigit(text[j+1]):
		default:
			return b.String(), end
		}
	}
	return b.String(), end
}

// isCard says whether digits are a payment card's: the length and prefix of a
// known network, and the check digit of Luhn (ISO/IEC 7812-1).
func isCard(d string) bool {
	if len(d) < 13 || len(d) > 19 {
		return false
	}
	two, four := decimal(d[:2]), decimal(d[:4])
	known := d[0] == '4' && (len(d) == 13 || len(d) == 16 || len(d) == 19) ||
		len(d) == 16 && (two >= 51 && two <= 55 || four >= 2221 && four <= 2720) ||
		len(d) == 15 && (two == 34 || two == 37) ||
		len(d) >= 16 && (two == 35 || two == 62 || two == 60 || two == 65)
	if !known {
		return false
	}
	sum := 0
	for i := range len(d) {
		n := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// isNIK says whether digits are a national identity number: sixteen, of which
// the first two are a province, the seventh to twelfth a date of birth (a
// woman's day is 40 higher), and the last four a running number.
func isNIK(d string) bool {
	if len(d) != 16 {
		return false
	}
	province, day, month := decimal(d[:2]), decimal(d[6:8]), decimal(d[8:10])
	if day > 40 {
		day -= 40
	}
	return isProvince(province) && d[2:4] != "00" && d[4:6] != "00" &&
		day >= 1 && day <= 31 && month >= 1 && month <= 12 && d[12:] != "0000"
}

// isProvince says whether a number is a province's in the codes of the
// Ministry of Home Affairs: Sumatra 11-21, Java 31-36, Bali and Nusa Tenggara
// 51-53, Kalimantan 61-65, Sulawesi 71-76, Maluku 81-82, Papua 91-97.
func isProvince(n int) bool {
	last := [10]int{1: 9, 2: 1, 3: 6, 5: 3, 6: 5, 7: 6, 8: 2, 9: 7}[n/10]
	return n%10 >= 1 && n%10 <= last
}

func decimal(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

type secretSpan struct {
	from, to int
	kind     Secret
}

// secretNames are the words that say what follows, or precedes, is secret.
var secretNames = map[string]Secret{
	"otp": SecretOTP, "kode verifikasi": SecretOTP, "verification code": SecretOTP,
	"pin": SecretPIN, "cvv": SecretPIN, "cvc": SecretPIN,
	"password": SecretPassword, "passwd": SecretPassword, "pwd": SecretPassword, "kata sandi": SecretPassword, "sandi": SecretPassword,
}

// named finds secrets that are called by their name: "otp saya 123456",
// "pin: 1234", "passwordnya rahasia123".
func named(text string) []secretSpan {
	var out []secretSpan
	words := wordSpans(text)
	for i := range words {
		kind, used := secretName(text, words[i:])
		if kind == "" {
			continue
		}
		rest := words[i+used:]
		for j := 0; j < len(rest) && j < 4; j++ { // a few words may stand between: "nya adalah", "saya"
			w := text[rest[j].Start:rest[j].End]
			digits := strings.IndexFunc(w, func(r rune) bool { return r < '0' || r > '9' }) < 0
			switch {
			case kind == SecretPassword && between(w):
				continue
			case kind == SecretPassword && (j == 0 && strings.ContainsAny(text[words[i+used-1].End:rest[j].Start], ":=") || strings.ContainsAny(w, "0123456789")):
				out = append(out, secretSpan{rest[j].Start, rest[j].End, kind})
			case kind != SecretPassword && digits && len(w) >= 3 && len(w) <= 8:
				out = append(out, secretSpan{rest[j].Start, rest[j].End, kind})
			case between(w):
				continue
			}
			break
		}
	}
	return out
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
	one := strings.TrimSuffix(strings.ToLower(text[words[0].Start:words[0].End]), "nya")
	if len(words) > 1 {
		two := one + " " + strings.TrimSuffix(strings.ToLower(text[words[1].Start:words[1].End]), "nya")
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
