package read

import "strings"

var yesWords = set("yuk", "hayuk", "ayo", "ayuk", "sepakat", "perfect", "great", "yaudah", "yowis", "ywdh", "yaudahlah", "enggeh", "hum", "eheh", "dokey", "yess", "yash", "yaps", "yups", "hiya", "iyap", "iyaps", "yeap", "aye", "ashiap", "okelah", "okedeh", "okey", "oki", "okei", "sipp", "sippp", "mangga", "monggo", "silakan", "silahkan", "setujuu", "gaskeun", "gaskan", "lanjutkeun", "lanjutt", "proceed", "confirm", "confirmed", "konfirmasi", "absolutely", "exactly", "ya", "iya", "y", "yoi", "yup", "yap", "yep", "yes", "yess", "yeah", "ok", "oke", "okay", "okey", "oks", "okeh", "okok", "k", "sip", "siip", "siap", "siyap", "lanjut", "lanjutkan", "lanjutin", "gas", "gass", "boleh", "bole", "setuju", "sure", "iye", "iyo", "iyah", "iyes", "he", "heeh", "ho", "hooh", "yo", "nggih", "inggih", "nggeh", "enggih", "muhun", "mantap", "mantab", "continue", "yea", "iyaa", "yaa", "yaaa", "baik", "baiklah", "oce", "ocee", "yoii", "okie", "tentu", "pasti", "acc", "deal", "y2")

// agreeWords are a yes alone, and neither yes nor no behind a "tidak".
var agreeWords = set("betul", "btul", "btl", "benar", "bener", "bnr", "bner", "benr", "correct", "right", "sesuai", "tepat", "sudah", "sdh", "udah", "udh", "yakin", "true", "pas", "cocok", "leres", "sangat", "sekali", "skali", "itu", "semua", "semuanya", "already", "thats", "that", "is", "its", "it", "datanya", "data", "begitu", "gitu", "fine", "banget", "bgt", "bngt", "bget", "lengkap", "emang", "memang", "noted", "aman", "cucok", "fix", "lengkapp")

var noWords = set("enda", "gada", "kgk", "kga", "gag", "nggk", "ngg", "engak", "egk", "gakk", "tydac", "moal", "sanes", "dudu", "tak", "dak", "idak", "ndk", "blon", "durung", "acan", "lom", "incorrect", "negative", "negatif", "tidak", "tdk", "nggak", "ngga", "enggak", "engga", "gak", "gk", "ga", "kagak", "kaga", "ndak", "nda", "bukan", "bkn", "belum", "blm", "blum", "belom", "blom", "salah", "slh", "no", "nope", "nop", "not", "jangan", "jgn", "ora", "mboten", "teu", "henteu", "tida", "keliru", "wrong", "incorrect", "nah", "ogah", "t", "n", "gamau", "nein", "never")

var greetWords = set("halo", "hallo", "helo", "hello", "hai", "hay", "hi", "hei", "hey", "allo", "alo", "oi", "woi", "woy", "hoi", "assalamualaikum", "assalamualaykum", "asalamualaikum", "assalammualaikum", "asalamualaykum", "assalamualikum", "ass", "askum", "aslm", "aslmkm", "assalamu", "alaikum", "mikum", "samlekom", "waalaikumsalam", "warahmatullahi", "wabarakatuh", "wr", "wb", "selamat", "slamat", "slmt", "met", "met2", "pagi", "pagii", "pgi", "siang", "siank", "sore", "malam", "malem", "mlm", "permisi", "prmisi", "misi", "punten", "nuwun", "sewu", "kulonuwun", "salam", "sampurasun", "shalom", "good", "morning", "afternoon", "evening", "pa", "greetings", "om", "swastiastu", "sejahtera", "halu", "there", "tabik")

var knockWords = set("p", "pp", "ppp", "ping", "pingg", "tes", "test", "testing", "tess", "cek", "woi", "woy", "ada", "orang", "bales", "balas", "respon", "jawab", "online", "on", "pong", "uy", "hoy", "bot", "ngetes", "coba")

