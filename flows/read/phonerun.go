package read

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// digitRun is a row of digits that may be a phone number.
type digitRun struct {
	digits   string
	plus     bool
	from, to int
}

func (p digitRun) basis() string {
	if p.plus {
		return "international"
	}
	return "national"
}

func (p digitRun) full() bool {
	return len(p.digits) >= 9 && (p.plus || strings.HasPrefix(p.digits, "08") || strings.HasPrefix(p.digits, "628") || strings.HasPrefix(p.digits, "0062"))
}

// parse gives the number as E.164, or why it is none.
func (p digitRun) parse(region string) (string, Reason) {
	d := p.digits
	if len(d) > 16 || len(d) > 14 && d[0] != '0' {
		return "", PhoneLong
	}
	switch {
	case p.plus:
		d = "+" + d
	case strings.HasPrefix(d, "00"):
		d = "+" + d[2:]
	case region == "ID" && strings.HasPrefix(d, "62") && len(d) >= 10:
		d = "+" + d
	}
	if strings.HasPrefix(d, "+620") {
		d = "+62" + d[4:] // +62 (0)812
	}
	n, err := phonenumbers.Parse(d, region)
	if err == nil && phonenumbers.IsValidNumber(n) {
		return phonenumbers.Format(n, phonenumbers.E164), ""
	}
	if len(p.digits) < 9 {
		return "", PhoneShort
	}
	if err == nil {
		switch phonenumbers.IsPossibleNumberWithReason(n) {
		case phonenumbers.TOO_SHORT:
			return "", PhoneShort
		case phonenumbers.TOO_LONG:
			return "", PhoneLong
		}
	}
	if len(p.digits) > 13 {
		return "", PhoneLong
	}
	return "", PhoneInvalid
}

// phonesIn collects the rows of digits of three digits and more. A row goes on
// over spaces, dashes, dots, brackets; a piece that begins like a number begins
// a new row when the one before is complete, or only an index ("1 0812...").
func phonesIn(toks []token) []digitRun {
	var runs []digitRun
	for i := 0; i < len(toks); {
		if toks[i].kind != number && !(toks[i].text == "o" && i+1 < len(toks) && toks[i+1].kind == number && !toks[i+1].spaced) {
			i++
			continue
		}
		run := digitRun{from: i}
		if i > 0 && toks[i-1].text == "+" || i > 1 && toks[i-1].text == "(" && toks[i-2].text == "+" {
			run.plus, run.from = true, i-1
		}
		run.to, _ = digitRunAt(toks, i)
		var b strings.Builder
		for _, t := range toks[i:run.to] {
			switch {
			case t.kind == number:
				b.WriteString(t.text)
			case t.kind == word:
				b.WriteString(strings.Repeat("0", len(t.text)))
			}
		}
		run.digits = b.String()
		other := len(run.digits) < 9 && !run.plus && otherFigure(toks, i)
		i = run.to
		if len(run.digits) >= 3 && !other {
			runs = append(runs, run)
		}
	}
	return runs
}

// otherFigure tells an amount or a day: no number with digits missing.
func otherFigure(toks []token, i int) bool {
	if amountAt(toks, i) || i > 0 && amountAt(toks, i-1) {
		return true
	}
	_, date := datePieceAt(toks, i)
	return date
}

// undenied leaves out what stands behind "bukan", where another number is said.
func undenied(toks []token, runs []digitRun) []digitRun {
	said := make([]digitRun, 0, len(runs))
	for _, r := range runs {
		i := r.from - 1
		for i > 0 && toks[i].is("nomor", "nomer", "no", "nmr", "yang", "yg", "wa", "hp", "di", "ke") {
			i--
		}
		if i < 0 || !toks[i].is("bukan", "bkn", "bukannya", "not") {
			said = append(said, r)
		}
	}
	if len(said) == 0 {
		return runs
	}
	return said
}

// digitRunAt tells where the row of digits that begins at token i ends, and how
// many digits it has.
func digitRunAt(toks []token, i int) (end, digits int) {
	if i >= len(toks) || toks[i].kind != number && toks[i].text != "o" {
		return i, 0
	}
	for j := i; ; {
		digits += len(toks[j].text)
		j++
		if toks[j-1].kind == word && j < len(toks) {
			continue
		}
		next, ok := phoneGap(toks, j, digits)
		if !ok {
			if j < len(toks) && toks[j].kind == word && !toks[j].spaced && strings.Trim(toks[j].text, "o") == "" { // 0812 3456 789O
				return j + 1, digits + len(toks[j].text)
			}
			return j, digits
		}
		j = next
	}
}

// phoneGap tells where a row of digits goes on behind token j, having had so many digits.
func phoneGap(toks []token, j, had int) (int, bool) {
	k := j
	for k < len(toks) && k < j+3 && toks[k].is("-", ".", "(", ")", "/") {
		k++
	}
	if k >= len(toks) || toks[k].kind != number {
		return 0, false
	}
	t := toks[k]
	if k == j && t.spaced && t.digits() <= 3 && had >= 9 {
		if _, unit := unitAt(toks, k+1); unit || toks[j-1].digits() >= 10 {
			return 0, false // "081234567890 2 keping"
		}
	}
	begins := strings.HasPrefix(t.text, "08") || strings.HasPrefix(t.text, "628") || strings.HasPrefix(t.text, "62") && t.digits() > 8
	if begins && (had >= 10 && t.digits() >= 4 || had <= 2 && t.digits() >= 4 && toks[k].spaced) {
		return 0, false
	}
	if k > j && toks[j].text == "/" && begins {
		return 0, false
	}
	return k, true
}
