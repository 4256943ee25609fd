package main

// The keys of the file: which there are, where each stands, and what is said
// about one that is not a key.

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"go.yaml.in/yaml/v4"
)

const prefix = "ADUAN_"

// A setting is one value of a Config, which it can read and change.
type setting struct {
	key      string // in the file, with its section: reminder.after
	variable string // in the environment: ADUAN_REMINDER_AFTER
	value    reflect.Value
}

// settings lists every setting of c, in the order of its fields.
func settings(c *Config) []setting {
	var list []setting
	var walk func(v reflect.Value, section, variable string)
	walk = func(v reflect.Value, section, variable string) {
		for i := range v.NumField() {
			tag := v.Type().Field(i).Tag
			if v.Field(i).Kind() == reflect.Struct {
				walk(v.Field(i), section+tag.Get("yaml")+".", variable+tag.Get("envPrefix"))
				continue
			}
			list = append(list, setting{section + tag.Get("yaml"), variable + tag.Get("env"), v.Field(i)})
		}
	}
	walk(reflect.ValueOf(c).Elem(), "", prefix)
	return list
}

// flag is the flag that would carry the setting: --log-level.
func (s setting) flag() place {
	return place("--" + strings.NewReplacer(".", "-", "_", "-").Replace(s.key))
}

func (s setting) text() string {
	return fmt.Sprint(s.value.Interface())
}

// set gives the setting what a node of the file says.
func (s setting) set(n *yaml.Node) error {
	example := DefaultConfig()
	var like string
	for _, d := range settings(&example) {
		if d.key == s.key {
			like = d.text()
		}
	}
	if list, ok := s.value.Addr().Interface().(yaml.Unmarshaler); ok {
		return list.UnmarshalYAML(n)
	}
	switch {
	case n.Kind != yaml.ScalarNode:
		return fmt.Errorf("it takes one value such as %q, not %s", like, kindOf(n))
	case n.Tag == "!!null":
		return fmt.Errorf("it has no value, write one such as %q or remove the line", like)
	}
	if u, ok := s.value.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return u.UnmarshalText([]byte(n.Value))
	}
	if n.Tag != "!!str" {
		return fmt.Errorf("it takes text such as %q, not %s, put %q in quotes if it is meant", like, kindOf(n), n.Value)
	}
	s.value.SetString(n.Value)
	return nil
}

// readFile gives c what the file says and notes the place of each setting. A
// value that cannot be read leaves the setting as it was.
func readFile(c *Config, name string, data []byte, places map[string]place) []error {
	root, err := parse(name, data)
	if err != nil {
		return []error{err}
	}
	if root == nil {
		return nil // nothing but comments
	}
	r := fileReader{name: name, known: map[string]setting{}, places: places}
	for _, s := range settings(c) {
		r.known[s.key] = s
	}
	r.section("", root)
	return r.faults
}

type fileReader struct {
	name   string
	known  map[string]setting
	places map[string]place
	faults []error
}

func (r *fileReader) refuse(n *yaml.Node, format string, values ...any) {
	r.faults = append(r.faults, fmt.Errorf("%s: %w", r.at(n), fmt.Errorf(format, values...)))
}

func (r *fileReader) at(n *yaml.Node) place {
	return place(fmt.Sprintf("%s:%d:%d", r.name, n.Line, n.Column))
}

// section reads the keys of one mapping. The section "" is the file itself,
// "log." is what stands below log.
func (r *fileReader) section(section string, n *yaml.Node) {
	n = resolve(n)
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return // a section whose keys are all commented out
	}
	if n.Kind != yaml.MappingNode {
		in := ""
		if section != "" {
			in = strings.TrimSuffix(section, ".") + ": "
		}
		r.refuse(n, "%slines such as %q belong here, not %s", in, r.firstLine(section), kindOf(n))
		return
	}
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], resolve(n.Content[i+1])
		key := section + name.Value
		s, known := r.known[key]
		if line, twice := lines[key]; twice {
			r.refuse(name, "%q stands here a second time, keep this line or line %d", key, line)
			continue
		}
		lines[key] = name.Line
		switch {
		case strings.Contains(name.Value, "."):
			r.refuse(name, "unknown key %q%s", key, r.suggest(section, name.Value))
		case known:
			if err := s.set(value); err != nil {
				r.refuse(value, "%s: %w", key, err)
			} else {
				r.places[key] = r.at(value)
			}
		case r.firstLine(key+".") != "":
			r.section(key+".", value)
		default:
			r.refuse(name, "unknown key %q%s", key, r.suggest(section, name.Value))
		}
	}
}

