package read

import (
	"strings"
	"sync"
)

// spelledOut takes the abbreviations, slips and chat forms of a word back to
// the form that options are compared in.
var spelledOut = map[string]string{
	"blm": "belum", "blum": "belum", "blom": "belum", "belom": "belum", "lom": "belum", "lum": "belum", "beloman": "belum", "blon": "belum", "belon": "belum", "blmm": "belum", "durung": "belum",
	"sdh": "sudah", "udh": "sudah", "udah": "sudah", "dah": "sudah", "sudh": "sudah", "uda": "sudah", "sdah": "sudah", "suda": "sudah", "wis": "sudah", "telah": "sudah", "tlh": "sudah",
	"ga": "tidak", "gak": "tidak", "g": "tidak", "gk": "tidak", "nggak": "tidak", "ngga": "tidak", "enggak": "tidak", "engga": "tidak", "kagak": "tidak", "tdk": "tidak", "tak": "tidak", "tk": "tidak", "gada": "tidak", "ndak": "tidak", "ora": "tidak", "nda": "tidak", "kaga": "tidak", "gx": "tidak", "tida": "tidak", "not": "tidak",
	"msk": "masuk", "masuk2": "masuk", "msuk": "masuk", "mask": "masuk", "masuuk": "masuk", "masok": "masuk",
	"ggl": "gagal", "gagall": "gagal", "ggal": "gagal", "gagl": "gagal", "eror": "gagal", "error": "gagal", "errors": "gagal", "fail": "gagal", "failed": "gagal",
	"kouta": "kuota", "quota": "kuota", "kwota": "kuota", "kuotanya": "kuota", "koutanya": "kuota", "quotanya": "kuota", "kuato": "kuota", "kuouta": "kuota", "quotaku": "kuota", "kuotaku": "kuota",
	"bubuhin": "bubuh", "membubuhkan": "bubuh", "pembubuhan": "bubuh", "bubuhkan": "bubuh", "dibubuhkan": "bubuh", "dibubuhi": "bubuh", "membubuhi": "bubuh", "bubuhan": "bubuh", "terbubuh": "bubuh", "dibubuhin": "bubuh", "ngebubuhin": "bubuh", "pembubuan": "bubuh", "bubuk": "bubuh", "pembubuhannya": "bubuh", "bubu": "bubuh", "stamping": "bubuh",
	"bertambah": "tambah", "nambah": "tambah", "ketambah": "tambah", "ditambah": "tambah", "bertambahh": "tambah", "tmbh": "tambah", "nmbh": "tambah",
	"yg": "yang", "dgn": "dengan", "utk": "untuk", "krn": "karena", "tp": "tapi", "sy": "saya", "sya": "saya", "aq": "saya", "aku": "saya", "gue": "saya", "gw": "saya",
	"byr": "bayar", "dibayar": "bayar", "membayar": "bayar", "terbayar": "bayar", "bayarnya": "bayar", "dbyr": "bayar",
	"pembelian": "beli", "membeli": "beli", "bli": "beli", "dibeli": "beli",
	"materai": "meterai", "metrai": "meterai", "matrai": "meterai", "ematerai": "meterai", "emeterai": "meterai", "emet": "meterai", "meterainya": "meterai", "materainya": "meterai",
	"rsk": "rusak", "rusakk": "rusak", "ilang": "hilang", "hlg": "hilang", "ngilang": "hilang", "menghilang": "hilang",
	"pdhl": "padahal", "trs": "terus", "jg": "juga", "lg": "lagi", "dr": "dari", "sm": "sama", "dlm": "dalam", "bs": "bisa", "bsa": "bisa", "bisaa": "bisa", "gabisa": "tidak bisa", "gbisa": "tidak bisa", "gabs": "tidak bisa",
	"refun": "refund", "pengembalian": "refund", "dikembalikan": "refund", "balikin": "refund",
	"donlod": "unduh", "donlot": "unduh", "download": "unduh", "didownload": "unduh", "diunduh": "unduh", "mengunduh": "unduh",
	"log": "login", "masukin": "masuk", "dimasukkan": "masuk", "transfer": "bayar", "tf": "bayar", "trf": "bayar", "trnsfr": "bayar",
	"saldo": "saldo", "pengaduan": "aduan", "dokumennya": "dokumen", "dok": "dokumen", "doc": "dokumen", "nomer": "nomor", "nmr": "nomor",

	"kebubuh": "bubuh", "kebubuhin": "bubuh", "kebubuhkan": "bubuh", "ngebubuh": "bubuh", "dibubuh": "bubuh", "bubuhnya": "bubuh", "terbubuhkan": "bubuh", "terbubuhi": "bubuh", "dibubuhinnya": "bubuh", "ketempel": "bubuh", "nemplok": "bubuh", "kuotane": "kuota", "mbubuhne": "bubuh", "meteraine": "meterai", "materaine": "meterai",
	"tempel": "bubuh", "nempel": "bubuh", "nempelin": "bubuh", "tempelin": "bubuh", "tertempel": "bubuh", "ditempel": "bubuh", "ditempelkan": "bubuh", "ditempelin": "bubuh", "menempel": "bubuh", "menempelkan": "bubuh", "penempelan": "bubuh", "stempel": "bubuh", "distempel": "bubuh", "stempelin": "bubuh", "stamp": "bubuh", "stamped": "bubuh", "cap": "bubuh", "pembubuhn": "bubuh", "pmbubuhan": "bubuh", "bubuhkn": "bubuh", "bubuhinnya": "bubuh", "nempelnya": "bubuh", "tempelkan": "bubuh", "pengecapan": "bubuh", "bubuhi": "bubuh", "mbubuhin": "bubuh", "mbubuhkan": "bubuh", "stemp": "bubuh",
	"pdf": "dokumen", "file": "dokumen", "berkas": "dokumen", "filenya": "dokumen", "pdfnya": "dokumen", "dokumenku": "dokumen", "document": "dokumen", "suratnya": "surat", "doknya": "dokumen",
	"keluar": "muncul", "tampil": "muncul", "kelihatan": "muncul", "keliatan": "muncul", "nongol": "muncul", "mncul": "muncul", "tampak": "muncul", "terlihat": "muncul",
	"dapet": "dapat", "dpt": "dapat", "dpet": "dapat", "dapt": "dapat", "diterima": "dapat", "nerima": "dapat", "menerima": "dapat", "datang": "dapat", "dateng": "dapat", "dtg": "dapat", "received": "dapat", "nyampe": "dapat", "dpat": "dapat",
	"tambahkan": "tambah", "ditambahkan": "tambah", "ditambahin": "tambah", "tertambah": "tambah", "penambahan": "tambah", "tmbah": "tambah", "added": "tambah", "bertmbah": "tambah", "brtambah": "tambah", "menambah": "tambah",
	"kepotong": "terpotong", "dipotong": "terpotong", "terdebet": "terpotong", "terdebit": "terpotong", "kedebet": "terpotong", "kedebit": "terpotong", "ketarik": "terpotong", "kepotog": "terpotong", "kesedot": "terpotong", "deducted": "terpotong",
	"duit": "uang", "duitnya": "uang", "uangnya": "uang", "uangku": "uang", "duitku": "uang", "dana": "uang", "money": "uang", "dananya": "uang",
	"paid": "bayar", "pay": "bayar", "payment": "bayar", "pembayaran": "bayar", "pembayarannya": "bayar", "bayarin": "bayar", "bought": "beli", "purchase": "beli", "purchased": "beli", "beliin": "beli", "membelinya": "beli", "belinya": "beli", "pembelianku": "beli",
	"kadaluarsa": "kedaluwarsa", "kadaluwarsa": "kedaluwarsa", "kedaluarsa": "kedaluwarsa", "expired": "kedaluwarsa", "double": "dobel", "dobol": "dobel", "nunggu": "menunggu",
	"pasang": "bubuh", "dipasang": "bubuh", "memasang": "bubuh", "masang": "bubuh", "pasangin": "bubuh", "dipasangkan": "bubuh", "affix": "bubuh", "nihil": "kosong", "lenyap": "hilang", "raib": "hilang",
	"hasnt": "belum", "havent": "belum", "isnt": "tidak", "wasnt": "tidak", "didnt": "tidak", "doesnt": "tidak",
	"cant": "cannot", "couldnt": "cannot", "nol": "kosong", "zero": "kosong", "zonk": "kosong", "ksong": "kosong", "kosongg": "kosong",
	"gabs2": "tidak bisa", "gbs": "tidak bisa", "gabsa": "tidak bisa", "gakbisa": "tidak bisa", "gkbisa": "tidak bisa", "tdkbisa": "tidak bisa", "bisanya": "bisa", "kuotany": "kuota", "quotany": "kuota", "kuotae": "kuota", "kuotanyah": "kuota",
	"sukses": "berhasil", "brhasil": "berhasil", "success": "berhasil", "brhsl": "berhasil", "msuknya": "masuk", "masuknya": "masuk", "mlebu": "masuk",
}

// kin are words that say nearly the same in a complaint: one stands for the
// other, but only nearly.
var kin = kinships(
	"belum tidak", "masuk tambah dapat terisi", "bayar beli lunas", "saldo uang", "terpotong berkurang hilang", "kosong 0",
)

func kinships(lines ...string) map[string]int {
	m := make(map[string]int)
	for i, line := range lines {
		for _, w := range strings.Fields(line) {
			m[w] = i + 1
		}
	}
	return m
}

// spelledWords are the plain forms that the abbreviations stand for.
var spelledWords = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool, 64)
	for _, full := range spelledOut {
		for _, w := range strings.Fields(full) {
			m[w] = true
		}
	}
	for w := range kin {
		m[w] = true
	}
	return m
})
