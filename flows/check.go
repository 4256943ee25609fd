package flows

import (
	"slices"
	"strings"
	"unicode"

	"aduan/flows/read"
)

// form checks what the keys mean: nothing that a person could run into while
// answering may be wrong in a form that was loaded.
func (c *checker) form(f *Form) {
	if !keyPattern.MatchString(f.Name) {
		c.fault([]any{"name"}, "name %q: write a name in small letters, such as \"emeterai\"", f.Name)
	}
	if f.Version < 1 {
		c.fault([]any{"version"}, "version: write a whole number from 1, and raise it when the questions change")
	}
	if f.Privacy.Version < 1 {
		c.fault([]any{"privacy", "version"}, "privacy.version: write a whole number from 1, and raise it when the text changes")
	}
	for name, l := range f.Values {
		if !hole.MatchString("{" + name + "}") {
			c.fault([]any{"values", name}, "value %q: write its name in small letters and underscores", name)
		}
		c.local(l, nil, "values", name)
	}
	c.local(f.Greeting, f.Values, "greeting")
	c.local(f.Privacy.Line, f.Values, "privacy", "line")
	c.local(f.Privacy.Text, f.Values, "privacy", "text")
	c.local(f.Next, f.Values, "next")
	if len(f.Fields) == 0 {
		c.fault([]any{"fields"}, "fields: a form needs at least one field")
	}
	seen := map[string]*Field{}
	for i := range f.Fields {
		x, at := &f.Fields[i], []any{"fields", i}
		switch {
		case !keyPattern.MatchString(x.Key):
			c.fault(append(at, "key"), "key %q: write small letters, digits and underscores, such as \"date\"", x.Key)
		case seen[x.Key] != nil:
			c.fault(append(at, "key"), "key %q stands in two fields; give each its own", x.Key)
		case slices.Contains([]string{"number", "filed_at", "status", "contact"}, x.Key):
			c.fault(append(at, "key"), "key %q is a column of the export; choose another", x.Key)
		case slices.Contains([]string{keySummary, asideCancel, asideRestart, asideSame, asideAdd, asideHello, asideWhose, "note", "shape"}, x.Key):
			c.fault(append(at, "key"), "key %q is the name of a question of aduan's own; choose another", x.Key)
		}
		c.field(f, x, i, seen)
		seen[x.Key] = x
	}
	for i, key := range f.Same {
		if seen[key] == nil {
			c.fault([]any{"same", i}, "same: there is no field %q; write one of: %s", key, c.known(seen))
		}
	}
}

// local checks that a text stands in both languages and that its holes can be filled.
func (c *checker) local(l Local, values map[string]Local, path ...any) {
	what := pathName(path)
	for _, lang := range languages {
		if strings.TrimSpace(l[lang]) == "" {
			c.fault(path, "%s: the text in %q is missing; write {id: ..., en: ...}", what, lang)
		}
		if values == nil {
			continue
		}
		for _, h := range holes(l[lang]) {
			if _, ok := values[h]; !ok {
				c.fault(append(path, lang), "%s: nothing fills {%s}; add %q under values, or take it out", what, h, h)
			}
		}
	}
}

