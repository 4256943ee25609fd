package read

// clause is what the words of a clause make of it.
type clause struct {
	fails    bool // says that something went wrong
	well     bool // says that all is well now
	asks     bool // asks for a price, a way, a permission
	plans    bool // speaks of what is yet to be done
	says     bool // says anything at all
	deed     bool // tells of a purchase or the like
	pieces   bool // counts pieces
	done     bool // says that it is past
	report   bool // is about a report or a chat
	deadline bool // is about a deadline
	idle     bool // asks how something is, and tells of no deed
	iffy     bool // speaks of what may be, and of nothing that was done
}

func clauseOf(toks []token) clause {
	var c clause
	var sent, proof, own, deed, done, wish, iffy, ifs, per, price, how, what, not bool
	wentWell := -1
	first, last := skipFiller(toks, 0), len(toks)-1
	for last > 0 && (toks[last].kind == mark || isFiller(toks[last]) || addressWords[toks[last].text]) {
		last--
	}
	whether := last > first && toks[last].kind == word && whetherWords[toks[last].text] // "bisa beli 2 dulu ga"
	counts, may := false, first < len(toks) && toks[first].is("bisa", "boleh", "bisakah", "can", "could", "may")
	self, might, way := false, false, false // "saya", "bisa", "cara"
	for i, t := range toks {
		if t.kind != word {
			continue
		}
		w := t.text
		self, might = self || ownWord(t), might || mayBeWords[w]
		way = way || w == "cara" || w == "caranya" || w == "kapan" && i > 0 && untilWords[toks[i-1].text]
		plain := spell(w)[0]
		next := ""
		if i+1 < len(toks) {
			next = spell(toks[i+1].text)[0]
		}
		switch {
		case plain == "tidak" || plain == "belum":
			not = not || !(plain == "belum" && deedWords[next]) && i+1 < len(toks) && (i < last || !whether)
			wish = wish || plain == "belum" && deedWords[next]
		case failWords[plain]:
			c.fails = true
		case plain == "sudah" && (wellWords[next] || i+2 < len(toks) && next == "tidak"):
			if wellWords[next] {
				wentWell = i
			}
			done = true
		case plain == "sudah" || isYesterday(t) || todays[w] && w != "today" || lastNights[w] || agoWords[w] || w == "habis" || w == "abis":
			done = true
		case planWords[w] || tomorrows[w]:
			wish = true
			iffy = iffy || tomorrows[w] || ifWords[w]
		}
		ifs = ifs || ifWords[w] && i < 3
		counts = counts || pieceUnits[w] && !balanceWords[w]
		deed = deed || deedWords[plain]
		own = own || ownTrouble[w] && !fotoWords[w]
		per = per || perWords[w]
		price = price || priceWords[w]
		how = how || howWords[w]
		what = what || whatWords[w]
		c.report = c.report || chatWords[w] && !addressAt(toks, i+1)
		sent, proof = sent || sentWords[w], proof || proofWords[w]
		c.deadline = c.deadline || deadlineWords[w]
		c.says = c.says || !isFiller(t) && !greetWords[w] && !thanksWords[w] && !addressWords[w]
	}
	c.report = c.report || sent && proof // "bukti bayar sudah saya kirim kemarin"
	c.deed, c.done, c.pieces = deed, done, counts
	broken := c.fails
	c.fails = c.fails || not
	wish, iffy = wish || may && whether, iffy || may && whether
	c.plans = wish && deed && !done && !broken && (iffy || !not)
	plain := !broken && !not
	switch {
	case done:
	case ifs && whether: // "kalau gagal bubuh kuotanya hangus ga"
		c.asks = true
	case plain && (way || whether && might && !self || how && counts && !deed): // "cara cek kuota", "1 keping berapa"
		c.asks = true
	case plain && (first < len(toks) && toks[first].is("apakah", "apkh") || how && (deed || price) || per && (price || how)):
		c.asks = true
	case !broken:
		c.asks = what || price && !deed
	}
	c.fails = c.fails && !c.plans && !c.asks
	c.idle = how && !deed && !c.fails || own && !deed
	c.iffy = ifs && !done
	if wentWell >= 0 && !not && !broken {
		c.well = wellSubject(toks, wentWell)
	}
	if deed && done && !wish {
		c.deadline = false
	}
	return c
}

// wellSubject tells whether it is the quota or the stamp that is well, or
// nothing else is named: a payment that went through is where trouble begins.
func wellSubject(toks []token, at int) bool {
	for _, t := range toks {
		switch spell(t.text)[0] {
		case "bayar", "uang", "beli", "saldo", "kirim", "transaksi", "status", "statusnya":
			return false
		}
	}
	return true
}

// addressAt tells a number or an address behind "wa", "email" and the like.
func addressAt(toks []token, i int) bool {
	for i < len(toks) && (toks[i].is(":", "=", "saya", "no", "nomor", "nya") || isFiller(toks[i])) {
		i++
	}
	return i < len(toks) && (toks[i].kind == number && toks[i].digits() > 3 || i+1 < len(toks) && toks[i+1].text == "@" || i+2 < len(toks) && toks[i+2].text == "@")
}