var thanksWords = set("terima", "terimakasih", "trimakasih", "kasih", "kasi", "trima", "tq", "tks", "thx", "thks", "thanks", "thank", "thankyou", "thnks", "thnx", "tengkyu", "tenkyu", "tengkiu", "makasih", "makasi", "makasii", "makasihh", "mksh", "mksih", "mkasih", "maksih", "mksi", "maaciw", "maacih", "macih", "suwun", "suwon", "nuwun", "matur", "matursuwun", "maturnuwun", "hatur", "nuhun", "syukron", "trims", "trimss", "trm", "ksh", "terimaksih", "trimakasi", "terimakasi", "trimks", "terimkasih", "arigato", "arigatou", "you", "u", "so", "much", "very", "banyak", "bnyk", "byk", "sebelumnya", "sblmnya", "atas", "bantuannya", "bantuan", "infonya", "info", "informasinya", "responnya", "sebesar", "besarnya", "ty", "tysm", "tengs", "mauliate", "jazakallah", "alhamdulillah", "sama2", "membantu", "untuk", "utk", "for", "your", "the", "help", "dan", "respon", "respons", "pelayanannya", "noted", "sama", "sehat", "selalu", "sukses", "semoga", "berkah", "kerja", "kerjanya", "kerjasamanya", "perhatiannya", "perhatian", "waktunya", "penjelasannya", "jawabannya", "balasannya", "bantu", "dibantu", "cepat", "cepet", "ramah", "amin", "aamiin", "segera", "ditunggu", "kabarnya")

// thanksCore are the words that thank; the others only stand beside them.
var thanksCore = set("terima", "terimakasih", "trimakasih", "kasih", "kasi", "trima", "tq", "tks", "thx", "thks", "thanks", "thank", "thankyou", "thnks", "thnx", "tengkyu", "tenkyu", "tengkiu", "makasih", "makasi", "makasii", "makasihh", "mksh", "mksih", "mkasih", "maksih", "mksi", "maaciw", "maacih", "macih", "suwun", "suwon", "nuwun", "matur", "matursuwun", "maturnuwun", "hatur", "nuhun", "syukron", "trims", "trimss", "trm", "terimaksih", "trimakasi", "terimakasi", "trimks", "terimkasih", "arigato", "arigatou", "ty", "tysm", "tengs", "mauliate", "jazakallah", "tengkyuu", "thankss", "terimakasihh", "alhamdulillah", "sama2", "ksh")

// realWords ask for a person rather than a machine.
var realWords = set("live", "bot", "robot", "mesin", "asli", "beneran", "real", "otomatis", "chatbot", "botnya")

var addressWords = set("min", "mimin", "admin", "kak", "kakak", "mbak", "mas", "pak", "bapak", "bu", "ibu", "bang", "gan", "sis", "bro", "peruri", "semuanya", "tim", "team", "minn", "kakk", "kang", "teh", "ko", "koh", "cik", "ci", "bli", "uda", "uni", "akang", "teteh", "beh", "juragan", "bos", "boss", "agan", "cak", "ning")

// keptFillers carry meaning in a phrase though they are fillers elsewhere.
var keptFillers = set("kok", "y", "ya", "itu", "admin", "mimin", "tolong", "aja", "saja", "sori", "maaf", "kan")

var askWords = set("kemana", "kmana", "darimana", "ngapain", "kapan", "kpn", "kapn", "gimana", "gmn", "gmana", "gimna", "bagaimana", "bgmn", "bgaimana", "piye", "kumaha", "kenapa", "knp", "knapa", "napa", "mengapa", "kok", "berapa", "brp", "brapa", "apakah", "apkh", "when", "how", "why", "what", "where", "who", "which", "dimana", "dmn", "mana", "siapa", "how2", "sampai2")

