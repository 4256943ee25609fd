package flows

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

//go:embed texts/*.yaml
var textFiles embed.FS

var hole = regexp.MustCompile(`\{([a-z_]+)\}`)

// Texts is the catalogue: what the bot says, by language and key, with
// {holes} for values.
type Texts struct {
	lang map[string]map[string]string
}

// LoadTexts returns the embedded catalogue, read once: nothing changes it. It
// fails where a language lacks a key that Indonesian has, has one more, or has
// other holes in it.
func LoadTexts() (*Texts, error) { return embeddedTexts() }

var embeddedTexts = sync.OnceValues(readTexts)

func readTexts() (*Texts, error) {
	t := &Texts{lang: map[string]map[string]string{}}
	files, err := fs.Glob(textFiles, "texts/*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		b, err := textFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		m := map[string]string{}
		if err := yaml.Load(b, &m); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for k, v := range m {
			m[k] = strings.TrimRight(v, "\n")
		}
		// "id.yaml", or "desk.id.yaml" for a part of it.
		part := strings.TrimSuffix(strings.TrimPrefix(name, "texts/"), ".yaml")
		lang := part[strings.LastIndex(part, ".")+1:]
		if t.lang[lang] == nil {
			t.lang[lang] = map[string]string{}
		}
		for k, v := range m {
			if _, twice := t.lang[lang][k]; twice {
				return nil, fmt.Errorf("%s: %q stands in another file of this language", name, k)
			}
			t.lang[lang][k] = v
		}
	}
	return t, t.check()
}

func (t *Texts) check() error {
	var errs []error
	base := t.lang["id"]
	for lang, m := range t.lang {
		for key := range base {
			if _, ok := m[key]; !ok {
				errs = append(errs, fmt.Errorf("texts/%s.yaml: %q is missing", lang, key))
			} else if a, b := holes(base[key]), holes(m[key]); !slices.Equal(a, b) {
				errs = append(errs, fmt.Errorf("texts/%s.yaml: %q has the holes %v, texts/id.yaml %v", lang, key, b, a))
			}
		}
		for key := range m {
			if _, ok := base[key]; !ok {
				errs = append(errs, fmt.Errorf("texts/%s.yaml: %q does not stand in texts/id.yaml", lang, key))
			}
		}
	}
	return errors.Join(errs...)
}

// Languages are the catalogue's languages, sorted.
func (t *Texts) Languages() []string { return slices.Sorted(maps.Keys(t.lang)) }

// Has says whether the catalogue has a sentence for the key.
func (t *Texts) Has(key string) bool { _, ok := t.lang["id"][key]; return ok }

// Say returns the sentence with its holes filled. What fills a hole is never
// read again, so that nobody's words can open another. A key that the
// catalogue lacks comes back as it is (a test keeps that from happening).
func (t *Texts) Say(lang, key string, values map[string]string) string {
	s, ok := t.lang[lang][key]
	if !ok {
		if s, ok = t.lang["id"][key]; !ok {
			return key
		}
	}
	return fill(s, values)
}

// fill puts values into the holes of s; a hole without a value stays.
func fill(s string, values map[string]string) string {
	if !strings.Contains(s, "{") {
		return s
	}
	return hole.ReplaceAllStringFunc(s, func(h string) string {
		if v, ok := values[h[1:len(h)-1]]; ok {
			return v
		}
		return h
	})
}

// holes are the names of the holes in s, sorted, each once.
func holes(s string) []string {
	var out []string
	for _, m := range hole.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}
