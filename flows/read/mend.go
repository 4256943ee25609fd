package read

import (
	"slices"
	"strings"
	"sync"
)

// mendedWords are the words on which a reading turns: mistyped, "minggu lalu" would
// pass for a Sunday and "bukan kuota" for the quota.
var mendedWords = []string{
	"lalu", "kemarin", "minggu", "depan", "malam", "lusa", "dulu", "selasa", "senin", "rabu", "kamis", "jumat", "sabtu", "tadi", "besok",
	"bulan", "tahun", "hari", "tanggal", "bukan", "semalam", "barusan", "sekarang", "sampai", "atau", "satu", "dua", "tiga", "empat", "lima",
	"enam", "tujuh", "delapan", "sembilan", "sepuluh", "puluh", "belas", "keping", "lembar", "kedua", "pertama", "duanya", "keduanya", "duapuluh", "lagi",
	"sebelum", "pekan", "weekend", "malem", "tgl", "before", "yesterday", "next", "agustus", "september", "sehari", "seminggu",
	"sore", "akun", "dari", "masing", "setiap", "laporan", "lapor", "deadline", "harus", "terakhir", "batas", "rencana", "mau", "kalau", "akhir", "nanti", "katanya", "temen", "teman", "friend", "siang", "pagi", "bukti", "semalem", "sudah", "setelah", "sesudah",
}

// whenWords say which day is meant, or that none is stated.
var whenWords = set("awal", "akhir", "pertengahan", "laporan", "deadline", "harus", "terakhir", "batas", "rencana")

// slips maps the commonest slips of those words back to them: a letter twice,
// two neighbours swapped, a vowel left out. Other letters are no slips: "dari"
// is not "hari", "malah" is not "malam".
var slips = sync.OnceValue(func() map[string]string {
	return slipsOf(mendedWords, 3, knownWord)
})

// slipsOf maps the slips of words that are no words themselves, and of no two
// of them, back to the word.
func slipsOf(words []string, least int, known func(string) bool) map[string]string {
	m := make(map[string]string, 16*len(words))
	put := func(slip, w string) {
		if len(slip) < least || known(slip) {
			return
		}
		if other, taken := m[slip]; taken && other != w {
			w = ""
		}
		m[slip] = w
	}
	for _, w := range words {
		for i := range len(w) {
			put(w[:i]+w[i:i+1]+w[i:], w)
			if i+1 < len(w) && w[i] != w[i+1] {
				put(w[:i]+w[i+1:i+2]+w[i:i+1]+w[i+2:], w)
			}
			if strings.IndexByte("aiueo", w[i]) >= 0 && len(w) > 3 {
				put(w[:i]+w[i+1:], w)
			}
		}
	}
	return m
}

// knownWord tells a word that some reader knows as it stands.
func knownWord(w string) bool {
	if fillers[w] || yesterdays[w] || todays[w] || nows[w] || lastNights[w] || tomorrows[w] || dateLeads[w] || agoWords[w] || pieceUnits[w] || notPieces[w] || untilWords[w] || nights[w] || dayParts[w] || dateFillers[w] || hedges[w] || sinceWords[w] || thatWords[w] || countFillers[w] || choiceFillers[w] || theseWords[w] || nextWords[w] || eachWords[w] || outOf[w] || countLeads[w] || ordinalLeads[w] || ownFillers[w] || greetWords[w] {
		return true
	}
	if _, ok := monthWords[w]; ok {
		return true
	}
	if _, ok := weekdayWords[w]; ok {
		return true
	}
	if _, ok := numeralWords[w]; ok {
		return true
	}
	return periodWords[w] != 0 || whenWords[w] || spelledOut[w] != "" || ordinals[w] != 0 || w == "hair" || w == "lulu" || w == "alat"
}

// mend takes slips back in place, and takes fused words apart.
func mend(toks []token) []token {
	m := slips()
	for i := 0; i < len(toks); i++ {
		t := &toks[i]
		if t.kind != word || len(t.text) > 14 {
			continue
		}
		if w := m[t.text]; w != "" {
			t.text = w
		} else if w := squeeze(t.text, 2); w != t.text && len(w) > 1 && !knownWord(t.text) && knownWord(w) {
			t.text = w
		} else if front, tail := fused(t.text); tail != "" {
			rest := *t
			t.text = front
			rest.text, rest.spaced = tail, true
			toks = slices.Insert(toks, i+1, rest)
			i++
		}
	}
	return toks
}

// fused takes two words that were typed as one apart: "bulanlalu", "besokmau".
func fused(w string) (front, tail string) {
	if rest, ok := strings.CutPrefix(w, "bukan"); ok && len(rest) > 3 {
		return "bukan", rest // "bukangagal"
	}
	if rest, ok := strings.CutPrefix(w, "dan"); ok && (dateLeads[rest] || weekdayWords[rest] > 0 || monthWords[rest] > 0) {
		return "dan", rest // "dantgl 3"
	}
	if rest, ok := strings.CutSuffix(w, "bukan"); ok && (thatWords[rest] || theseWords[rest]) {
		return rest, "bukan"
	}
	if len(w) < 6 || !asciiWord(w) || knownWord(w) || spelledWords()[w] || splitNumeral(w) != nil || bothWords[w] || strings.HasSuffix(w, "nya") {
		return "", ""
	}
	for i := 4; i <= len(w)-3; i++ {
		if (knownWord(w[:i]) || spelledWords()[w[:i]]) && (knownWord(w[i:]) || len(w)-i > 3 && spelledWords()[w[i:]]) {
			return w[:i], w[i:]
		}
	}
	return "", ""
}

func asciiWord(w string) bool {
	for i := range len(w) {
		if w[i] >= 0x80 {
			return false
		}
	}
	return true
}
