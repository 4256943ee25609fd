// The words of the page, not of the chats: those are the desk's.

const words = {
  id: {
    truth: "Meja, kedua HP, dan enkripsinya asli; hanya server WhatsApp yang diperankan komputer ini. Tidak ada yang keluar dari sini.",
    phones: "HP", applicant: "Pelapor", staff: "Petugas", applicantPhone: "HP pelapor", staffPhone: "HP petugas",
    people: "HP siapa", newApplicant: "Pelapor baru", desk: "Meja layanan", powerLabel: "Meja layanan menyala",
    on: "Menyala, menjawab pesan", off: "Mati. Pesan menunggu di WhatsApp", busy: "Sebentar …", lost: "Terputus dari aduan demo",
    restart: "Mulai ulang", clock: "Jam", tenMinutes: "+10 menit", twoHours: "+2 jam", oneDay: "+1 hari",
    moveTo: "Pindah ke waktu", move: "Pindah", moved: "Jam dimajukan", backwards: "Jam hanya bisa dimajukan, paling jauh setahun.",
    try: "Coba ini",
    try1: "Tulis “halo” dari HP pelapor, lalu jawab pertanyaannya dengan kata-kata sendiri.",
    try2: "Kirim bukti bayar: klik 📎, tempel, atau jatuhkan gambar ke HP.",
    try3: "Beri 👍 pada ringkasan, kutip, ubah, atau hapus pesan.",
    try4: "Matikan meja, tulis sesuatu, lalu nyalakan lagi.",
    try5: "Majukan jam 2 jam di tengah laporan: ada pengingat, asal siang hari.",
    picture: "Gambar", close: "Tutup", jump: "Ke pesan terbaru", samples: "Bukti contoh, kirim dengan sekali klik",
    fromDisk: "Foto atau PDF …", asDocument: "Sebagai dokumen …", dropHint: "Bisa juga ditempel atau dijatuhkan ke HP.",
    cancel: "Batal", attached: "Lampiran", attach: "Lampirkan", message: "Ketik pesan", caption: "Tambahkan keterangan", send: "Kirim",
    dropHere: "Lepaskan di sini", you: "Anda", typing: "sedang mengetik …", edited: "diedit", revokedMine: "Anda menghapus pesan ini",
    revoked: "Pesan ini dihapus", waiting: "Menunggu pesan ini", sent: "Terkirim", delivered: "Sampai", read: "Dibaca",
    reply: "Balas", like: "Beri 👍", unlike: "Tarik 👍", edit: "Edit", delete: "Hapus untuk semua", copy: "Salin",
    options: "Pilihan pesan", editing: "Edit pesan", today: "Hari ini", photo: "Foto", document: "Dokumen", download: "Unduh",
    remove: "Buang", openPicture: "Perbesar gambar", unread: "belum dibaca", quoted: "Membalas",
    emptyApplicant: "Ini HP pelapor. Sapa meja layanan untuk memulai.", emptyStaff: "Ini HP petugas, ke nomor yang sama.",
    hello: "Kirim “halo”", "s-photo": "Foto", "s-second": "Foto lain", "s-screenshot": "Tangkapan layar", "s-pdf": "PDF",
    "s-blank": "Foto kosong", "s-broken": "PDF rusak", other: "English", otherCode: "en",
  },
  en: {
    truth: "The desk, both phones and the encryption are real; only WhatsApp's server is played, by this computer. Nothing leaves it.",
    phones: "Phones", applicant: "Applicant", staff: "Staff", applicantPhone: "Applicant's phone", staffPhone: "Staff member's phone",
    people: "Whose phone", newApplicant: "New applicant", desk: "The desk", powerLabel: "Desk is on",
    on: "On, answering messages", off: "Off. Messages wait at WhatsApp", busy: "One moment …", lost: "Lost aduan demo",
    restart: "Restart", clock: "Clock", tenMinutes: "+10 min", twoHours: "+2 hours", oneDay: "+1 day",
    moveTo: "Move to this time", move: "Move", moved: "Clock moved", backwards: "The clock can be moved forward only, by a year at most.",
    try: "Try this",
    try1: "Write “halo” from the applicant's phone, and answer in your own words (“english” changes the language).",
    try2: "Send a proof of payment: click 📎, paste, or drop a picture onto the phone.",
    try3: "Put a 👍 on the summary; quote, edit or delete a message.",
    try4: "Switch the desk off, write something, switch it on again.",
    try5: "Move the clock by 2 hours amid a complaint: a reminder comes, if it is day.",
    picture: "Picture", close: "Close", jump: "To the latest message", samples: "Sample proofs, sent with one click",
    fromDisk: "Photo or PDF …", asDocument: "As a document …", dropHint: "You can also paste files or drop them onto the phone.",
    cancel: "Cancel", attached: "Attachments", attach: "Attach", message: "Type a message", caption: "Add a caption", send: "Send",
    dropHere: "Drop it here", you: "You", typing: "typing …", edited: "edited", revokedMine: "You deleted this message",
    revoked: "This message was deleted", waiting: "Waiting for this message", sent: "Sent", delivered: "Delivered", read: "Read",
    reply: "Reply", like: "Give a 👍", unlike: "Take back 👍", edit: "Edit", delete: "Delete for everyone", copy: "Copy",
    options: "Message options", editing: "Edit message", today: "Today", photo: "Photo", document: "Document", download: "Download",
    remove: "Remove", openPicture: "Enlarge picture", unread: "unread", quoted: "Replying to",
    emptyApplicant: "This is the applicant's phone. Greet the desk to begin.", emptyStaff: "This is a staff member's phone, writing to the same number.",
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
  for (const e of root.querySelectorAll("[data-t-placeholder]")) e.placeholder = t(e.dataset.tPlaceholder);
  document.documentElement.lang = language;
}

export function toggleLanguage() {
  language = language === "id" ? "en" : "id";
  try { localStorage.setItem("language", language); } catch { /* it lasts as long as the page */ }
}
