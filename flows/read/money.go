package read

// Rupiah reads an answer that is an amount of money and nothing else: "25.000",
// "Rp 25rb", "25.000,-", "1,2jt", "dua puluh lima ribu". Plain digits count from
// a hundred upwards.
func Rupiah(text string) (int64, bool) {
	toks := tokens(text)
	i := skipFiller(toks, 0)
	m, ok := moneyAt(toks, i)
	if !ok {
		n, found := numeralAt(toks, i)
		if !found || n.value < 100 || n.group || toks[i].text[0] == '0' {
			return 0, false
		}
		m = amount{value: int64(n.value), next: n.next}
	}
	return m.value, skipFiller(toks, m.next) == len(toks) && m.value > 0
}

// amount is money found in a text.
type amount struct {
	value int64
	next  int // the token behind it
}

const maxAmount = 1_000_000_000_000_000

// moneyAt reads money at token i. It wants a sign of money: Rp, a thousands
// separator, rb/ribu/k/jt/juta behind digits, rupiah, ",-".
func moneyAt(toks []token, i int) (amount, bool) {
	j, sign := i, false
	if j < len(toks) && toks[j].is("rp", "idr", "rupiah") {
		j, sign = j+1, true
		if j+1 < len(toks) && toks[j].is(".", ":", ",") && toks[j+1].kind == number {
			j++
		}
	}
	if j >= len(toks) {
		return amount{}, false
	}
	if toks[j].kind != number {
		n, ok := wordsAt(toks, j)
		if !ok || n.group {
			return amount{}, false
		}
		j = n.next
		if j < len(toks) && toks[j].is("rb", "rebu") {
			n.value, j, sign = n.value*1000, j+1, true
		}
		if j < len(toks) && toks[j].is("rupiah", "perak", "rp") {
			j, sign = j+1, true
		}
		return amount{int64(n.value), j}, sign && n.value > 0
	}
	if toks[j].num < 0 || toks[j].num > maxAmount {
		return amount{}, false
	}
	value, digits := int64(toks[j].num), toks[j].digits()
	j++
	groups := 0
	for sepAt(toks, j) && toks[j+1].digits() == 3 && digits <= 3 && value < maxAmount/1000 {
		value = value*1000 + int64(toks[j+1].num)
		j, groups = j+2, groups+1
	}
	if groups > 0 && value >= 1000 {
		sign = true
	}
	tenths, scale := int64(0), int64(1)
	if sepAt(toks, j) && toks[j+1].digits() <= 2 {
		tenths = int64(toks[j+1].num)
		for range toks[j+1].digits() {
			scale *= 10
		}
		if groups > 0 || (j+2 < len(toks) && multiplier(toks, j+2) > 1) {
			j += 2
		} else {
			tenths = 0
			if sign && toks[j+1].num == 0 {
				j += 2
			} else {
				return amount{}, false
			}
		}
	}
	if x := multiplier(toks, j); x > 1 && value < maxAmount/x {
		value = value*x + tenths*x/scale
		j, sign = j+1, true
	}
	if j+1 < len(toks) && toks[j].is(",", ".") && !toks[j].spaced && toks[j+1].is("-") && !toks[j+1].spaced {
		j, sign = j+2, true
	}
	if j < len(toks) && toks[j].is("rupiah", "perak", "rp") {
		j, sign = j+1, true
	}
	return amount{value, j}, sign && value > 0
}

// sepAt tells a separator inside a figure: a dot or a comma with digits right behind it.
func sepAt(toks []token, j int) bool {
	return j+1 < len(toks) && toks[j].is(".", ",") && !toks[j].spaced && toks[j+1].kind == number && !toks[j+1].spaced
}

func multiplier(toks []token, j int) int64 {
	if j >= len(toks) || toks[j].kind != word {
		return 1
	}
	switch toks[j].text {
	case "rb", "ribu", "rebu", "rbu", "ribuan":
		return 1000
	case "k":
		if !toks[j].spaced {
			return 1000
		}
	case "jt", "juta", "jta":
		return 1_000_000
	}
	return 1
}
