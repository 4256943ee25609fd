package read

import "time"

// Date reads the day that an answer names.
func Date(text string, at time.Time, maxDays int) (Reading[Day], *Refusal) {
	return Reading[Day]{}, refuse(DateNone)
}

// DateIn finds a day in a longer text.
func DateIn(text string, at time.Time, maxDays int) (Reading[Day], bool) {
	r, no := Date(text, at, maxDays)
	return r, no == nil
}

func datePieceAt(toks []token, i int) (int, bool) { return 0, false }
