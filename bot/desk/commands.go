package desk

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"aduan/store"
)

type need int

const (
	none need = iota
	may
	must
)

// command is something that staff can say.
type command struct {
	key    string              // for the audit, and for the line of help: desk_help_<key>
	names  map[string][]string // by language; the first is shown, all are understood in every language
	lead   bool                // for leads only
	looks  bool                // it changes nothing
	number need                // whether it is about a complaint
	words  need                // whether words follow
	quotes bool                // under a quote, words may follow it
	run    func(t *turn, c *store.Complaint, words string) error
}

// commands are all there are. Help, suggestions, and the test of who may what
// are made from this table.
var commands []command

func init() { // help speaks of the table that it stands in
	commands = []command{
		{key: "queue", looks: true, names: names("antrean antri antrian a", "queue q"), run: (*turn).queue},
		{key: "list", looks: true, names: names("daftar d", "list ls"), words: may, run: (*turn).list},
		{key: "show", looks: true, names: names("lihat l cek", "show s"), number: must, run: (*turn).show},
		{key: "proof", looks: true, names: names("bukti b", "proof p"), number: must, run: (*turn).proof},
		{key: "take", names: names("ambil am", "take claim t"), number: must, run: (*turn).take},
		{key: "release", names: names("lepas", "release drop"), number: may, run: (*turn).release},
		{key: "reply", names: names("balas bls", "reply r"), number: must, words: must, quotes: true, run: (*turn).reply},
		{key: "ask", names: names("tanya tny", "ask"), number: must, words: must, quotes: true, run: (*turn).ask},
		{key: "resolve", names: names("selesai sls", "resolve done"), number: must, words: may, quotes: true, run: (*turn).resolve},
		{key: "reject", names: names("tolak tlk", "reject"), number: must, words: must, quotes: true, run: (*turn).reject},
		{key: "reopen", names: names("buka", "reopen open"), number: must, run: (*turn).reopen},
		{key: "note", names: names("catat cat", "note n"), number: must, words: must, quotes: true, run: (*turn).note},
		{key: "search", looks: true, names: names("cari c", "search find"), words: must, run: (*turn).search},
		{key: "history", looks: true, names: names("riwayat rwy", "history h"), number: must, run: (*turn).history},
		{key: "person", looks: true, names: names("pelapor plp", "person who"), number: must, run: (*turn).person},
		{key: "takeover", names: names("alih", "takeover"), number: must, run: (*turn).takeover},
		{key: "handback", names: names("kembalikan", "handback"), number: may, run: (*turn).handback},
		{key: "undo", names: names("batalkan", "undo"), run: (*turn).undo},
		{key: "more", looks: true, names: names("lagi lg", "more m"), run: (*turn).more},
		{key: "in", names: names("masuk", "in"), run: (*turn).comeIn},
		{key: "out", names: names("pulang", "out"), run: (*turn).goHome},
		{key: "own", names: names("adukan", "complain"), words: may, run: (*turn).own},
		{key: "staff", names: names("staf", "staff"), words: may, lead: true, run: (*turn).staff},
		{key: "help", looks: true, names: names("bantuan ?", "help"), words: may, run: (*turn).help},
	}
}

func names(id, en string) map[string][]string {
	return map[string][]string{"id": strings.Fields(id), "en": strings.Fields(en)}
}

// commandOf is the command of a key, or nil.
func commandOf(key string) *command {
	for i := range commands {
		if commands[i].key == key {
			return &commands[i]
		}
	}
	return nil
}

// find is the command of a name, or nil.
func find(word string) *command {
	word = strings.Trim(strings.ToLower(word), "*_/.,!")
	for i := range commands {
		for _, list := range commands[i].names {
			for _, n := range list {
				if n == word {
					return &commands[i]
				}
			}
		}
	}
	return nil
}

// name is what the command is called in a language.
func (c *command) name(lang string) string {
	if list := c.names[lang]; len(list) > 0 {
		return list[0]
	}
	return c.names["id"][0]
}

// all are its names in every language.
func (c *command) all() []string { return slices.Concat(c.names["id"], c.names["en"]) }

// nearest is the name that a mistyped word was probably meant to be, or "".
// Short words are not guessed at.
func (t *turn) nearest(word string) string {
	word = strings.ToLower(word)
	if len(word) < 3 {
		return ""
	}
	best, least := "", 1+len(word)/4
	for i := range commands {
		c := &commands[i]
		if c.lead && t.me.Role != store.Lead {
			continue
		}
		for _, lang := range []string{"id", "en"} {
			n := c.names[lang][0]
			if d := levenshtein.ComputeDistance(word, n); d < least || d == least && best == "" {
				best, least = n, d
			}
		}
	}
	return best
}

// usage is the command with what it needs: "balas NOMOR kata".
func (c *command) usage(t *turn) string {
	s := "*" + c.name(t.me.Lang) + "*"
	if c.number == must {
		s += " " + t.say("desk_arg_number")
	}
	switch {
	case c.words == must:
		s += " " + t.say("desk_arg_words")
	case c.words == may && c.quotes:
		s += " (" + t.say("desk_arg_words") + ")"
	}
	return s
}

func (c *command) example(t *turn) string {
	s := c.name(t.me.Lang)
	if c.number == must {
		s += " 7K3Q"
	}
	if c.words == must {
		s += " ..."
	}
	return s
}

// help lists what this person can say, or explains one command.
func (t *turn) help(_ *store.Complaint, words string) error {
	if word, _ := cut(words); word != "" {
		cmd := find(word)
		if cmd == nil || cmd.lead && t.me.Role != store.Lead {
			t.tell("desk_unknown")
			return nil
		}
		t.said = append(t.said, cmd.usage(t)+"\n"+t.say("desk_help_"+cmd.key)+"\n"+t.say("desk_help_names", "names", strings.Join(cmd.all(), ", ")))
		return nil
	}
	var lines []string
	for i := range commands {
		if c := &commands[i]; !c.lead || t.me.Role == store.Lead {
			lines = append(lines, c.usage(t)+": "+t.say("desk_help_"+c.key))
		}
	}
	t.said = append(t.said, strings.Join(lines, "\n"), t.say("desk_help_tail"))
	return nil
}

// About is what is to be known of a command from outside.
type About struct {
	Key    string
	Name   string   // in Indonesian
	Names  []string // all, in every language, short forms too
	Lead   bool     // for leads only
	Number bool     // a complaint's number has to follow
	Words  bool     // words have to follow
}

// Commands are all there are.
func Commands() []About {
	out := make([]About, len(commands))
	for i := range commands {
		c := &commands[i]
		out[i] = About{c.key, c.name("id"), c.all(), c.lead, c.number == must, c.words == must}
	}
	return out
}
