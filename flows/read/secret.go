package read

import (
	"slices"
	"strings"
	"time"
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
	hidden := make([]bool, len(text))
	hide := func(from, to int, kind Secret) {
		for i := from; i < to; i++ {
			hidden[i] = true
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
	var b strings.Builder
	b.Grow(len(text) + 16)
	for i, r := range text {
		if hidden[i] && r != ' ' && r != '-' && r != '.' {
			r = '•'
		}
		b.WriteRune(r)
	}
	return b.String(), found
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
		(Day{2024, time.Month(month), day}).valid() && d[12:] != "0000"
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
