package read

// unlisted puts a stop in the place of the numbers of a list: "1. kuota belum
// masuk 2. 0812... 3. 2 keping" answers several questions at once, and its
// "3. 2" is no fraction. A list counts from one, and to two at least.
func unlisted(toks []token) []token {
	var at []int
	for i, t := range toks {
		if t.kind != number || t.num != len(at)+1 || t.digits() > 2 || i+2 >= len(toks) || !toks[i+1].is(".", ")") || toks[i+1].spaced {
			continue
		}
		begins := i == 0 || t.spaced || toks[i-1].text == "\n"
		if begins && (toks[i+2].spaced || toks[i+2].kind == word) {
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return toks
	}
	out := make([]token, 0, len(toks))
	for i := 0; i < len(toks); i++ {
		if len(at) > 0 && i == at[0] {
			stop := toks[i+1]
			stop.text, stop.kind = ";", mark
			out = append(out, stop)
			at, i = at[1:], i+1
			continue
		}
		out = append(out, toks[i])
	}
	return out
}