var askMore = set("apa", "apaan", "bisa", "bisakah", "boleh", "can", "could", "is", "are", "does", "do", "sampai", "lama", "selesai", "ini", "maksudnya", "maksud", "masih", "adakah", "arti", "artinya", "lagi")

var humanWords = set("manusianya", "operatornya", "manager", "manajer", "supervisor", "atasan", "someone", "somebody", "cs", "petugas", "petugasnya", "adminnya", "operator", "customer", "manusia", "orang", "agen", "agent", "human", "person", "staf", "staff", "service", "cso", "helpdesk", "pegawai", "karyawan", "orangnya", "csnya", "representative")

var reachWords = set("bicara", "ngomong", "ngobrol", "ngechat", "hubungkan", "hubungi", "sambungkan", "sambungin", "hubungin", "menghubungi", "bicarain", "terhubung", "talk", "speak", "connect", "panggil", "panggilkan", "berbicara", "konsultasi", "call")

var namedWords = set("admin", "mimin", "min")

var wishWords = set("need", "let", "me", "chat", "mana", "mau", "butuh", "perlu", "minta", "pengen", "ingin", "asli", "beneran", "real", "dengan", "sama", "ke", "dengn", "dgn", "langsung", "lgsg", "lngsung", "saya", "sy", "aku", "to", "a", "i", "want", "bisa", "dari", "telpon", "telp")

var angerWords = set("percuma", "dipingpong", "pingpong", "busuk", "cacat", "ngentot", "entot", "kntl", "mmk", "jembut", "pepek", "kimak", "cukimai", "pantek", "pukimak", "dancok", "dancuk", "matamu", "ndasmu", "taek", "sontoloyo", "kurangajar", "bgsd", "bangsad", "anjeng", "anying", "bedebah", "keparat", "viralkan", "viralin", "somasi", "ombudsman", "penipu", "penipuan", "nipu", "menipu", "tipu", "tukang", "bohong", "pembohong", "anjing", "anjir", "anjg", "anj", "ajg", "anjay", "asu", "bangsat", "bgst", "bangke", "bgsat", "goblok", "gblk", "goblog", "tolol", "bodoh", "bego", "idiot", "kampret", "tai", "taik", "tae", "brengsek", "bajingan", "sialan", "kontol", "memek", "jancok", "jancuk", "cok", "kecewa", "mengecewakan", "parah", "payah", "lelet", "lemot", "becus", "kapok", "kesel", "kesal", "marah", "emosi", "muak", "scam", "scammer", "fraud", "shit", "fuck", "fucking", "stupid", "wtf", "bullshit", "ngawur", "jelek", "buruk", "nyusahin", "menyusahkan", "ribet", "maling", "rampok", "korup", "zalim", "dzolim", "bacot", "disappointed", "terrible", "useless", "ngaco", "sampah", "monyet", "babi", "setan", "php", "gila", "ajar", "ancur", "hancur", "bobrok", "nyebelin", "menyebalkan", "capek", "cape", "terburuk", "profesional", "ngeselin", "mengesalkan", "nyesel", "menyesal", "kacau", "sebel", "sebal", "bete", "jengkel", "geram", "memalukan", "malu2in", "malu", "ngecewain", "lamban", "lambat", "rese", "hoax", "pembodohan", "ditipu", "tertipu", "perampok", "korupsi", "koruptor", "biadab", "keterlaluan", "tega", "edan", "sompret", "laknat", "bejat", "worst", "ridiculous", "horrible", "pathetic", "awful", "angry", "liar", "liars", "thief", "cheater", "nyampah", "amburadul", "abal", "tipu2", "ngibul", "boong", "modus", "frustasi", "stress", "stres", "nyusahkan", "mempersulit", "dongkol", "cuih", "najis", "jijik")

