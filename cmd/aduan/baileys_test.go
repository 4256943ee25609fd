package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aduan/bot/loopback"
	"aduan/bot/loopback/testdata/baileys"
	"aduan/bot/proof/prooftest"
	"aduan/store"
)

// A person whose client is not whatsmeow, under each kind of address: a
// complaint with a picture, from greeting to receipt.
func TestBaileysComplains(t *testing.T) {
	t.Parallel()
	baileys.Need(t)
	for name, addressing := range map[string]loopback.Addressing{"mirror": loopback.Mirror, "lid": loopback.LID, "number": loopback.Number} {
		t.Run(name, func(t *testing.T) {
			s := loopback.Start(t, loopback.Options{Addressing: addressing})
			d := runDesk(t, s)
			p := baileys.Start(t, s)
			if err := s.Pair(p.Event("qr").Text, ana); err != nil {
				t.Fatal(err)
			}
			p.Event("open")
			read := func(part string) baileys.Event {
				t.Helper()
				return p.Next(func(e baileys.Event) bool { return e.Event == "message" && !e.FromMe && strings.Contains(e.Text, part) })
			}
			ask := func(text, part string) baileys.Event {
				t.Helper()
				p.Say(deskNumber, text)
				return read(part)
			}
			ask("halo", "Apa kendalanya?")
			ask("kuota belum masuk", "Berapa keping")
			ask("2", "Kapan kejadiannya?")
			ask("kemarin", "bukti pembayarannya")
			file := filepath.Join(t.TempDir(), "bukti.jpg")
			if err := os.WriteFile(file, prooftest.JPEG(3), 0o600); err != nil {
				t.Fatal(err)
			}
			p.SendImage(deskNumber, file, "ini buktinya")
			read("Sudah benar?")
			n := number.FindString(ask("kirim", "sudah tercatat").Text)
			ask("status", n)

			c := view(d, func(tx *store.Tx) (store.Complaint, error) { return tx.Complaint(n) })
			if who := view(d, func(tx *store.Tx) (store.Contact, error) { return tx.ContactByID(c.Contact) }); who.Phone != "+"+ana {
				t.Errorf("the complaint is from %+v", who)
			}
			hash := sha256.Sum256(prooftest.JPEG(3))
			kept := view(d, func(tx *store.Tx) ([]byte, error) { return tx.Bytes(hex.EncodeToString(hash[:])) })
			if !bytes.Equal(kept, prooftest.JPEG(3)) {
				t.Error("the proof is another picture")
			}
			if err := s.WaitIdle(soon(t), ana); err != nil {
				t.Error(err)
			}
		})
	}
}
