package flows

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"go.yaml.in/yaml/v4"
)

//go:embed forms/*.yaml
var formFiles embed.FS

// Fault is something wrong in a form file, with its place and what to write
// instead.
type Fault struct {
	File         string
	Line, Column int
	Message      string
}

func (f Fault) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Message)
}

// Embedded returns the form that comes with the program: "emeterai" is the
// default, "layanan" a second example.
func Embedded(name string) (*Form, error) {
	b, err := formFiles.ReadFile("forms/" + name + ".yaml")
	if err != nil {
		return nil, err
	}
	return Load(b, name+".yaml")
}

// LoadFile reads and checks a form file.
func LoadFile(path string) (*Form, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Load(b, path)
}

// Load reads and checks a form; name stands in the faults. All faults come at
// once, joined, each a [Fault] in the order of the file.
func Load(b []byte, name string) (*Form, error) {
	c := &checker{file: name}
	var root yaml.Node
	if err := yaml.Load(b, &root); err != nil {
		return nil, c.syntax(err)
	}
	if root.Kind == yaml.DocumentNode && len(root.Content) == 1 {
		c.root = root.Content[0]
	} else {
		c.root = &root
	}
	c.keys(c.root, shape)
	var f Form
	if err := yaml.Load(b, &f); err != nil {
		return nil, errors.Join(c.joined(), c.syntax(err))
	}
	c.form(&f)
	if err := c.joined(); err != nil {
		return nil, err
	}
	for i := range f.Fields {
		if f.Fields[i].Kind == Choice {
			f.Fields[i].prepare()
		}
	}
	return &f, nil
}

// checker collects the faults of one form.
type checker struct {
	file   string
	root   *yaml.Node
	faults []Fault
}

func (c *checker) joined() error {
	slices.SortStableFunc(c.faults, func(a, b Fault) int {
		return cmp.Or(a.Line-b.Line, a.Column-b.Column)
	})
	var errs []error
	for _, f := range slices.Compact(c.faults) {
		errs = append(errs, f)
	}
	return errors.Join(errs...)
}

// syntax turns what the YAML reader says into faults.
func (c *checker) syntax(err error) error {
	var many *yaml.LoadErrors
	if errors.As(err, &many) {
		var errs []error
		for _, e := range many.Errors {
			errs = append(errs, Fault{c.file, max(e.Mark.Line, 1), max(e.Mark.Column, 1), e.Message + instead(e.Message)})
		}
		return errors.Join(errs...)
	}
	var one *yaml.LoadError
	if errors.As(err, &one) {
		return Fault{c.file, max(one.Mark.Line, 1), max(one.Mark.Column, 1), one.Message + instead(one.Message)}
	}
	return Fault{c.file, 1, 1, err.Error() + instead(err.Error())}
}

// instead says what to write where the YAML reader only says what is wrong.
func instead(message string) string {
	for _, x := range []struct{ has, say string }{
		{"into bool", "write true or false"},
		{"into int", "write a whole number"},
		{"flows.Local", "write {id: \"...\", en: \"...\"}"},
		{"into flows.Form", "a form begins with its name, version, greeting and fields, as forms/emeterai.yaml does"},
		{"into flows.", "look at the same place in forms/emeterai.yaml"},
		{"no documents", "the file is empty; begin with a copy of forms/emeterai.yaml"},
		{"cannot start any token", "indent with blanks, not with tabs, and put a text that begins with a mark in quotes"},
		{"mapping values", "put a text that has a colon in quotes, and look for a colon that is missing in the line above"},
		{"did not find expected", "look for a quote, bracket or brace that is not closed, or for lines that are indented differently"},
		{"UTF-8", "save the file as UTF-8"},
		{"already defined", "take one of the two out"},
		{"duplicate", "take one of the two out"},
		{"into string", "write it in quotes"},
	} {
		if strings.Contains(message, x.has) {
			return ": " + x.say
		}
	}
	return ""
}

// at is the node under a path of keys and indexes, or the nearest one above it.
func (c *checker) at(path ...any) *yaml.Node {
	n := c.root
	for _, step := range path {
		next := child(n, step)
		if next == nil {
			break
		}
		n = next
	}
	return n
}

func child(n *yaml.Node, step any) *yaml.Node {
	switch s := step.(type) {
	case int:
		if n.Kind == yaml.SequenceNode && s < len(n.Content) {
			return n.Content[s]
		}
	case string:
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == s {
				return n.Content[i+1]
			}
		}
	}
	return nil
}

// fault notes something wrong at the place of a path.
func (c *checker) fault(path []any, format string, args ...any) {
	n := c.at(path...)
	c.faults = append(c.faults, Fault{c.file, n.Line, n.Column, fmt.Sprintf(format, args...)})
}

// shape is which keys may stand where; "*" is any key, "[]" each item.
var shape = map[string]any{
	"name": nil, "version": nil, "same": nil,
	"values":   map[string]any{"*": local},
	"greeting": local, "next": local,
	"privacy": map[string]any{"version": nil, "line": local, "text": local},
	"fields": map[string]any{"[]": map[string]any{
		"key": nil, "kind": nil, "label": local, "prompt": local, "unknown": local, "assumed": local, "offer": local, "example": local,
		"options": map[string]any{"[]": map[string]any{"key": nil, "label": local, "words": nil}},
		"min":     nil, "max": nil, "price": nil, "max_age": nil, "units": nil, "default": nil, "like": nil,
		"optional": nil, "when": map[string]any{"*": nil},
	}},
}

var local = map[string]any{"id": nil, "en": nil}

// keys reports every key that has no meaning, with the nearest one that has.
func (c *checker) keys(n *yaml.Node, may map[string]any) {
	switch n.Kind {
	case yaml.SequenceNode:
		if each, ok := may["[]"].(map[string]any); ok {
			for _, item := range n.Content {
				c.keys(item, each)
			}
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			below, known := may[key.Value]
			if !known {
				if below, known = may["*"]; !known {
					c.faults = append(c.faults, Fault{c.file, key.Line, key.Column,
						fmt.Sprintf("unknown key %q%s", key.Value, nearest(key.Value, may))})
					continue
				}
			}
			if m, ok := below.(map[string]any); ok {
				c.keys(value, m)
			}
		}
	}
}

// nearest suggests the known key that looks most like an unknown one.
func nearest(key string, may map[string]any) string {
	best, at := "", 3
	var all []string
	for k := range may {
		all = append(all, k)
		if d := levenshtein.ComputeDistance(key, k); d < at || d == at && best != "" && k < best {
			best, at = k, d
		}
	}
	if best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	slices.Sort(all)
	return "; here one can write: " + strings.Join(all, ", ")
}

var keyPattern = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
