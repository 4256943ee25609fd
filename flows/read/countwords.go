package read

// pieceUnits are the common units, and those of the form that ships with the
// desk; other forms name theirs.
var pieceUnits = set(
	"keping", "kepingan", "kpng", "kpngan", "kpig", "kepings", "kpg", "kping", "kepeng", "kepin", "kepng", "lembar", "lbr", "lmbr", "lembr", "lmbar", "biji", "bj", "bji", "buah", "bh", "bwh", "pcs", "pc", "pics", "pieces", "piece", "pec", "bungkus", "bks", "eks", "exp", "eksemplar", "unit", "item", "butir", "helai", "sheet", "sheets", "stamps", "stamp",
	"meterai", "materai", "metrai", "matrai", "meterei", "materei", "emeterai", "ematerai", "emet", "emetrai", "kuota", "kouta", "quota", "kwota",
)

var countLeads = set("x", "sebanyak", "sebnyk", "sbnyk", "sebanyk", "jumlah", "jumlahnya", "jml", "jmlh", "total", "totalnya", "qty", "kuota", "kouta", "quota")

var boughtWords = set("beli", "bli", "membeli", "pesan", "order", "checkout", "bought", "belinya", "pembelian", "co")

var forWords = set("buat", "bwt", "bt", "untuk", "utk", "untk", "for")

var paidWords = set("bayar", "byr", "dibayar", "bayarnya", "tf", "trf", "transfer", "sebesar", "seharga", "senilai", "nominal", "nominalnya", "harga", "harganya", "paid", "pay")

var ordinalLeads = set("no", "nomor", "nomer", "nmr", "ke", "tgl", "tanggal", "jam", "pukul", "pkl", "versi", "batch", "gelombang", "ktp", "nik", "pin", "otp", "kode", "invoice", "inv", "order", "tiket")

// codeLeads are those of them that say it also at the beginning: "no 3" may be an answer.
var codeLeads = set("invoice", "inv", "kode", "ktp", "nik", "pin", "otp", "tiket", "gelombang")

// notPieces are units of something else.
var notPieces = set("hari", "hr", "minggu", "mgg", "bulan", "bln", "tahun", "thn", "th", "jam", "menit", "mnt", "detik", "kali", "x", "orang", "org", "akun", "file", "dokumen", "dok", "berkas", "surat", "lamaran", "instansi", "formasi", "pelamar", "peserta", "teman", "temen", "pdf", "mb", "kb", "gb", "persen", "%", "wib", "wita", "wit", "days", "day", "weeks", "week", "hours", "hour", "times", "years", "ratusan", "ribuan")

var countFillers = set("saya", "sy", "aku", "gue", "gw", "beli", "belinya", "membeli", "bli", "ada", "adalah", "sebanyak", "jumlah", "jumlahnya", "total", "totalnya", "jml", "jmlh", "x", "semua", "semuanya", "yang", "yg", "kira", "sekitar", "the", "i", "bought", "buy", "ok", "oke", "iya", "pesan", "order", "kuota", "meterai", "materai", "e", "dan", "atau", "or", "and", "se", "isi", "halo", "hai")

// eachWords say that a number is one of several: "3 akun masing-masing 2".
var eachWords = set("masing", "masing2", "msg2", "per", "tiap", "setiap", "each", "@tiap")

var balanceWords = set("kuota", "kouta", "quota", "kwota", "saldo")

// leftWords stand before what is left of a balance.
var leftWords = set("sisa", "sisanya", "tersisa")

// placeWords stand right before a number of an address, and roadWords before the
// name of a road.
var (
	placeWords = set("rt", "rw", "blok", "blk", "gang", "gg", "km", "kav", "kavling", "lantai", "lt", "kelurahan", "dusun", "jl", "jln", "perum")
	roadWords  = set("jl", "jln", "jalan", "gang", "gg", "komplek", "perumahan", "perum", "street")
)

var outOf = set("dari", "dr", "of")
