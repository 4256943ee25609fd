package export

// What a cell of csv holds. The rules are:
//
//   - A person's number is its digits, without the +. It may be the answer to a
//     field for numbers, or the address of a chat.
//   - Every other cell that a spreadsheet could take for a formula, since it
//     begins with = + - @ TAB CR or the full-width twin of one, gets a
//     leading '.
//   - Everything else is the record's own text. Separators, quotes and line
//     breaks inside it are the csv writer's matter.

import (
	"strings"
	"unicode/utf8"
)

// formula is what a cell must not begin with.
const formula = "=+-@\t\r＝＋－＠"

// digits is a person's number as it stands in csv; an address that hides it
// stays as it is.
func digits(number string) string { return strings.TrimPrefix(number, "+") }

// cell is a value as it stands in csv.
func cell(value string) string {
	if first, size := utf8.DecodeRuneInString(value); size > 0 && strings.ContainsRune(formula, first) {
		return "'" + value
	}
	return value
}