var angerMore = set("kurang", "wah", "woy", "woi", "duh", "aduh", "astaga", "anjir", "kok", "malah", "ini", "nih", "banget", "bgt", "bngt", "bget", "sekali", "skali", "sangat", "amat", "kalian", "kamu", "lu", "lo", "loe", "elu", "dasar", "pelayanan", "pelayanannya", "layanan", "aplikasi", "aplikasinya", "sistem", "sistemnya", "servernya", "server", "ini", "saya", "sy", "aku", "gue", "gw", "peruri", "benar", "bener", "benar2", "bener2", "ga", "gak", "tidak", "nggak", "gk", "tdk", "semua", "semuanya", "lah", "jadi", "bikin", "you", "are", "so", "very", "this", "is", "a", "i", "am", "im", "dan", "sudah", "udah", "sama", "dengan", "admin", "bot", "botnya", "emang", "memang", "nya", "pokoknya", "website", "web", "webnya", "websitenya", "negara", "pemerintah", "the", "service")

// contentWords belong to a complaint: a message with one of them is no mere gist.
var contentWords = set("kuota", "kouta", "quota", "kwota", "kuotanya", "kuotaku", "koutanya", "meterai", "materai", "emeterai", "ematerai", "meterainya", "materainya", "gagal", "ggl", "error", "eror", "bubuh", "bubuhkan", "bubuhin", "pembubuhan", "membubuhkan", "dibubuhkan", "bayar", "byr", "dibayar", "pembayaran", "transfer", "tf", "saldo", "masuk", "msk", "beli", "pembelian", "keping", "refund", "uang", "uangku", "uangnya", "duit", "dana", "dokumen", "login", "otp", "qris", "tanggal", "tgl", "kemarin", "kmrn", "invoice", "hilang", "nambah", "bertambah", "berkurang", "terpotong", "dipotong", "cpns", "unduh", "download")

