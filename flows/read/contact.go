package read

import "strings"

// Email finds an e-mail address in a text, in lower case: "rina@contoh.id",
// "rina(at)contoh.id", "rina @ contoh . co . id". Two different ones are none.
func Email(text string) (string, bool) {
	text = strings.ToLower(Fold(" " + cut(text, MaxRunes) + " "))
	for _, at := range [...]string{"(at)", "[at]", " at "} {
		if !strings.Contains(text, "@") {
			text = strings.Replace(text, at, "@", 1)
		}
	}
	found := ""
	for i := strings.IndexByte(text, '@'); i >= 0; {
		if a := addressAround(text, i); a != "" {
			if found != "" && found != a {
				return "", false
			}
			found = a
		}
		next := strings.IndexByte(text[i+1:], '@')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return found, found != ""
}

// addressAround reads the address around an @, over single blanks beside it and
// beside the dots behind it.
func addressAround(text string, at int) string {
	end := at
	if end > 0 && text[end-1] == ' ' {
		end--
	}
	start := end
	for start > 0 && end-start < 64 && localByte(text[start-1]) {
		start--
	}
	local := strings.TrimLeft(text[start:end], ".-+")
	if local == "" || strings.HasSuffix(local, ".") || strings.Contains(local, "..") {
		return ""
	}
	var host strings.Builder
	labels, j := 0, at+1
	for j < len(text) && host.Len() < 253 {
		if text[j] == ' ' && (host.Len() == 0 || strings.HasSuffix(host.String(), ".")) {
			j++
		}
		from := j
		for j < len(text) && (isWordByte(text[j]) || text[j] == '-') {
			j++
		}
		label := strings.Trim(text[from:j], "-")
		if label == "" {
			break
		}
		host.WriteString(label)
		labels++
		k := j
		if k+1 < len(text) && text[k] == ' ' && text[k+1] == '.' {
			k++
		}
		if k+1 >= len(text) || text[k] != '.' || !isWordByte(text[k+1]) && !(text[k+1] == ' ' && k+2 < len(text) && shortHost(text[k+2:])) {
			break
		}
		host.WriteByte('.')
		j = k + 1
	}
	name := strings.TrimSuffix(host.String(), ".")
	dot := strings.LastIndexByte(name, '.')
	if labels < 2 || dot < 0 || len(name)-dot < 3 || strings.ContainsAny(name[dot:], "0123456789") {
		return ""
	}
	return local + "@" + name
}

// shortHost tells an end of a host name behind a blank: ". com", not a new sentence.
func shortHost(rest string) bool {
	n := 0
	for n < len(rest) && isWordByte(rest[n]) {
		n++
	}
	switch rest[:n] {
	case "com", "id", "co", "net", "org", "go", "ac", "sch", "or", "web", "my":
		return true
	}
	return false
}

func localByte(c byte) bool { return isWordByte(c) || strings.IndexByte("._%+-", c) >= 0 }

// invoiceLeads are the words that a number of an invoice or an order stands
// behind, and invoiceMarks the letters it may begin with.
var (
	invoiceLeads = set("invoice", "invoicenya", "inv", "invois", "order", "ordernya", "transaksinya", "transaksi", "trx", "pesanan", "tagihan", "pembayaran", "referensi", "reff", "ref", "faktur", "booking", "billing", "kwitansi", "resi", "trxid", "orderid", "idtransaksi")
	invoiceMarks = [...]string{"invoice", "inv", "trx", "ord", "order", "po", "bill", "ref", "emt", "emet", "pay", "tr"}
	invoiceGaps  = set("no", "nomor", "nomer", "nmr", "number", "id", "kode", "saya", "sy", "nya", "ini", "itu", "adalah", "pembelian", "order", "transaksi", "is", "my", "code")
)

// Invoice finds the number of an invoice or an order, as typed but for blanks
// and in capitals: what follows "invoice", "order id", "no transaksi", or begins
// with INV, TRX and the like and has digits. A phone number, an amount, a date
// or a bare number is none; neither are two different ones.
func Invoice(text string) (string, bool) {
	text = cut(text, MaxRunes)
	toks := tokens(text)
	found, lead, far := "", false, 0
	for i := 0; i < len(toks); {
		t := toks[i]
		if t.kind == mark {
			if !t.is(":", "#", ".", "=", "-", "(", "/") {
				lead = false
			}
			i++
			continue
		}
		end, digits, letters := codeAt(toks, i)
		marked := letters && digits >= 3 && hasMark(t.text) && (end > i+1 || len(t.text) > 3)
		if _, date := datePieceAt(toks, i); marked || lead && digits >= 5 && !(date && !letters) && !amountAt(toks, i) {
			code := strings.ToUpper(strings.ReplaceAll(text[t.start:toks[end-1].end], " ", ""))
			if len(code) <= 40 && !(strings.HasPrefix(code, "08") && !lead) {
				if found != "" && found != code {
					return "", false
				}
				found = code
			}
			lead = false
			i = end
			continue
		}
		switch {
		case t.kind == word && invoiceLeads[t.text]:
			lead, far = true, 0
		case t.kind == word && lead && invoiceGaps[t.text] && far < 4:
			far++
		case t.kind == word && lead && isFiller(t) && far < 4:
			far++
		default:
			lead = false
		}
		i = max(i+1, end)
	}
	return found, found != ""
}

// codeAt reads what is typed without a blank: letters, digits, dashes, slashes, dots.
func codeAt(toks []token, i int) (end, digits int, letters bool) {
	j := i
	for j < len(toks) && (j == i || !toks[j].spaced) {
		t := toks[j]
		if t.kind == mark && (!t.is("-", "/", ".", "_", "#") || j+1 >= len(toks) || toks[j+1].spaced || toks[j+1].kind == mark) {
			break
		}
		digits += t.digits()
		letters = letters || t.kind == word
		j++
	}
	return max(j, i+1), digits, letters
}

func hasMark(w string) bool {
	for _, m := range invoiceMarks {
		if w == m {
			return true
		}
	}
	return false
}

func amountAt(toks []token, i int) bool {
	_, ok := moneyAt(toks, i)
	return ok
}
