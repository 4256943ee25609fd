package flows

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func TestEmbeddedFormsAreSound(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"emeterai", "layanan"} {
		if _, err := Embedded(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBrokenForm(t *testing.T) {
	t.Parallel()
	base, err := formFiles.ReadFile("forms/emeterai.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, old, new, want string }{
		{"unknown key", "same: [kind", "sama: [kind", `unknown key "sama"; did you mean "same"?`},
		{"unknown key of a field", "    max_age: 365", "    maxage: 365", `unknown key "maxage"; did you mean "max_age"?`},
		{"unknown kind", "kind: count", "kind: number", `kind "number": write one of choice, count, date, phone, text, proof`},
		{"wrong type", "max: 1000", "max: banyak", "banyak"},
		{"duplicate key of a field", "key: pieces", "key: kind", `key "kind" stands in two fields`},
		{"condition on nothing", "when: {kind: quota}", "when: {jenis: quota}", `there is no field "jenis" before this one`},
		{"condition on no answer", "when: {kind: quota}", "when: {kind: kuota}", `"kind" has no answer "kuota"; write one of: quota, stamping`},
		{"hole that nothing fills", "{portal}? Petugas memakainya untuk mencari akun Anda. Balas", "{situs}? Balas", `nothing fills {situs}`},
		{"one language only", `{id: "Kendala", en: "Trouble"}`, `{id: "Kendala"}`, `the text in "en" is missing`},
		{"unit of two words", "price: 12500", "units: [lubang jalan]", `units: "lubang jalan": write one word`},
		{"default of another kind", "price: 12500", "default: sender", "default belongs to a phone"},
		{"same of nothing", "same: [kind, date]", "same: [kind, tanggal]", `there is no field "tanggal"`},
		{"bad YAML", "fields:", "fields", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			src := strings.Replace(string(base), tc.old, tc.new, 1)
			if src == string(base) {
				t.Fatalf("%q does not stand in the form", tc.old)
			}
			_, err := Load([]byte(src), "my.yaml")
			if err == nil {
				t.Fatal("accepted")
			}
			line, _, _ := strings.Cut(err.Error(), "\n")
			if !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %q, want %q in it", err, tc.want)
			}
			parts := strings.SplitN(line, ":", 4)
			if len(parts) < 4 || parts[0] != "my.yaml" {
				t.Fatalf("no place in %q", line)
			}
			if _, err := strconv.Atoi(parts[1]); err != nil {
				t.Errorf("no line in %q", line)
			}
		})
	}
}

// Every sentence that the code says stands in the catalogue, and every
// sentence of the catalogue is said somewhere.
func TestCatalogueIsComplete(t *testing.T) {
	t.Parallel()
	texts, err := LoadTexts()
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, dir := range []string{".", "read", "../bot", "../bot/desk", "../bot/proof"} {
		files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if s, err := strconv.Unquote(lit.Value); err == nil {
						said[s] = true
					}
				}
				if call, ok := n.(*ast.CallExpr); ok {
					if sel, ok := call.Fun.(*ast.SelectorExpr); ok && (sel.Sel.Name == "tell" || sel.Sel.Name == "say" || sel.Sel.Name == "misfit") && len(call.Args) > 0 {
						if lit, ok := call.Args[0].(*ast.BasicLit); ok {
							if key, err := strconv.Unquote(lit.Value); err == nil && !texts.Has(key) {
								t.Errorf("%s says %q, which the catalogue lacks", name, key)
							}
						}
					}
				}
				return true
			})
		}
	}
	prefixes := []string{"shape_", "status_", "ask_confirm_", "confirm_no_", "lacks_", "hint_skip_", "desk_status_", "desk_help_", "desk_event_", "desk_empty_"}
	for key := range texts.lang["id"] {
		built := false
		for _, p := range prefixes {
			built = built || strings.HasPrefix(key, p)
		}
		if !said[key] && !built {
			t.Errorf("nobody says %q", key)
		}
	}
	if _, err := os.Stat("texts/en.yaml"); err != nil {
		t.Error(err)
	}
}
