package terminal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	maxLine  = 1 << 20 // bytes, without the end of the line
	maxBurst = 500
)

// input is one line: a burst of messages, or a wait.
type input struct {
	messages []message
	burst    bool
	wait     time.Duration
}

// parse reads one line. Its errors say what is wrong with it.
func parse(b []byte) (input, error) {
	if !utf8.Valid(b) {
		return input{}, errors.New("invalid UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	var raw json.RawMessage
	if err := dec.Decode(&raw); err != nil {
		return input{}, errors.New("not JSON")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return input{}, errors.New("not JSON: something follows the value")
	}
	switch raw[0] {
	case '{':
		f, err := object(raw)
		if err != nil {
			return input{}, err
		}
		if _, ok := f["wait"]; ok {
			d, err := parseWait(f)
			return input{wait: d}, err
		}
		m, err := parseMessage(f)
		return input{messages: []message{m}}, err
	case '[':
		return parseBurst(raw)
	}
	return input{}, errors.New("not an object or an array")
}

func parseBurst(raw json.RawMessage) (input, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		return input{}, errors.New("not JSON")
	}
	if len(items) < 1 || len(items) > maxBurst {
		return input{}, fmt.Errorf("a burst has 1 to %d messages, not %d", maxBurst, len(items))
	}
	in := input{burst: true}
	for i, item := range items {
		if item[0] != '{' {
			return input{}, fmt.Errorf("message %d is not an object", i+1)
		}
		f, err := object(item)
		if err == nil && f["wait"] != nil {
			err = errors.New("wait stands in a line of its own")
		}
		var m message
		if err == nil {
			m, err = parseMessage(f)
		}
		if err != nil {
			return input{}, fmt.Errorf("message %d: %w", i+1, err)
		}
		in.messages = append(in.messages, m)
	}
	return in, nil
}

// object reads the fields of an object, and refuses to read one twice.
func object(raw json.RawMessage) (map[string]json.RawMessage, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return nil, errors.New("not JSON")
	}
	out := map[string]json.RawMessage{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, errors.New("not JSON")
		}
		name := key.(string)
		var v json.RawMessage
		if err := dec.Decode(&v); err != nil {
			return nil, errors.New("not JSON")
		}
		if _, twice := out[name]; twice {
			return nil, fmt.Errorf("duplicate field %q", name)
		}
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("unknown field %q", name)
		}
		out[name] = v
	}
	return out, nil
}

var known = []string{"from", "alt", "to", "text", "file", "files", "kind", "edit", "revoke", "react", "of",
	"caption", "mime", "filename", "as", "gone", "name", "quote", "id", "at", "wait"}

func parseWait(f map[string]json.RawMessage) (time.Duration, error) {
	if len(f) > 1 {
		return 0, errors.New("wait stands alone")
	}
	var s string
	if err := value(f, "wait", &s); err != nil {
		return 0, err
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("wait %q is not a duration above 0, such as 25h", s)
	}
	return d, nil
}

// value reads a field into v, if it is there.
func value[T string | bool | []string](f map[string]json.RawMessage, name string, v *T) error {
	raw, ok := f[name]
	if !ok {
		return nil
	}
	if err := json.Unmarshal(raw, v); err != nil || string(raw) == "null" {
		what := map[string]string{"*string": "a string", "*bool": "true or false", "*[]string": "an array of strings"}[fmt.Sprintf("%T", v)]
		return fmt.Errorf("wrong type: %s has to be %s", name, what)
	}
	return nil
}

// ParseTime reads a time as RFC 3339 writes it, to the millisecond. Before
// 1970 there were no messages, and the years have four digits in every zone.
func ParseTime(s string) (t time.Time, err error) {
	err = t.UnmarshalText([]byte(strings.ToUpper(s))) // stricter than time.Parse
	if err != nil || t.Before(time.Unix(0, 0)) || tooLate(t) {
		return t, fmt.Errorf("bad time %q: write it as 2024-09-06T12:00:00+07:00", s)
	}
	return t.Truncate(time.Millisecond), nil
}

// tooLate is past all times that can be written everywhere.
func tooLate(t time.Time) bool { return t.UTC().Year() > 9998 }