// firstLine is the first line that can stand in a section, with its default,
// or "" if there is no such section.
func (r *fileReader) firstLine(section string) string {
	c := DefaultConfig()
	for _, s := range settings(&c) {
		if rest, ok := strings.CutPrefix(s.key, section); ok {
			return rest + ": " + s.text()
		}
	}
	return ""
}

// suggest says what an unknown key in a section may have meant: a known one
// that was put in the wrong place, or one that is spelt much like it.
func (r *fileReader) suggest(section, name string) string {
	var here []string
	for _, known := range slices.Sorted(maps.Keys(r.known)) {
		at, last := "", known
		if i := strings.LastIndex(known, "."); i >= 0 {
			at, last = known[:i], known[i+1:]
			here = append(here, at)
		}
		if last == name || known == name {
			if at == "" {
				return fmt.Sprintf(", write %q without indenting it", last+":")
			}
			return fmt.Sprintf(", write %q indented below %q", last+":", at+":")
		}
		here = append(here, known)
	}
	if section != "" {
		here = slices.DeleteFunc(here, func(key string) bool { return !strings.HasPrefix(key, section) })
	} else {
		here = slices.DeleteFunc(here, func(key string) bool { return strings.Contains(key, ".") })
	}
	return didYouMean(nearest(section+name, here))
}

// nearest returns the one of names that word was probably meant to be, or "".
// Of every three letters one may be wrong.
func nearest(word string, names []string) string {
	best, least := "", (len(word)+2)/3+1
	for _, name := range slices.Sorted(slices.Values(names)) {
		if d := levenshtein.ComputeDistance(word, name); d < least {
			best, least = name, d
		}
	}
	return best
}

func didYouMean(near string) string {
	if near == "" {
		return `, "aduan config" lists all there are`
	}
	return fmt.Sprintf(", did you mean %q?", near)
}

// parse returns the one document in data, or nil if there is none.
func parse(name string, data []byte) (*yaml.Node, error) {
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var first, second yaml.Node
	if err := loader.Load(&first); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, positioned(name, data, err)
	}
	if err := loader.Load(&second); err == nil {
		return nil, fmt.Errorf("%s:%d:%d: a second document begins here, write all settings into one and remove the line ---", name, second.Line, second.Column)
	} else if !errors.Is(err, io.EOF) {
		return nil, positioned(name, data, err)
	}
	return first.Content[0], nil
}

// positioned says an error of the YAML reader in the form of all others.
func positioned(name string, data []byte, err error) error {
	var at *yaml.LoadError
	if !errors.As(err, &at) {
		return fmt.Errorf("%s: %w", name, err)
	}
	message := at.Message
	if at.ContextMsg != "" {
		message += " " + at.ContextMsg
	}
	lines := strings.Split(string(data), "\n")
	if i := at.Mark.Line - 1; i >= 0 && i < len(lines) && strings.HasPrefix(strings.TrimLeft(lines[i], " "), "\t") {
		message = "this line is indented with a tab, use spaces"
	}
	return fmt.Errorf("%s:%d:%d: %s", name, at.Mark.Line, at.Mark.Column, message)
}

func resolve(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func kindOf(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.MappingNode:
		return "keys of its own"
	case n.Tag == "!!int" || n.Tag == "!!float":
		return "a number"
	case n.Tag == "!!bool":
		return "a yes or no"
	}
	return fmt.Sprintf("%q", n.Value)
}
