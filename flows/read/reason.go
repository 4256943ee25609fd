package read

// Why a text is no date.
const (
	DateNone       Reason = "date_none"       // no date was found
	DateFuture     Reason = "date_future"     // a day that has not come yet
	DateImpossible Reason = "date_impossible" // a day that no calendar has: 31/02, 04/13
	DateTooOld     Reason = "date_too_old"    // Values: days, the limit
	DateMonthOnly  Reason = "date_month_only" // a month or a year, but no day
	DateSeveral    Reason = "date_several"    // different days; Values: first, second (2006-01-02)
	DateTimeOnly   Reason = "date_time_only"  // a time of day: "jam 10", "10.30"
	DateIsNumber   Reason = "date_is_number"  // a phone number, a count or an amount
)

// Why a text is no count.
const (
	CountNone     Reason = "count_none"     // no number was found
	CountZero     Reason = "count_zero"     // nought, negative or below the least; Values: min
	CountMax      Reason = "count_max"      // too many; Values: max, said
	CountSeveral  Reason = "count_several"  // different numbers: "2-3", "dua atau tiga"
	CountFraction Reason = "count_fraction" // no whole number: "1.5", "setengah"
	CountMoney    Reason = "count_money"    // an amount of money; Values: amount, in digits
	CountDate     Reason = "count_date"     // a date: "4 september"
)

// Why a text is no phone number.
const (
	PhoneNone       Reason = "phone_none"        // no number was found
	PhoneShort      Reason = "phone_short"       // digits are missing
	PhoneLong       Reason = "phone_long"        // too many digits
	PhoneInvalid    Reason = "phone_invalid"     // no such number can exist
	PhoneSeveral    Reason = "phone_several"     // different numbers
	PhoneOwnUnknown Reason = "phone_own_unknown" // "nomor ini", but the chat's own number is not known
)

// Why a text is no choice.
const (
	ChoiceNone    Reason = "choice_none"    // means none of the options
	ChoiceSeveral Reason = "choice_several" // means more than one of them
	ChoiceRange   Reason = "choice_range"   // a number beyond the options; Values: said, max
)

func refuse(reason Reason, pairs ...string) *Refusal {
	r := &Refusal{Reason: reason}
	if len(pairs) > 0 {
		r.Values = make(map[string]string, len(pairs)/2)
		for i := 0; i+1 < len(pairs); i += 2 {
			r.Values[pairs[i]] = pairs[i+1]
		}
	}
	return r
}
