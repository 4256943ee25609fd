package main

// What stands in a setting with a unit: 6h, 07:00, 10MB. Each type reads what
// it writes.

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const day = 24 * time.Hour

// Duration is a length of time: Go's units, and d for a day of 24 hours.
type Duration time.Duration

// String writes whole days as days, and leaves out units that are zero.
func (d Duration) String() string {
	t := time.Duration(d)
	if t != 0 && t%day == 0 {
		return strconv.FormatInt(int64(t/day), 10) + "d"
	}
	s := t.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// MarshalText implements [encoding.TextMarshaler].
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (d *Duration) UnmarshalText(text []byte) error {
	days, rest, found := strings.Cut(string(text), "d")
	if !found {
		days, rest = "0", string(text)
	}
	// More days than 290 years would not fit.
	n, err := strconv.ParseUint(days, 10, 16)
	var t time.Duration
	if err == nil && (rest != "" || !found) {
		t, err = time.ParseDuration(rest)
	}
	total := time.Duration(n)*day + t
	if err != nil || t < 0 || total < 0 {
		return fmt.Errorf("%q is no length of time, write a number and its unit such as 90m, 6h or 14d", text)
	}
	*d = Duration(total)
	return nil
}

// Clock is a time of day, as the time since midnight. 24:00 is the end of the
// day.
type Clock time.Duration

// String writes hours and minutes: 07:00.
func (c Clock) String() string {
	return fmt.Sprintf("%02d:%02d", c/Clock(time.Hour), c%Clock(time.Hour)/Clock(time.Minute))
}

// MarshalText implements [encoding.TextMarshaler].
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (c *Clock) UnmarshalText(text []byte) error {
	hours, minutes, _ := strings.Cut(string(text), ":")
	h, errHours := strconv.ParseUint(hours, 10, 8)
	m, errMinutes := strconv.ParseUint(minutes, 10, 8)
	t := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	if errHours != nil || errMinutes != nil || len(minutes) != 2 || m > 59 || t > day {
		return fmt.Errorf("%q is no time of day, write hours and minutes such as 07:00", text)
	}
	*c = Clock(t)
	return nil
}

// Size is a number of bytes. A KB is 1024 of them.
type Size int64

const (
	kilobyte Size = 1 << 10
	megabyte Size = 1 << 20
	gigabyte Size = 1 << 30
)

// The largest first, so that String finds the shortest text, and B last, since
// the others end in it.
var sizeUnits = []struct {
	name  string
	bytes Size
}{{"GB", gigabyte}, {"MB", megabyte}, {"KB", kilobyte}, {"B", 1}}

// String writes the size in the largest unit that needs no fraction.
func (s Size) String() string {
	for _, unit := range sizeUnits {
		if s != 0 && s%unit.bytes == 0 {
			return strconv.FormatInt(int64(s/unit.bytes), 10) + unit.name
		}
	}
	return "0B"
}

// MarshalText implements [encoding.TextMarshaler].
func (s Size) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *Size) UnmarshalText(text []byte) error {
	for _, unit := range sizeUnits {
		number, found := strings.CutSuffix(strings.ToUpper(string(text)), unit.name)
		if !found {
			continue
		}
		// 32 bits of GB still fit.
		if n, err := strconv.ParseUint(strings.TrimSpace(number), 10, 32); err == nil {
			*s = Size(n) * unit.bytes
			return nil
		}
		break
	}
	return fmt.Errorf("%q is no size, write a whole number and its unit such as 500KB or 10MB", text)
}
