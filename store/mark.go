package store

import "math"

// Mark is the entry of a list after which it goes on, so that what comes or
// goes meanwhile moves nothing. The zero Mark is the beginning.
type Mark struct {
	ID       int64 `json:"id"`
	Filed    int64 `json:"filed,omitempty"`
	Reopened bool  `json:"reopened,omitempty"`
}

// Mark is the complaint's place in lists.
func (c Complaint) Mark() Mark { return Mark{c.ID, c.FiledAt.UnixMilli(), c.Reopened} }

// newest is the mark as the end of what a list of the newest first has left.
func (m Mark) newest() Mark {
	if m == (Mark{}) {
		return Mark{ID: math.MaxInt64, Filed: math.MaxInt64}
	}
	return m
}
