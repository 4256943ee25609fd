package read

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
}
