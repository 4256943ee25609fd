package read

import "testing"

func BenchmarkDate(b *testing.B) {
	bench(b, "dates.txt", func(s string) { Date(s, noon, 365) })
}

func BenchmarkCount(b *testing.B) {
	bench(b, "counts.txt", func(s string) { Count(s, CountLimits{Min: 1, Max: 100}) })
}

func BenchmarkPhone(b *testing.B) {
	bench(b, "phones.txt", func(s string) { Phone(s, "", "ID") })
}

func BenchmarkChoice(b *testing.B) {
	bench(b, "choices.txt", func(s string) { Choice(s, options) })
}

func BenchmarkPreparedChoice(b *testing.B) {
	c := Prepare(options)
	bench(b, "choices.txt", func(s string) { c.Read(s) })
}

func BenchmarkRupiah(b *testing.B) {
	bench(b, "counts.txt", func(s string) { Rupiah(s) })
}

func BenchmarkEmail(b *testing.B) {
	bench(b, "emails.txt", func(s string) { Email(s) })
}

func BenchmarkInvoice(b *testing.B) {
	bench(b, "invoices.txt", func(s string) { Invoice(s) })
}

func BenchmarkDateIn(b *testing.B) {
	bench(b, "openings.txt", func(s string) { DateIn(s, noon, 365) })
}

func BenchmarkCountIn(b *testing.B) {
	bench(b, "openings.txt", func(s string) { CountIn(s, CountLimits{Min: 1, Max: 100}) })
}

func BenchmarkPhoneIn(b *testing.B) {
	bench(b, "openings.txt", func(s string) { PhoneIn(s, "ID") })
}

func BenchmarkPreparedChoiceIn(b *testing.B) {
	bench(b, "openings.txt", func(s string) { formChoices.In(s) })
}

func BenchmarkMask(b *testing.B) {
	bench(b, "openings.txt", func(s string) { Mask(s) })
}

func BenchmarkCorrection(b *testing.B) {
	bench(b, "corrections.txt", func(s string) { Correction(s) })
}

func BenchmarkSteer(b *testing.B) {
	bench(b, "steers.txt", func(s string) { Steer(s) })
}

func BenchmarkGistOf(b *testing.B) {
	bench(b, "gists.txt", func(s string) { GistOf(s) })
}

func BenchmarkClean(b *testing.B) {
	bench(b, "openings.txt", func(s string) { Clean(s) })
}

func BenchmarkFold(b *testing.B) {
	bench(b, "openings.txt", func(s string) { Fold(s) })
}

// bench times one message of a corpus after the other.
func bench(b *testing.B, name string, read func(string)) {
	cases := corpus(b, name, 2)
	read(cases[0].fields[0])
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		read(cases[i%len(cases)].fields[0])
		i++
	}
}
