package desk

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"aduan/flows"
	"aduan/store"
)

// lineWidth is how wide a line to staff is at most: it fits a phone.
const lineWidth = 40

// wrap breaks lines at blanks. What people said, which begins with a bar,
// keeps its bar.
func wrap(s string) string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		out = append(out, wrapLine(line)...)
	}
	return strings.Join(out, "\n")
}

func wrapLine(line string) []string {
	bar := ""
	if rest, ok := strings.CutPrefix(line, theirs); ok {
		bar, line = theirs, rest
	}
	room := lineWidth - width(bar)
	var out []string
	current := ""
	for _, word := range words(line, room) {
		for width(word) > room { // longer than a line: cut
			if current != "" {
				out, current = append(out, bar+current), ""
			}
			r := []rune(word)
			n := len(r)
			for width(string(r[:n])) > room {
				n--
			}
			out, word = append(out, bar+string(r[:n])), string(r[n:])
		}
		switch {
		case current == "":
			current = word
		case width(current)+1+width(word) <= room:
			current += " " + word
		default:
			out, current = append(out, bar+current), word
		}
	}
	if current != "" || len(out) == 0 {
		out = append(out, bar+current)
	}
	return out
}

// words are what a line is broken between. Bold words stay together where they
// fit: WhatsApp shows no bold across the end of a line.
func words(line string, room int) []string {
	var out []string
	bold := 0 // in the last of out
	for _, word := range strings.Fields(line) {
		if last := len(out) - 1; bold%2 == 1 && width(out[last])+1+width(word) <= room {
			out[last] += " " + word
			bold += strings.Count(word, "*")
			continue
		}
		out, bold = append(out, word), strings.Count(word, "*")
	}
	return out
}

// width counts what a text needs on a screen, an emoji as two.
func width(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r == '\ufe0f': // the sign before it is an emoji
			n++
		case unicode.Is(unicode.Mn, r) || r == '\u200d':
		case r >= 0x1f000, r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xffdc && r != '│':
			n += 2
		default:
			n++
		}
	}
	return n
}

// theirs stands before every line of what people said, so that it cannot be
// taken for ours.
const theirs = "│ "

// quoteOf is what somebody said, for staff to read.
func quoteOf(s string) string {
	const most = 1500
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return theirs + strings.ReplaceAll(defuse(s), "\n", "\n"+theirs)
}

// defuse takes the formatting out of people's words.
func defuse(s string) string {
	return strings.NewReplacer("*", "∗", "_", "‗", "~", "∼", "`", "ˋ").Replace(s)
}

// inline is what somebody said, short and on one line.
func inline(s string, most int) string {
	s = defuse(strings.Join(strings.Fields(s), " "))
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return s
}

// cut takes the first word off.
func cut(s string) (word, rest string) {
	s = strings.TrimSpace(s)
	i := strings.IndexFunc(s, unicode.IsSpace)
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimSpace(s[i:])
}

// yesNo is 1 for a yes, 2 for a no, 0 for anything else.
func yesNo(s string) int { return flows.YesNo(s) }

func itoa(n int) string { return strconv.Itoa(n) }

// ago is how long something is past; a clock that was put back makes it now.
func (d *Desk) ago(lang string, now, at time.Time) string {
	p := now.Sub(at)
	switch {
	case p < time.Minute:
		return d.say(lang, "desk_now")
	case p < time.Hour:
		return d.say(lang, "desk_minutes", "n", itoa(int(p/time.Minute)))
	case p < 48*time.Hour:
		return d.say(lang, "desk_hours", "n", itoa(int(p/time.Hour)))
	}
	return d.say(lang, "desk_days", "n", itoa(int(p/(24*time.Hour))))
}

// span is a length of time.
func (d *Desk) span(lang string, p time.Duration) string {
	if p < time.Hour || p%time.Hour != 0 {
		return d.say(lang, "desk_span_minutes", "n", itoa(int(p/time.Minute)))
	}
	return d.say(lang, "desk_span_hours", "n", itoa(int(p/time.Hour)))
}

// clock is a moment as staff read it: the hour today, the day before that.
func (d *Desk) clock(now, at time.Time) string {
	zone := d.Flow.Rules.Zone
	at, now = at.In(zone), now.In(zone)
	if at.Year() == now.Year() && at.YearDay() == now.YearDay() {
		return at.Format("15:04")
	}
	return at.Format("2/1 15:04")
}

// called is what staff are shown of who complains.
func called(p store.Contact) string {
	name := inline(p.Name, 24)
	if name == "" {
		name = flows.PhoneShown(p.Number())
	}
	if name == "" {
		name = "?"
	}
	return name
}

// daytime is now, or the next morning if people sleep.
func (d *Desk) daytime(now time.Time) time.Time {
	midnight := d.midnight(now)
	switch from := d.onDay(midnight, d.Flow.Rules.RemindFrom); {
	case now.Before(from):
		return from
	case !now.Before(d.onDay(midnight, d.Flow.Rules.RemindUntil)):
		return d.onDay(midnight.AddDate(0, 0, 1), d.Flow.Rules.RemindFrom)
	}
	return time.Time{}
}
