package read

import (
	"slices"
	"strings"
)

type verdict int

const (
	asExpected verdict = iota
	unsure             // the value is right, less sure than it could be; or refused for another reason
	rashly             // the value is right, surer than it should be
	missing            // refused, where something was said
	wrongly            // read wrongly, and to be checked
	lying              // read wrongly, and taken as certain
	panicked
)

// judge compares an outcome with the fair ones. Fields of an opening are judged
// one by one, and the worst of them counts.
func judge(c trial, got string) verdict {
	if got == "!panic" {
		return panicked
	}
	if slices.Contains(c.fair, got) || c.flat && slices.Contains(c.fair, strings.TrimSuffix(got, "?")) {
		return asExpected
	}
	if strings.Contains(got, "=") && !strings.HasPrefix(got, "!") || strings.Contains(c.fair[0], "=") && !strings.HasPrefix(c.fair[0], "!") {
		return judgeFields(c, got)
	}
	refusal := func(s string) bool { return strings.HasPrefix(s, "!") || s == "none" }
	reason := func(s string) string { r, _, _ := strings.Cut(s, " "); return r }
	said := false // something may fairly be read
	for _, f := range c.fair {
		switch {
		case f == "!" && refusal(got): // for whatever reason
			return asExpected
		case refusal(f) && refusal(got) && (strings.Contains(f, "=") || !strings.Contains(f, " ")) && reason(f) == reason(got):
			return asExpected
		case !refusal(f):
			said = true
		}
	}
	if refusal(got) {
		if said {
			return missing
		}
		return unsure
	}
	value, other, likely := cutValue(got)
	two := true // every fair reading of this value stands beside another one
	near := false
	for _, f := range c.fair {
		if refusal(f) {
			continue
		}
		v, o, l := cutValue(f)
		if v == value || o == value {
			near = true
			two = two && o != ""
			if !l && likely && other == "" {
				return unsure
			}
		}
	}
	switch {
	case near && likely:
		return unsure
	case near && !two:
		return rashly
	case likely:
		return wrongly
	}
	return lying
}

// cutValue takes "2024-09-04? 2024-08-28" apart.
func cutValue(s string) (value, other string, likely bool) {
	value, other, likely = strings.Cut(s, "?")
	return value, strings.TrimSpace(other), likely
}

func judgeFields(c trial, got string) verdict {
	worst := unsure
	have := fieldsOf(got)
	for key, v := range have {
		best := wrongly
		if !strings.HasSuffix(v, "?") {
			best = lying
		}
		for _, f := range c.fair {
			want, ok := fieldsOf(f)[key]
			if !ok || strings.TrimSuffix(want, "?") != strings.TrimSuffix(v, "?") {
				continue
			}
			best = min(best, rashly)
			if want == v || !strings.HasSuffix(want, "?") {
				best = unsure
			}
		}
		worst = max(worst, best)
	}
	for _, f := range c.fair {
		complete := true
		for key := range fieldsOf(f) {
			_, ok := have[key]
			complete = complete && ok
		}
		if complete {
			return worst
		}
	}
	return max(worst, missing)
}

func fieldsOf(s string) map[string]string {
	m := make(map[string]string)
	for _, f := range strings.Fields(s) {
		if key, v, ok := strings.Cut(f, "="); ok {
			m[key] = v
		}
	}
	return m
}
