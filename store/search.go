package store

import (
	"database/sql"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"
)

// indexComplaint puts a complaint into the full-text index as it is now.
func (tx *Tx) indexComplaint(id int64) error {
	if _, err := tx.exec("DELETE FROM search WHERE docid = ?", id); err != nil {
		return err
	}
	_, err := tx.exec(`INSERT INTO search (docid, number, person, answers, notes)
		SELECT c.id, REPLACE(c.number, '-', ' '), p.name || ' ' || COALESCE(p.phone, ''),
			COALESCE((SELECT GROUP_CONCAT(shown || ' ' || said, ' ') FROM answer WHERE complaint_id = c.id), ''),
			COALESCE((SELECT GROUP_CONCAT(text, ' ') FROM note WHERE complaint_id = c.id), '')
		FROM complaint c JOIN contact p ON p.id = c.contact_id WHERE c.id = ?`, id)
	return err
}

const searchQuery = "SELECT docid FROM search WHERE search MATCH ? AND docid < ? ORDER BY docid DESC LIMIT ?"

// Search returns complaints that have all the words, or the beginnings of
// them, newest first. Where a word stands nowhere, the nearest one that does
// takes its place; read says what was looked for.
func (tx *Tx) Search(words string, after Mark, most int) (out []Complaint, read []string, err error) {
	for _, w := range searchWords(words) {
		if !strings.ContainsAny(w, "0123456789") { // a number that is nearly right is another number
			if w, err = tx.nearestTerm(w); err != nil {
				return nil, nil, err
			}
		}
		read = append(read, w)
	}
	if len(read) == 0 {
		return nil, nil, nil
	}
	var ids []int64
	err = tx.each(func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	}, searchQuery, `"`+strings.Join(read, `*" "`)+`*"`, after.newest().ID, most)
	if err != nil {
		return nil, nil, err
	}
	for _, id := range ids {
		c, err := tx.ComplaintByID(id)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, c)
	}
	return out, read, nil
}

// searchWords are the words as the index cuts them. A phone number, also with
// gaps, is looked for as the network writes it.
func searchWords(s string) []string {
	const most = 8
	if phone := strings.NewReplacer(" ", "", "-", "", ".", "", "(", "", ")", "").Replace(s); len(phone) > 6 && strings.Trim(phone, "0123456789") == "" {
		s = phone
	} else if phone, ok := strings.CutPrefix(phone, "+"); ok && strings.Trim(phone, "0123456789") == "" {
		s = phone
	}
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		if len(w) > 6 && w[0] == '0' && strings.Trim(w, "0123456789") == "" {
			words[i] = "62" + w[1:]
		}
	}
	return words[:min(len(words), most)]
}

// nearestTerm is the word, if any term begins with it, or the term nearest to
// it that begins with the same letter; one letter of four may be wrong.
func (tx *Tx) nearestTerm(word string) (string, error) {
	var known bool
	if err := tx.row("SELECT EXISTS (SELECT 1 FROM search_term WHERE term >= ? AND term < ?)", word, word+"\U0010ffff").Scan(&known); err != nil || known {
		return word, err
	}
	runes := []rune(word)
	first := string(runes[:1])
	best, least := word, len(runes)/4+1
	var many int
	err := tx.each(func(r *sql.Rows) error {
		var term string
		var docs int
		if err := r.Scan(&term, &docs); err != nil {
			return err
		}
		if n := len([]rune(term)); n < len(runes)-least || n > len(runes)+least {
			return nil
		}
		if d := levenshtein.ComputeDistance(word, term); d < least || d == least && docs > many {
			best, least, many = term, d, docs
		}
		return nil
	}, "SELECT term, documents FROM search_term WHERE col = '*' AND term >= ? AND term < ?", first, first+"\U0010ffff")
	return best, err
}