var gistPhrases = inPlainWords(map[string]Gist{
	"terima": None, "kasih": None, "kasi": None, "you": None, "u": None, "so": None, "banyak": None, "sebelumnya": None, "atas": None, "infonya": None, "info": None, "bantuannya": None, "bantuan": None, "untuk": None, "for": None, "the": None, "help": None, "membantu": None, "much": None, "very": None, "your": None, "alhamdulillah": Thanks,
	"pagi": Greeting, "siang": Greeting, "sore": Greeting, "malam": Greeting, "good": Yes,
	"apa": Question, "sekali": None, "itu": None, "data": None, "datanya": None, "is": None, "it": None, "its": None, "that": None, "thats": None, "semua": None, "semuanya": None, "begitu": None, "gitu": None, "sangat": None,
	"terima kasih": Thanks, "thank you": Thanks, "nuwun sewu": Greeting, "matur nuwun": Thanks, "nuwun": Thanks,
	"cek": None, "ada": None, "orang": None, "bales": Knock, "balas": Knock, "jawab": Knock, "on": None, "coba": None, "bot": None,
	"ada orang": Knock, "ada admin": Human, "ada bot": None, "kok": Question,
	"apa kabar": Greeting, "how are you": Greeting, "tes tes": Knock,
	"tidak apa apa": Thanks, "tidak papa kok": Thanks, "gapapa kok": Thanks, "gpp kok": Thanks, "tidak papa": Thanks, "gpp": Thanks, "gapapa": Thanks, "noted": Thanks, "oke noted": Thanks, "ok noted": Thanks, "tidak ada": None, "ga ada": None, "gak ada": None, "belum ada": None, "tdk ada": None, "nggak ada": None,
	"yaudah": Yes, "yowis": Yes, "ywdh": Yes, "ga usah": No, "gak usah": No, "gk usah": No, "nggak usah": No, "tidak usah": No, "tdk usah": No, "ga perlu": No, "gak perlu": No, "tidak perlu": No, "nggak perlu": No, "masih salah": No, "bukan yang itu": No, "bukan yg itu": No, "bukan yang ini": No, "bukan yg ini": No, "bukan ini": No, "masih keliru": No, "masih ada yang salah": No, "ada yang salah": No, "ada yg salah": No, "sama": None, "bantu": None, "banget": None, "bgt": None, "lengkap": None, "aman": None, "malu": None, "cepat": None, "sehat": None, "emang": None, "memang": None, "sama sama": Thanks, "buang waktu": Anger, "buang2 waktu": Anger, "buang buang waktu": Anger, "kerja yang bener": Anger, "kerja yang benar": Anger, "kerja yg bener": Anger, "ga niat": Anger, "gak niat": Anger, "ga guna": Anger, "gak guna": Anger, "ga berguna": Anger, "gak berguna": Anger, "lama amat": Anger, "lama bener": Anger, "lama kali": Anger, "lama bngt": Anger, "ada orang ga": Knock, "ada orang gak": Knock, "ada orang nggak": Knock, "ada orang tidak": Knock, "ada orang kah": Knock, "ada yang jaga": Knock, "ada yg jaga": Knock, "masih hidup": Knock, "kamu bot": Question, "masih belum": No, "masih blm": No, "belum juga": No, "blm juga": No, "jangan dulu": No,
	"mau tanya": Question, "mau nanya": Question, "saya mau tanya": Question, "mau bertanya": Question, "saya mau bertanya": Question, "sy mau tanya": Question, "numpang tanya": Question, "numpang nanya": Question, "izin bertanya": Question, "ijin bertanya": Question, "izin tanya": Question,
	"lama banget": Anger, "lama bgt": Anger, "lama sekali": Anger, "ga jelas": Anger, "gak jelas": Anger, "tidak jelas": Anger, "gaje": Anger,
	"ya itu": Yes, "ya gitu": Yes, "ya begitu": Yes, "itu benar": Yes, "itu betul": Yes,
	"ya ga": None, "ya gak": None,
	"kurang": None, "gila": Anger, "capek": Anger, "jadi": None, "ini": None, "bisa": None, "lagi": None, "masih": None, "lama": None, "sampai": None, "selesai": None, "mana": Question, "min": Knock, "admin": Knock, "mimin": Knock,
	"mana admin": Human, "admin mana": Human, "mimin mana": Human, "mana mimin": Human,
	"halo orang": None, "sudah selesai": None, "selamat": None, "good job": None,
	"looks good": Yes, "all good": Yes, "sounds good": Yes, "go ahead": Yes, "not yet": No, "hu um": Yes,
	"ada yang keliru": No, "ada yg keliru": No, "ada yang kurang": No, "ada yg kurang": No, "itu bukan nomor saya": No, "bukan nomor saya": No,
	"kok lama": Anger, "kok lama banget": Anger, "kok lama bgt": Anger, "kerja ga sih": Anger, "niat kerja ga sih": Anger, "kerja ga": Anger, "niat kerja ga": Anger, "niat ga": Anger, "kulo nuwun": Greeting, "sami sami": Thanks, "gausah": No, "tidak setuju": No, "ga usah dilanjut": No, "ga usah dilanjutkan": No,
	"ga ada gunanya": Anger, "ga membantu": Anger, "ga membantu sama sekali": Anger, "ga tanggung jawab": Anger, "ga bertanggung jawab": Anger, "makan gaji buta": Anger, "muter muter doang": Anger, "muter muter": Anger, "muter2 aja": Anger, "pelayanan terburuk yang pernah ada": Anger, "lama amat balesnya": Anger, "lama banget balesnya": Anger, "lama bgt balesnya": Anger, "lama banget responnya": Anger, "lama amat responnya": Anger, "negara apaan ini": Anger,
})

func inPlainWords(phrases map[string]Gist) map[string]Gist {
	m := make(map[string]Gist, len(phrases))
	for p, g := range phrases {
		words := strings.Fields(p)
		for i, w := range words {
			words[i] = plainWord(w)
		}
		m[strings.Join(words, " ")] = g
	}
	return m
}
