package export

// What a cell of csv holds. The rules are:
//
//   - A person's number is its digits, without the +. It may be an answer that
//     was read as one, or the address of a chat.
//   - Every other cell that a spreadsheet could take for a formula, since it
//     begins with = + - @ TAB CR or the full-width twin of one, gets a
//     leading '.
//   - Everything else is the record's own text. Separators, quotes and line
//     breaks inside it are the csv writer's matter.

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// formula is what a cell must not begin with.
const formula = "=+-@\t\r＝＋－＠"

// phone is a number as the record keeps it. A record does not say of which
// kind a field was, but nothing else is read into this shape.
var phone = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// cell is a value as it stands in csv.
func cell(value string) string {
	if phone.MatchString(value) {
		return value[1:]
	}
	if first, size := utf8.DecodeRuneInString(value); size > 0 && strings.ContainsRune(formula, first) {
		return "'" + value
	}
	return value
}
