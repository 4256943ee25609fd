package read

import "slices"

// What a longer text states, and what it only mentions. "Harga 1 keping berapa",
// "rencana mau beli 3", "pendaftaran terakhir tgl 6" and "kemarin saya sudah
// chat" name counts and days, but none that belongs in a report. A text is
// taken clause by clause: it ends at a full stop, a comma, "tapi" and the like.

// mentions says which tokens of a text only mention a count or a day; trouble
// says that the text as a whole speaks of no trouble: all is well, or it only asks.
type mentions struct {
	trouble     bool
	fails       bool // something is said to have gone wrong
	fact        bool // that, or a deed that is not asked about
	done        bool // "sudah", "kemarin"
	iffy        bool // "kalau", "apakah"
	count, date []bool
	deed        []bool // tokens of clauses that tell of a purchase or the like
}

func unstated(toks []token) mentions {
	m := mentions{count: make([]bool, len(toks)), date: make([]bool, len(toks)), deed: make([]bool, len(toks))}
	fail, well, ask, fact, deed, mended := false, false, false, false, false, false
	for from := 0; from < len(toks); {
		to := from
		for to < len(toks) && !clauseEnd(toks, to) {
			to++
		}
		c := clauseOf(toks[from:to])
		fail, well = fail || c.fails, well || c.well
		now := c.well && slices.ContainsFunc(toks[from:to], func(t token) bool { return nowWellWords[t.text] })
		mended = !c.fails && (mended || now) // "kemarin ga masuk, hari ini udah masuk"
		deed = deed || c.deed && !c.plans && !c.asks && (to == len(toks) || toks[to].text != "?")
		m.done = m.done || c.done
		m.iffy = m.iffy || c.iffy && c.fails
		if c.asks || c.plans {
			ask = true
		} else if c.says {
			fact = true
		}
		for i := from; i < to; i++ {
			m.deed[i] = c.deed || c.pieces
			m.count[i] = c.plans || c.asks || c.well
			m.date[i] = c.plans || c.asks || c.well || c.report || c.deadline || c.idle
		}
		from = to + 1
	}
	m.fails, m.fact = fail, fail || deed
	m.trouble = mended || !fail && (well || ask && !fact)
	if m.trouble && well {
		for i := range toks {
			m.count[i], m.date[i] = true, true
		}
	}
	return m
}

func clauseEnd(toks []token, i int) bool {
	t := toks[i]
	switch {
	case t.kind == word:
		return clauseWords[t.text]
	case t.kind == number:
		return false
	}
	if t.is(".", ",") && i+1 < len(toks) && toks[i+1].kind == number && !toks[i+1].spaced {
		return false // 12.500
	}
	return t.is(".", ",", "!", "?", ";", "\n") && !(t.text == "." && i > 0 && toks[i-1].is("tgl", "no", "rp", "jl"))
}

var (
	sentWords     = set("kirim", "ngirim", "kirimkan", "kirimin", "dikirim", "upload", "lampirkan", "kukirim", "sent")
	proofWords    = set("bukti", "buktinya", "foto", "fotonya", "ss", "screenshot", "screenshotnya", "struk", "berkas", "proof")
	mayBeWords    = set("bisa", "boleh", "harus", "perlu", "wajib", "ada", "mesti")
	nowWellWords  = set("sekarang", "skrg", "skrng", "barusan", "akhirnya", "now", "hari", "tadi", "td")
	fotoWords     = set("foto", "fotonya", "gambar", "gambarnya")
	clauseWords   = set("tapi", "tp", "tpi", "namun", "tetapi", "but", "padahal", "pdhl", "trus", "trs", "terus", "sedangkan")
	planWords     = set("mau", "mo", "rencana", "rencananya", "akan", "ingin", "pengen", "pingin", "hendak", "niat", "niatnya", "kalau", "kalo", "klo", "kl", "jika", "misal", "misalnya", "semisal", "planning", "plan", "if", "apakah", "bisakah")
	ifWords       = set("kalau", "kalo", "klo", "kl", "jika", "misal", "misalnya", "semisal", "if", "apakah", "rencana", "rencananya")
	whatWords     = set("beda", "bedanya", "perbedaan", "artinya", "maksudnya", "difference")
	deedWords     = set("beli", "bayar", "order", "pesan", "bubuh", "ambil", "checkout", "buy", "topup", "isi", "transaksi", "kejadian", "kejadiannya", "lunas", "bukti", "pembelian", "pembelianku", "berhasil", "used", "terjadi")
	priceWords    = set("harga", "harganya", "price", "biaya", "biayanya", "cost", "tarif", "diskon", "promo", "berapaan", "brpan")
	perWords      = set("per", "tiap", "setiap", "each")
	howWords      = set("cara", "caranya", "gimana", "gmn", "bagaimana", "apakah", "berapa", "brp", "brapa", "berapaan", "maksimal", "minimal", "maks", "max", "boleh", "bisakah", "how", "dimana", "dmn", "where", "mana")
	failWords     = set("gagal", "rusak", "salah", "hilang", "kosong", "terpotong", "pending", "nyangkut", "stuck", "macet", "cannot", "missing", "hangus", "masalah", "kendala", "bermasalah", "loading", "never", "0")
	wellWords     = set("masuk", "bisa", "berhasil", "beres", "aman", "tambah", "teratasi", "dapat", "muncul", "normal", "bubuh", "kembali", "ok", "oke")
	chatWords     = set("laporan", "laporannya", "lapor", "melapor", "ngelapor", "aduan", "pengaduan", "mengadu", "ngadu", "chat", "ngechat", "wa", "menghubungi", "hubungi", "tanya", "nanya", "bertanya", "ngelapor", "laporkan", "dilaporkan", "kabar", "telepon", "telp", "telpon", "komplain", "complain", "email", "dm", "tiket", "janji", "dijanjikan", "cs", "balas", "dibalas")
	deadlineWords = set("deadline", "dl", "terakhir", "batas", "penutupan", "tutup", "ditutup", "pendaftaran", "daftar", "paling", "pengumuman", "ujian", "tes", "seleksi", "lahir", "buka", "harus", "dibuka", "berlaku", "expired", "kadaluarsa", "kedaluwarsa", "maksimal")
)
