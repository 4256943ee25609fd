package read

// fillers say nothing: how one addresses the desk, and the small words of chat.
var fillers = set(
	"min", "mimin", "admin", "kak", "kaka", "kakak", "ka", "mbak", "mba", "mb", "mas", "ms", "pak", "bapak", "bpk", "bu", "ibu", "bang", "bg", "om", "tante", "sis", "gan", "bro", "kk",
	"ya", "y", "yaa", "yah", "yh", "dong", "dongg", "donk", "deh", "dech", "dh", "sih", "nih", "ni", "kok", "lah", "aja", "aj", "ajah", "saja", "sja", "doang", "doank", "tok", "thok", "only", "just",
	"cukup", "cuma", "cm", "cuman", "hanya", "hny", "mah", "tuh", "toh", "loh", "lho", "kan", "please", "pls", "plis", "tolong", "tlg", "mohon", "mhn", "hehe", "hehehe", "wkwk", "wkwkwk", "hihi", "haha", "eh", "oh", "deng", "ding", "dink", "dengs", "lha", "lo", "nya", "hmm", "hm", "em", "mm", "anu", "itu", "sir", "madam", "maaf", "maap", "sori", "sorry",
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// skipFiller goes on to the next token that says something.
func skipFiller(toks []token, i int) int {
	for i < len(toks) && (toks[i].kind == mark || isFiller(toks[i])) {
		i++
	}
	return i
}

func isFiller(t token) bool {
	return t.kind == word && (fillers[t.text] || fillers[squeeze(t.text, 2)])
}
