package loopback_test

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/proto/waMmsRetry"
	"go.mau.fi/whatsmeow/types/events"

	"aduan/bot/loopback"
)

func TestFilesArriveAsTheyWere(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))

	ana.SendImage(picture(1), "bukti")
	got := bot.Expect(t.Context(), loopback.Says("bukti"))
	if !bytes.Equal(bot.Download(got), picture(1)) || got.Content.GetImageMessage().GetMimetype() != "image/png" {
		t.Error("another image arrived")
	}
	ana.SendDocument([]byte("%PDF-1.4 ..."), "bukti.pdf", "ini PDF-nya")
	got = bot.Expect(t.Context(), loopback.Says("ini PDF-nya"))
	if got.Content.GetDocumentMessage().GetFileName() != "bukti.pdf" || string(bot.Download(got)) != "%PDF-1.4 ..." {
		t.Error("another document arrived")
	}
	bot.SendImage(picture(2), "")
	got = ana.Expect(t.Context(), loopback.Anything)
	if !bytes.Equal(ana.Download(got), picture(2)) {
		t.Error("another image came back")
	}
}

func TestAlbumNamesItsParent(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	ids := ana.SendAlbum("tiga bukti", picture(1), picture(2), picture(3))
	for i, id := range ids {
		got := bot.Expect(t.Context(), loopback.Anything)
		switch {
		case got.ID != id:
			t.Errorf("message %d is %s, want %s", i, got.ID, id)
		case i == 0 && got.Content.GetAlbumMessage().GetExpectedImageCount() != 3:
			t.Error("the announcement does not count")
		case i > 0 && got.Parent != ids[0]:
			t.Errorf("picture %d belongs to %q", i, got.Parent)
		case i > 0 && !bytes.Equal(bot.Download(got), picture(uint8(i))):
			t.Errorf("picture %d is another one", i)
		}
	}
}

func TestHDPictureFollowsTheSmallOne(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	small, _ := ana.SendHD(picture(1), picture(2), "bukti")
	bot.Expect(t.Context(), func(m loopback.Message) bool { return m.ID == small })
	got := bot.Expect(t.Context(), loopback.Anything)
	if got.Parent != small || !bytes.Equal(bot.Download(got), picture(2)) {
		t.Errorf("second picture belongs to %q", got.Parent)
	}
}

func TestLinkedDeviceDoesNotGetWhatIsViewedOnce(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	phone := s.NewPhone(t, desk, loopback.To(applicant))
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	id := ana.SendViewOnce(picture(1), "sekali")
	seen(t, bot.Chat, id, func(m loopback.Message) bool { return m.ViewOnce && m.Waiting && m.Content == nil })
	if got := phone.Expect(t.Context(), loopback.Anything); got.ID != id || !got.ViewOnce {
		t.Errorf("phone got %+v", got)
	}
}

func TestMediaFails(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	ana.SendImage(picture(1), "")
	image := bot.Expect(t.Context(), loopback.Anything).Content.GetImageMessage()

	for _, test := range []struct {
		fault *loopback.MediaFault
		want  error
	}{
		{&loopback.MediaFault{Status: 403}, whatsmeow.ErrMediaDownloadFailedWith403},
		{&loopback.MediaFault{Status: 404}, whatsmeow.ErrMediaDownloadFailedWith404},
		{&loopback.MediaFault{Status: 410}, whatsmeow.ErrMediaDownloadFailedWith410},
		{&loopback.MediaFault{Body: []byte("something else that is long enough")}, whatsmeow.ErrInvalidMediaEncSHA256},
	} {
		s.OnMedia(func(*http.Request) *loopback.MediaFault { return test.fault })
		if _, err := bot.Client.Download(t.Context(), image); !errors.Is(err, test.want) {
			t.Errorf("%+v: %v, want %v", *test.fault, err, test.want)
		}
	}
	s.OnMedia(func(*http.Request) *loopback.MediaFault { return &loopback.MediaFault{Delay: time.Millisecond} })
	if _, err := bot.Client.Download(t.Context(), image); err != nil {
		t.Errorf("late: %v", err)
	}
	s.OnMedia(nil)
	bare := &waE2E.ImageMessage{
		DirectPath: new(strings.SplitN(image.GetDirectPath(), "?", 2)[0] + "?"),
		MediaKey:   image.MediaKey, FileEncSHA256: image.FileEncSHA256, FileSHA256: image.FileSHA256,
	}
	if _, err := bot.Client.Download(t.Context(), bare); !errors.Is(err, whatsmeow.ErrMediaDownloadFailedWith403) {
		t.Errorf("without the signature: %v", err)
	}
}

func TestEndlessMediaEndsWithItsReader(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	s.OnMedia(func(*http.Request) *loopback.MediaFault { return &loopback.MediaFault{Endless: true} })
	resp, err := s.HTTPClient().Get("https://mmg.whatsapp.net/v/anything")
	must(t, err)
	buf := make([]byte, 1<<20)
	for range 3 {
		if _, err = resp.Body.Read(buf); err != nil {
			t.Fatal(err)
		}
	}
	must(t, resp.Body.Close())
}

func TestPhoneUploadsAgain(t *testing.T) {
	t.Parallel()
	s := loopback.Start(t, loopback.Options{})
	bot := s.NewPhone(t, desk, loopback.Linked(), loopback.To(applicant))
	h := watch(bot.Client)
	ana := s.NewPhone(t, applicant, loopback.To(desk))
	ana.SendImage(picture(1), "")
	got := bot.Expect(t.Context(), loopback.Anything)
	image := got.Content.GetImageMessage()
	moved := s.MoveMedia(image.GetDirectPath())
	if _, err := bot.Client.Download(t.Context(), image); !errors.Is(err, whatsmeow.ErrMediaDownloadFailedWith404) {
		t.Fatalf("moved: %v", err)
	}

	must(t, bot.Client.SendMediaRetryReceipt(t.Context(), got.Info, image.MediaKey))
	lost, err := s.WaitLostMedia(soon(t), desk)
	must(t, err)
	must(t, lost.Restore(image.MediaKey, moved))
	event := first(t, h, func(e *events.MediaRetry) bool { return e.MessageID == got.ID })
	answer, err := whatsmeow.DecryptMediaRetryNotification(event, image.MediaKey)
	must(t, err)
	if answer.GetResult() != waMmsRetry.MediaRetryNotification_SUCCESS {
		t.Fatalf("phone answers %s", answer.GetResult())
	}
	image.DirectPath = answer.DirectPath
	if data, err := bot.Client.Download(t.Context(), image); err != nil || !bytes.Equal(data, picture(1)) {
		t.Errorf("after the new upload: %v", err)
	}
}
