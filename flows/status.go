package flows

import (
	"strings"
)

// status tells about the person's own complaints: all, or the one named. A
// number of somebody else reads like one that does not exist.
func (t *turn) status(which string) {
	if strings.TrimSpace(which) == "" {
		t.statusAll()
		return
	}
	number, mistyped := FindNumber(t.f.Rules.Prefix, which)
	for _, o := range t.in.Own {
		if o.Number == number {
			t.number = number
			t.news = append(t.news, t.statusOne(o))
			return
		}
	}
	if end := proper(strings.TrimSpace(which)); !mistyped && len(end) >= 4 {
		for _, o := range t.in.Own { // the end of a number is enough for one's own
			if strings.HasSuffix(o.Number, "-"+end) {
				t.number = o.Number
				t.news = append(t.news, t.statusOne(o))
				return
			}
		}
	}
	if mistyped {
		t.tell("status_mistyped", "said", plain(which))
		return
	}
	t.tell("status_unknown", "said", plain(which))
}

func (t *turn) statusAll() {
	const most = 10
	if len(t.in.Own) == 0 && t.s.Open {
		t.tell("status_none_yet")
		return
	}
	if len(t.in.Own) == 0 {
		t.tell("status_none")
		return
	}
	lines := []string{t.say("status_head")}
	for i, o := range t.in.Own {
		if i == most {
			lines = append(lines, t.say("status_more", "n", itoa(len(t.in.Own)-most)))
			break
		}
		lines = append(lines, t.statusOne(o))
	}
	t.news = append(t.news, strings.Join(lines, "\n\n"))
}

func (t *turn) statusOne(o Own) string {
	zone := t.f.Rules.Zone
	kind := o.Kind
	if len(t.f.Form.Fields) > 0 {
		if f := &t.f.Form.Fields[0]; f.option(o.Read[f.Key]) != nil {
			kind = f.option(o.Read[f.Key]).Label.in(t.lang())
		}
	}
	filed, since := t.date(o.Filed.In(zone)), t.date(o.Since.In(zone))
	if filed != since {
		filed += t.say("status_since", "since", since)
	}
	status := t.say("status_" + o.Status)
	if o.Ask == AskDone {
		status = t.say("status_resolved_asked")
	}
	if o.Position > 0 {
		status += t.say("status_position", "n", itoa(o.Position))
	}
	return t.say("status_one", "number", o.Number, "kind", plain(kind), "status", status, "filed", filed)
}

// Receipt is what the person keeps: the number, what was received, and what
// happens next.
func (f *Flow) Receipt(fl *Filing, number string) string {
	var b strings.Builder
	b.WriteString(f.Texts.Say(fl.Lang, "receipt_head", map[string]string{"number": number}))
	for _, a := range fl.Answers {
		if !a.Skipped {
			b.WriteString("\n• " + a.Label + ": " + a.Shown)
		}
	}
	b.WriteString("\n\n" + f.formText(fl.Lang, f.Form.Next, "number", number))
	b.WriteString("\n" + f.Texts.Say(fl.Lang, "receipt_tail", map[string]string{"number": number}))
	return b.String()
}
