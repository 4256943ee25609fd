package read

import (
	"fmt"
	"time"
)

// Time is midnight of the day in a zone.
func (d Day) Time(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// String is the day as 2006-01-02.
func (d Day) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// ParseDay reads what String writes; a day that no calendar has is none.
func ParseDay(s string) (Day, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, false
	}
	return dayOf(t), true
}

func dayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

func (d Day) valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && dayOf(d.Time(time.UTC)) == d
}

func (d Day) add(years, months, days int) Day {
	return dayOf(d.Time(time.UTC).AddDate(years, months, days))
}

// monthsBack keeps to the last day of a shorter month: a month before 31 March
// is 28 or 29 February.
func (d Day) monthsBack(n int) Day {
	back := Day{d.Year, d.Month, 1}.add(0, -n, 0)
	back.Day = min(d.Day, back.monthDays())
	return back
}

func (d Day) monthDays() int {
	return Day{d.Year, d.Month, 1}.add(0, 1, -1).Day
}

func (d Day) before(o Day) bool {
	if d.Year != o.Year {
		return d.Year < o.Year
	}
	if d.Month != o.Month {
		return d.Month < o.Month
	}
	return d.Day < o.Day
}

// since counts the days from d to o.
func (d Day) since(o Day) int {
	return int(d.Time(time.UTC).Sub(o.Time(time.UTC)) / (24 * time.Hour))
}

func (d Day) weekday() time.Weekday {
	return d.Time(time.UTC).Weekday()
}
