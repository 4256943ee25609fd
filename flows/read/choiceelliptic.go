package read

import "slices"

// elliptic finds the one option of which a phrase is said but for the word that
// names it: "belum masuk juga dari tgl 3" leaves "kuota" out. What else is said
// must be about the purchase: "otp belum masuk" names something else.
func (c *Choices) elliptic(m *matches) (int, bool) {
	if len(m.words) < 2 || len(m.words) > 20 || slices.Contains(m.denied, true) {
		return 0, false
	}
	found := -1
	for i := range c.phrases {
		p := &c.phrases[i]
		if len(p.at) != 3 || found == p.option {
			continue
		}
		for _, name := range p.at {
			if !c.names(p.option, name) {
				continue
			}
			rest := phrase{option: p.option, at: slices.DeleteFunc(slices.Clone(p.at), func(k int) bool { return k == name })}
			h := rest.find(m.likes, 0, len(m.words))
			tells := slices.ContainsFunc(rest.at, func(k int) bool { return !commonWords[c.vocab[k]] })
			if h.words == 0 || !h.exact || !tells || !ofPurchase(m.words, h) {
				continue
			}
			if found >= 0 && found != p.option {
				return 0, false
			}
			found = p.option
			break
		}
	}
	return found, found >= 0
}

// names tells that a word of the vocabulary is a phrase of its own for an option.
func (c *Choices) names(option, word int) bool {
	return slices.ContainsFunc(c.phrases, func(p phrase) bool {
		return p.option == option && len(p.at) == 1 && p.at[0] == word
	})
}

// ofPurchase tells that nothing outside the words found, or behind "via" and
// the like, names anything.
func ofPurchase(words []string, h phraseHit) bool {
	by := false
	for i, w := range words {
		switch {
		case i >= h.from && i < h.to || commonWords[w] || deedWords[w] || purchaseWords[w] || dateFillers[w] || countFillers[w] || pastWords[w] || timeWord(w) || pieceUnits[w] || untilWords[w] || w[0] >= '0' && w[0] <= '9':
			by = byWords[w]
		case by:
			by = false
		default:
			return false
		}
	}
	return true
}

var (
	commonWords   = set("tidak", "belum", "bisa", "gagal", "ada", "sudah", "cannot", "failed", "could", "no", "not", "juga", "masih", "kunjung", "terus", "tetap", "muncul")
	purchaseWords = set("invoice", "inv", "id", "kode", "va", "trx", "nomor", "no", "pesanan", "pesananku", "pesenan", "orderan", "order", "orderannya", "belian", "pembelian", "transaksi", "transaksinya", "kenapa", "knp", "gimana", "gmn", "mohon", "bantu", "bantuannya", "dicek", "cek", "padahal", "tapi", "sampai", "sejak", "jam", "via", "lewat", "pakai", "pake", "melalui", "dengan", "halo", "hai", "ini", "kan", "baru", "lama", "banget", "bgt", "berhasil", "sukses", "terpotong", "dong", "tolong", "yang", "karena")
	byWords       = set("via", "lewat", "pakai", "pake", "melalui", "dengan", "di", "pk")
)
