package flows

import (
	"slices"

	"aduan/flows/read"
)

// Kind is the kind of answer that a field takes.
type Kind string

// The kinds of fields.
const (
	Choice Kind = "choice" // one of the options
	Count  Kind = "count"  // a whole number
	Date   Kind = "date"   // a day of the past
	Phone  Kind = "phone"  // a telephone number, kept as E.164
	Text   Kind = "text"   // words
	Proof  Kind = "proof"  // one or more files
)

// languages are those of a form's texts.
var languages = []string{"id", "en"}

// Local is a text per language ("id", "en"). A loaded form has both.
type Local map[string]string

// Form is what a complaint asks for, in order. Make one with [Load] or
// [LoadFile], which check it; a Form is never changed afterwards.
type Form struct {
	Name    string           `yaml:"name"`
	Version int              `yaml:"version"`
	Values  map[string]Local `yaml:"values"` // fill the {holes} of the form's own texts

	Greeting Local   `yaml:"greeting"`
	Privacy  Privacy `yaml:"privacy"`
	Next     Local   `yaml:"next"` // what happens after filing, said in the receipt
	// Same names the fields that make two complaints of one person the same
	// when they agree; none means that only the proofs are compared.
	Same   []string `yaml:"same"`
	Fields []Field  `yaml:"fields"`
}

// Privacy is the notice that the greeting carries. Version says which text a
// person was told; raise it whenever the wording changes.
type Privacy struct {
	Version int   `yaml:"version"`
	Line    Local `yaml:"line"` // one line, in the greeting
	Text    Local `yaml:"text"` // the whole, on *privasi*
}

// Field is one question of a form.
type Field struct {
	Key     string `yaml:"key"`
	Kind    Kind   `yaml:"kind"`
	Label   Local  `yaml:"label"`   // as the summary and the export name it
	Prompt  Local  `yaml:"prompt"`  // the question
	Unknown Local  `yaml:"unknown"` // phone with default sender: the question where the chat shows no number
	Assumed Local  `yaml:"assumed"` // phone with default sender: said when the chat's number is taken unasked; without it the number is asked for
	Offer   Local  `yaml:"offer"`   // optional: said under the summary while it has no answer
	Example Local  `yaml:"example"` // said after the second unusable answer

	Options []Option `yaml:"options"` // choice
	Min     int      `yaml:"min"`     // count: least; text: least runes (default 1)
	Max     int      `yaml:"max"`     // count: most; text: most runes (default 1000); proof: files (default 5)
	Units   []string `yaml:"units"`   // count: words for one of what is counted, besides keping, lembar, pcs and the like
	Price   int      `yaml:"price"`   // count: rupiah for one, to understand an amount of money
	MaxAge  int      `yaml:"max_age"` // date: days back at most (0: no limit)
	Default string   `yaml:"default"` // phone: "sender" is the chat's own number
	Like    string   `yaml:"like"`    // text: "invoice" or "email", to be found in a longer text

	Optional bool             `yaml:"optional"`
	When     map[string]OneOf `yaml:"when"` // applies only while each named choice has one of these answers

	prepared map[string]*read.Choices // choice: the options for the reader, by language
}

// Option is one choice of a field. Words are phrases and abbreviations that
// people write for it.
type Option struct {
	Key   string   `yaml:"key"`
	Label Local    `yaml:"label"`
	Words []string `yaml:"words"`
}

// OneOf is a list of option keys; in YAML a single key may stand alone.
type OneOf []string

// Field returns the field with this key, or nil.
func (f *Form) Field(key string) *Field {
	if i := slices.IndexFunc(f.Fields, func(x Field) bool { return x.Key == key }); i >= 0 {
		return &f.Fields[i]
	}
	return nil
}

// proofKey is the key of the form's first field for files, "" if it has none.
func (f *Form) proofKey() string {
	for _, x := range f.Fields {
		if x.Kind == Proof {
			return x.Key
		}
	}
	return ""
}

// in returns the text in a language, or in Indonesian where it lacks one.
func (l Local) in(lang string) string {
	if s, ok := l[lang]; ok {
		return s
	}
	return l["id"]
}

// option returns the option with this key, or nil.
func (f *Field) option(key string) *Option {
	for i := range f.Options {
		if f.Options[i].Key == key {
			return &f.Options[i]
		}
	}
	return nil
}

// choices are the field's options as the reader wants them, for answers in a
// language.
func (f *Field) choices(lang string) *read.Choices {
	if c := f.prepared[lang]; c != nil {
		return c
	}
	return f.prepared["id"]
}

// prepare takes the options apart once: it costs ten times what an answer does.
func (f *Field) prepare() {
	f.prepared = make(map[string]*read.Choices)
	for _, lang := range languages {
		f.prepared[lang] = read.Prepare(f.inWords(lang))
	}
}

func (f *Field) inWords(lang string) []read.Option {
	out := make([]read.Option, len(f.Options))
	for i, o := range f.Options {
		out[i] = read.Option{Key: o.Key, Label: o.Label.in(lang), Words: o.Words}
		for l, s := range o.Label { // a label in another language is a phrase like any other
			if l != lang {
				out[i].Words = append(slices.Clone(out[i].Words), s)
			}
		}
	}
	return out
}

// limits are the bounds of a count, and what it counts.
func (f *Field) limits() read.CountLimits {
	return read.CountLimits{Min: f.Min, Max: f.Max, Units: f.Units}
}

// files is how many files a proof field takes.
func (f *Field) files() int {
	if f.Max > 0 {
		return f.Max
	}
	return 5
}