func (c *checker) field(f *Form, x *Field, i int, before map[string]*Field) {
	at := []any{"fields", i}
	path := func(p ...any) []any { return append(slices.Clone(at), p...) }
	values := map[string]Local{"sender": nil}
	for k, v := range f.Values {
		values[k] = v
	}
	if x.Kind != Phone {
		delete(values, "sender")
	}
	c.local(x.Label, nil, path("label")...)
	c.local(x.Prompt, values, path("prompt")...)
	c.local(x.Example, f.Values, path("example")...)

	kinds := []Kind{Choice, Count, Date, Phone, Text, Proof}
	if !slices.Contains(kinds, x.Kind) {
		c.fault(path("kind"), "kind %q: write one of choice, count, date, phone, text, proof", x.Kind)
	}
	c.only(x.Kind == Choice, len(x.Options) > 0, path("options"), "options belong to a choice; take them out or write kind: choice")
	c.only(x.Kind == Count, x.Price != 0, path("price"), "price belongs to a count; take it out or write kind: count")
	c.only(x.Kind == Count, len(x.Units) > 0, path("units"), "units belong to a count; take them out or write kind: count")
	c.only(x.Kind == Date, x.MaxAge != 0, path("max_age"), "max_age belongs to a date; take it out or write kind: date")
	c.only(x.Kind == Phone, x.Default != "", path("default"), "default belongs to a phone; take it out or write kind: phone")
	c.only(x.Default == "sender", len(x.Assumed) > 0, path("assumed"), "assumed belongs to a phone with default: sender; take it out")
	c.only(x.Optional, len(x.Offer) > 0, path("offer"), "offer belongs to an optional field; take it out or write optional: true")
	c.only(x.Kind == Text, x.Like != "", path("like"), "like belongs to a text; take it out or write kind: text")
	if len(x.Offer) > 0 {
		c.local(x.Offer, f.Values, path("offer")...)
	}
	c.only(x.Kind == Count || x.Kind == Text, x.Min != 0, path("min"), "min belongs to a count or a text; take it out")
	c.only(x.Kind == Count || x.Kind == Text || x.Kind == Proof, x.Max != 0, path("max"), "max belongs to a count, a text or a proof; take it out")
	switch x.Kind {
	case Choice:
		c.options(x, path)
	case Count:
		if x.Max < 1 || x.Min > x.Max || x.Min < 0 {
			c.fault(path("max"), "min and max: write the least and the most, such as min: 1 and max: 1000")
		}
		if x.Price < 0 {
			c.fault(path("price"), "price: write the price of one in rupiah, such as 12500")
		}
		for j, u := range x.Units {
			if u != read.Fold(u) || strings.IndexFunc(u, unicode.IsLetter) < 0 || strings.ContainsAny(u, " -") {
				c.fault(path("units", j), "units: %q: write one word in small letters, such as lubang", u)
			}
		}
	case Date:
		if x.MaxAge < 0 {
			c.fault(path("max_age"), "max_age: write how many days back at most, such as 365, or take it out")
		}
	case Text:
		if !slices.Contains([]string{"", "invoice", "email"}, x.Like) {
			c.fault(path("like"), "like %q: write invoice or email, or take it out", x.Like)
		}
		if x.Min < 0 || x.Max < 0 || x.Max > 4000 || x.Max > 0 && x.Min > x.Max {
			c.fault(path("max"), "min and max: write runes between 1 and 4000")
		}
	case Proof:
		if x.Max < 0 || x.Max > 10 {
			c.fault(path("max"), "max: write how many files at most, from 1 to 10")
		}
	case Phone:
		if x.Default != "" && x.Default != "sender" {
			c.fault(path("default"), "default %q: the only default is sender, the chat's own number", x.Default)
		}
		if x.Default == "sender" {
			c.local(x.Unknown, f.Values, path("unknown")...)
			if len(x.Assumed) > 0 {
				c.local(x.Assumed, values, path("assumed")...)
			}
		}
	}
	for key, one := range x.When {
		on := before[key]
		switch {
		case on == nil:
			c.fault(path("when", key), "when: there is no field %q before this one; write one of: %s", key, c.known(before))
		case on.Kind != Choice:
			c.fault(path("when", key), "when: %q is no choice; a condition names a choice and its answers", key)
		default:
			for _, k := range one {
				if on.option(k) == nil {
					c.fault(path("when", key), "when: %q has no answer %q; write one of: %s", key, k, optionKeys(on))
				}
			}
		}
	}
}

// only reports a setting that has no meaning for the field's kind.
func (c *checker) only(fits, set bool, path []any, message string) {
	if set && !fits {
		c.fault(path, "%s", message)
	}
}

func (c *checker) options(x *Field, path func(...any) []any) {
	if len(x.Options) < 2 {
		c.fault(path("options"), "options: a choice needs at least two, each with a key and a label")
	}
	seen, said := map[string]bool{}, map[string]string{}
	for j := range x.Options {
		o := &x.Options[j]
		for k, w := range o.Words {
			if other, twice := said[read.Fold(w)]; twice && other != o.Key {
				c.fault(path("options", j, "words", k), "words: %q stands for %q already; take it out of one of the two", w, other)
			}
			said[read.Fold(w)] = o.Key
		}
		if !keyPattern.MatchString(o.Key) || seen[o.Key] {
			c.fault(path("options", j), "option %q: give each option a key of its own in small letters", o.Key)
		}
		seen[o.Key] = true
		c.local(o.Label, nil, path("options", j, "label")...)
	}
}

// known lists the keys of fields, for a suggestion.
func (c *checker) known(fields map[string]*Field) string {
	var keys []string
	for k := range fields {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return strings.Join(keys, ", ")
}

func optionKeys(f *Field) string {
	var keys []string
	for _, o := range f.Options {
		keys = append(keys, o.Key)
	}
	return strings.Join(keys, ", ")
}

// pathName writes a path as people say it: fields[2].prompt is "prompt".
func pathName(path []any) string {
	var parts []string
	for _, p := range path {
		if s, ok := p.(string); ok && s != "fields" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ".")
}

// UnmarshalYAML lets a single key stand for a list of one.
func (o *OneOf) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if err := unmarshal(&one); err == nil {
		*o = OneOf{one}
		return nil
	}
	var many []string
	err := unmarshal(&many)
	*o = many
	return err
}
