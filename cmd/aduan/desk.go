package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	staff "aduan/bot/desk"
	"aduan/flows"
	"aduan/store"
)

// People are those who work on complaints, as the settings name them.
type People []store.Staff

// String writes what UnmarshalText reads: "+62811000001 Rina lead id; ...".
func (p People) String() string {
	var out []string
	for _, s := range p {
		out = append(out, strings.Join([]string{s.Phone, s.Name, s.Role, s.Lang}, " "))
	}
	return strings.Join(out, "; ")
}

// UnmarshalText reads people apart by ";", each a number, a name, and at the
// end a role and a language, which may be left out.
func (p *People) UnmarshalText(text []byte) error {
	var out People
	for one := range strings.SplitSeq(string(text), ";") {
		words := strings.Fields(one)
		if len(words) == 0 {
			continue
		}
		s := store.Staff{Role: store.Agent, Lang: "id"}
		if last := len(words) - 1; last > 0 && (words[last] == "id" || words[last] == "en") {
			s.Lang, words = words[last], words[:last]
		}
		if last := len(words) - 1; last > 0 && (words[last] == store.Agent || words[last] == store.Lead) {
			s.Role, words = words[last], words[:last]
		}
		s.Phone, s.Name = words[0], strings.Join(words[1:], " ")
		if err := person(&s); err != nil {
			return err
		}
		out = append(out, s)
	}
	return p.take(out)
}

// UnmarshalYAML reads a list of people, each with number, name, role and
// language; or what UnmarshalText reads.
func (p *People) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		return p.UnmarshalText([]byte(n.Value))
	}
	if n.Kind != yaml.SequenceNode {
		return fmt.Errorf("it takes a list of people, each with number, name, role and language, not %s", kindOf(n))
	}
	var out People
	for i, one := range n.Content {
		one = resolve(one)
		if one.Kind != yaml.MappingNode {
			return fmt.Errorf("person %d: write number, name, role and language, not %s", i+1, kindOf(one))
		}
		s := store.Staff{Role: store.Agent, Lang: "id"}
		for j := 0; j+1 < len(one.Content); j += 2 {
			key, value := one.Content[j].Value, one.Content[j+1].Value
			switch key {
			case "number":
				s.Phone = value
			case "name":
				s.Name = value
			case "role":
				s.Role = value
			case "language":
				s.Lang = value
			default:
				return fmt.Errorf("person %d: unknown key %q%s", i+1, key, didYouMean(nearest(key, []string{"number", "name", "role", "language"})))
			}
		}
		if err := person(&s); err != nil {
			return fmt.Errorf("person %d: %w", i+1, err)
		}
		out = append(out, s)
	}
	return p.take(out)
}

func (p *People) take(all People) error {
	seen := map[string]bool{}
	for _, s := range all {
		if seen[s.Phone] {
			return fmt.Errorf("%s stands there twice, take one out", s.Phone)
		}
		seen[s.Phone] = true
	}
	*p = all
	return nil
}

// person checks a person, and writes the number as the network does.
func person(s *store.Staff) error {
	phone := flows.PhoneNumber(s.Phone)
	switch {
	case phone == "":
		return fmt.Errorf("%q is no telephone number, write one such as +6281234567890", s.Phone)
	case strings.TrimSpace(s.Name) == "" || strings.ContainsAny(s.Name, ";\n"):
		return fmt.Errorf("%s needs a name of one line", s.Phone)
	case s.Role != store.Agent && s.Role != store.Lead:
		return fmt.Errorf("role %q: write agent or lead", s.Role)
	case s.Lang != "id" && s.Lang != "en":
		return fmt.Errorf("language %q: write id or en", s.Lang)
	}
	s.Phone = phone
	return nil
}

// Number is a whole number.
type Number int

func (n Number) String() string { return strconv.Itoa(int(n)) }

// MarshalText implements [encoding.TextMarshaler].
func (n Number) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (n *Number) UnmarshalText(text []byte) error {
	v, err := strconv.ParseUint(string(text), 10, 31)
	if err != nil {
		return fmt.Errorf("%q is no whole number, write one such as 20", text)
	}
	*n = Number(v)
	return nil
}

// staffDesk is the desk that the settings ask for.
func staffDesk(c Config, fl *flows.Flow) *staff.Desk {
	return &staff.Desk{Flow: fl, Rules: staff.Rules{
		Lease: time.Duration(c.Desk.Claim), Hold: time.Duration(c.Desk.Hold), TakeOver: time.Duration(c.Desk.Takeover),
		Window: time.Duration(c.Desk.Window), Close: time.Duration(c.Desk.Close), Cards: int(c.Desk.Cards), Daily: time.Duration(c.Desk.Daily),
	}}
}

// seedStaff adds the people of the settings whom the record never knew.
func seedStaff(ctx context.Context, s *store.Store, c Config) error {
	return s.Update(ctx, func(tx *store.Tx) error { return staff.Seed(tx, c.Staff) })
}
