// The words of the page, not of the chats: those are the desk's.

const words = {
  id: {
    truth: "Bot, kedua HP, dan enkripsinya asli; hanya server WhatsApp yang digantikan komputer ini. Tidak ada yang keluar dari sini.",
    phones: "HP", applicant: "Pelapor", staff: "Petugas", applicantPhone: "HP pelapor", staffPhone: "HP petugas",
    people: "HP siapa", newApplicant: "Pelapor baru", desk: "Bot layanan", powerLabel: "Bot menyala",
    on: "Menyala, menjawab", off: "Mati, pesan menunggu", busy: "Sebentar …", lost: "Terputus",
    lostHow: "Terputus dari aduan demo. Kalau sudah dihentikan, jalankan lagi lalu buka alamat barunya.",
    "short-on": "Bot menyala", "short-off": "Bot mati", "short-busy": "Sebentar …", "short-lost": "Terputus",
    restart: "Mulai ulang", clock: "Jam", tenMinutes: "+10 menit", twoHours: "+2 jam", oneDay: "+1 hari",
    moveTo: "Pindah ke waktu", move: "Pindah", moved: "Jam dimajukan", backwards: "Jam hanya bisa dimajukan, paling jauh setahun.",
    try: "Coba ini",
    try1: "Kirim “halo” dari kedua HP, lalu ceritakan kendala di HP pelapor dengan kata-kata sendiri.",
    try2: "Kirim bukti bayar: klik 📎, tempel, atau jatuhkan gambar ke HP.",
    try3: "Di HP petugas, balas kartu laporan dengan jawaban, lalu balas lagi dengan “selesai”. Kata-kata ditahan sebentar; +10 menit melepasnya.",
    try4: "Beri 👍 pada ringkasan; balas, edit, atau hapus pesan.",
    try5: "Matikan bot, tulis sesuatu, lalu nyalakan lagi.",
    try6: "Majukan jam 2 jam di tengah laporan: pengingat datang, asal siang hari.",
    keys: "Tanpa mouse: ↑ ke pesan, Enter untuk pilihannya, Esc kembali ke kotak tulis.",
    picture: "Gambar", close: "Tutup", jump: "Ke pesan terbaru", samples: "Bukti contoh, kirim dengan sekali klik",
    fromDisk: "Foto atau PDF …", asDocument: "Sebagai dokumen …", dropHint: "Bisa juga ditempel atau dijatuhkan ke HP.",
    cancel: "Batal", attached: "Lampiran", attach: "Lampirkan", message: "Ketik pesan", caption: "Tambahkan keterangan", send: "Kirim",
    dropHere: "Lepaskan di sini", you: "Anda", typing: "sedang mengetik …", edited: "diedit", revokedMine: "Anda menghapus pesan ini",
    revoked: "Pesan ini dihapus", waiting: "Menunggu pesan ini", sent: "Terkirim", delivered: "Sampai", read: "Dibaca",
    reply: "Balas", like: "Beri 👍", unlike: "Tarik 👍", edit: "Edit", delete: "Hapus untuk semua", copy: "Salin",
    options: "Pilihan pesan", editing: "Edit pesan", today: "Hari ini", yesterday: "Kemarin", photo: "Foto", document: "Dokumen", download: "Unduh",
    remove: "Buang", openPicture: "Perbesar gambar", unreadable: "Gambar ini tidak bisa dibuka", unread: "belum dibaca", quoted: "Membalas",
    emptyApplicant: "Ini HP pelapor. Sapa nomor layanan untuk mulai.",
    emptyStaff: "Ini HP petugas, ke nomor yang sama. Sapa dulu, supaya laporan baru masuk ke sini.",
    "no-empty": "berkas ini kosong.", "no-many": "paling banyak 10 berkas sekali kirim.", "no-large": "terlalu besar, paling besar 48 MB sekali kirim.",
    "no-phones": "Sudah ada 16 HP, lebih dari itu demo ini tidak kuat.",
    hello: "Kirim “halo”", "s-photo": "Foto", "s-second": "Foto lain", "s-screenshot": "Tangkapan layar", "s-pdf": "PDF",
    "s-blank": "Foto kosong", "s-broken": "PDF rusak", other: "English", otherCode: "en",
  },
  en: {
    truth: "The desk, both phones and the encryption are real; only WhatsApp's server is played, by this computer. Nothing leaves it.",
    phones: "Phones", applicant: "Applicant", staff: "Staff", applicantPhone: "Applicant's phone", staffPhone: "Staff member's phone",
    people: "Whose phone", newApplicant: "New applicant", desk: "The desk", powerLabel: "Desk is on",
    on: "On, answering", off: "Off, messages wait", busy: "One moment …", lost: "Disconnected",
    lostHow: "Disconnected from aduan demo. If it was ended, start it again and open its new address.",
    "short-on": "Desk is on", "short-off": "Desk is off", "short-busy": "One moment …", "short-lost": "Disconnected",
    restart: "Restart", clock: "Clock", tenMinutes: "+10 min", twoHours: "+2 hours", oneDay: "+1 day",
    moveTo: "Move to this time", move: "Move", moved: "Clock moved", backwards: "The clock can be moved forward only, by a year at most.",
    try: "Try this",
    try1: "Send “halo” from both phones, and from the applicant's what is wrong, in your own words (or first “english”).",
    try2: "Send a proof of payment: click 📎, paste, or drop a picture onto the phone.",
    try3: "On the staff phone, reply to the card with an answer, then again with “selesai”. Words wait a moment; +10 min lets them go.",
    try4: "Put a 👍 on the summary; reply to, edit or delete a message.",
    try5: "Switch the desk off, write something, switch it on again.",
    try6: "Move the clock by 2 hours amid a complaint: a reminder comes, if it is day.",
    keys: "Without a mouse: ↑ to the messages, Enter for what can be done with one, Esc back to the line.",
    picture: "Picture", close: "Close", jump: "To the latest message", samples: "Sample proofs, sent with one click",
    fromDisk: "Photo or PDF …", asDocument: "As a document …", dropHint: "You can also paste files or drop them onto the phone.",
    cancel: "Cancel", attached: "Attachments", attach: "Attach", message: "Type a message", caption: "Add a caption", send: "Send",
    dropHere: "Drop it here", you: "You", typing: "typing …", edited: "edited", revokedMine: "You deleted this message",
    revoked: "This message was deleted", waiting: "Waiting for this message", sent: "Sent", delivered: "Delivered", read: "Read",
    reply: "Reply", like: "Give a 👍", unlike: "Take back 👍", edit: "Edit", delete: "Delete for everyone", copy: "Copy",
    options: "Message options", editing: "Edit message", today: "Today", yesterday: "Yesterday", photo: "Photo", document: "Document", download: "Download",
    remove: "Remove", openPicture: "Enlarge picture", unreadable: "This picture cannot be opened", unread: "unread", quoted: "Replying to",
    emptyApplicant: "This is the applicant's phone. Greet the desk to begin.",
    emptyStaff: "This is a staff member's phone, writing to the same number. Greet it first, so that new complaints come here.",
    "no-empty": "this file is empty.", "no-many": "10 files at a time at most.", "no-large": "too large, 48 MB at a time at most.",
    "no-phones": "There are 16 phones already, which is all that this demo can bear.",
    hello: "Send “halo”", "s-photo": "Photo", "s-second": "Another photo", "s-screenshot": "Screenshot", "s-pdf": "PDF",
    "s-blank": "Blank photo", "s-broken": "Broken PDF", other: "Bahasa Indonesia", otherCode: "id",
  },
};

const stored = () => { try { return localStorage.getItem("language"); } catch { return null; } };
let language = stored() in words ? stored() : (navigator.language || "").startsWith("id") ? "id" : "en";

export const t = (key) => words[language][key];
export const locale = () => (language === "id" ? "id-ID" : "en-GB");

// speak fills the page, or a part of it, with words.
export function speak(root = document) {
  for (const e of root.querySelectorAll("[data-t]")) e.textContent = t(e.dataset.t);
  for (const e of root.querySelectorAll("[data-t-label]")) e.setAttribute("aria-label", t(e.dataset.tLabel));
  for (const e of root.querySelectorAll("[data-t-title]")) e.title = t(e.dataset.tTitle);
  for (const e of root.querySelectorAll("[data-t-placeholder]")) e.placeholder = t(e.dataset.tPlaceholder);
  document.documentElement.lang = language;
}

export function toggleLanguage() {
  language = language === "id" ? "en" : "id";
  try { localStorage.setItem("language", language); } catch { /* it lasts as long as the page */ }
}
