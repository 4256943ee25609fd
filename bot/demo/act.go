package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	maxWords = 4096     // characters of one message
	maxBody  = 48 << 20 // bytes of one request: more than the desk takes, so that its refusal can be seen
	maxFiles = 10
)

// asked is what the page asks for. Which of it counts depends on the action.
type asked struct {
	Phone  string `json:"phone"`
	Text   string `json:"text"`
	ID     string `json:"id"`
	Quote  string `json:"quote"`
	Emoji  string `json:"emoji"`
	Sample string `json:"sample"`
	To     string `json:"to"`      // desk: on, off or restart
	By     int64  `json:"seconds"` // clock

	files []upload
}

// refusal is an error that people can meet: the page says it in its own words, by the reason.
type refusal struct{ reason, says string }

func (r refusal) Error() string { return r.says }

var (
	errLarge = refusal{"large", "the files are too large together"}
	errMany  = refusal{"many", fmt.Sprintf("%d files at a time at most", maxFiles)}
	errEmpty = refusal{"empty", "this file is empty"}
)

// Errors of requests that this page does not make.
var (
	errNoPhone  = errors.New("there is no such phone")
	errNoWords  = errors.New("there is nothing to send")
	errTooLong  = fmt.Errorf("a message has %d characters at most", maxWords)
	errNoSample = errors.New("there is no such sample")
	errNoSwitch = errors.New("the desk can be switched on, off, or restart")
	errEmoji    = errors.New("this is no reaction")
)

// acts are all the things that the page can do.
var acts = map[string]func(*Demo, context.Context, asked) (any, error){
	"say": onPhone(func(p *phone, ctx context.Context, a asked) (any, error) {
		if err := a.words(); err != nil {
			return nil, err
		}
		id, err := p.say(ctx, a.Text, a.Quote)
		return map[string]string{"id": id}, err
	}),
	"edit": onPhone(func(p *phone, ctx context.Context, a asked) (any, error) {
		if err := a.words(); err != nil {
			return nil, err
		}
		return nil, p.edit(ctx, a.ID, a.Text)
	}),
	"delete": onPhone(func(p *phone, ctx context.Context, a asked) (any, error) { return nil, p.revoke(ctx, a.ID) }),
	"react": onPhone(func(p *phone, ctx context.Context, a asked) (any, error) {
		if len(a.Emoji) > 32 {
			return nil, errEmoji
		}
		return nil, p.react(ctx, a.ID, a.Emoji)
	}),
	"read": onPhone(func(p *phone, ctx context.Context, _ asked) (any, error) { return nil, p.look(ctx) }),
	"attach": onPhone(func(p *phone, ctx context.Context, a asked) (any, error) {
		if len(a.files) == 0 {
			return nil, errNoWords
		}
		if utf8.RuneCountInString(a.Text) > maxWords {
			return nil, errTooLong
		}
		return nil, p.attach(ctx, a.files, a.Text, a.Quote)
	}),
	"sample": onPhone(func(p *phone, ctx context.Context, a asked) (any, error) {
		draw, ok := samples[a.Sample]
		if !ok {
			return nil, errNoSample
		}
		return nil, p.attach(ctx, []upload{draw()}, a.Text, a.Quote)
	}),
	"applicant": func(d *Demo, ctx context.Context, _ asked) (any, error) {
		p, err := d.addApplicant(ctx)
		if err != nil {
			return nil, err
		}
		return map[string]string{"number": p.Number}, nil
	},
	"desk": func(d *Demo, ctx context.Context, a asked) (any, error) {
		ctx = context.WithoutCancel(ctx) // a page that goes away leaves nothing half done
		switch a.To {
		case "on":
			return nil, d.power.on(ctx)
		case "off":
			return nil, d.power.off()
		case "restart":
			return nil, d.power.restart(ctx)
		}
		return nil, errNoSwitch
	},
	"clock": func(d *Demo, ctx context.Context, a asked) (any, error) {
		if a.By < 0 || a.By > int64(farthest/time.Second) {
			return nil, errBackwards
		}
		return nil, d.move(context.WithoutCancel(ctx), time.Duration(a.By)*time.Second)
	},
}

// onPhone is an action of somebody.
func onPhone(do func(*phone, context.Context, asked) (any, error)) func(*Demo, context.Context, asked) (any, error) {
	return func(d *Demo, ctx context.Context, a asked) (any, error) {
		p, ok := d.phone(a.Phone)
		if !ok {
			return nil, errNoPhone
		}
		out, err := do(p, ctx, a)
		d.board.changed(p.Number)
		return out, err
	}
}

func (a asked) words() error {
	switch {
	case strings.TrimSpace(a.Text) == "":
		return errNoWords
	case utf8.RuneCountInString(a.Text) > maxWords:
		return errTooLong
	}
	return nil
}

// act answers a POST of the page.
func (d *Demo) act(w http.ResponseWriter, r *http.Request) {
	do, ok := acts[r.PathValue("act")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	a, err := readAsked(r)
	if tooBig := (*http.MaxBytesError)(nil); errors.As(err, &tooBig) {
		refuse(w, http.StatusRequestEntityTooLarge, errLarge)
		return
	} else if err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	out, err := do(d, r.Context(), a)
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, err)
		return
	}
	if out == nil {
		out = struct{}{}
	}
	answer(w, http.StatusOK, out)
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

func refuse(w http.ResponseWriter, status int, err error) {
	says := map[string]string{"error": err.Error()}
	if r := (refusal{}); errors.As(err, &r) {
		says["reason"] = r.reason
	}
	answer(w, status, says)
}

// readAsked reads JSON, or a form with files.
func readAsked(r *http.Request) (a asked, err error) {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		return a, json.NewDecoder(r.Body).Decode(&a)
	}
	if err := r.ParseMultipartForm(maxBody); err != nil {
		return a, err
	}
	defer r.MultipartForm.RemoveAll()
	a.Phone, a.Text, a.Quote = r.FormValue("phone"), r.FormValue("text"), r.FormValue("quote")
	parts := r.MultipartForm.File["file"]
	if len(parts) > maxFiles {
		return a, errMany
	}
	for _, part := range parts {
		f, err := part.Open()
		if err != nil {
			return a, err
		}
		data, err := io.ReadAll(f)
		f.Close()
		if err != nil {
			return a, err
		}
		if len(data) == 0 {
			return a, errEmpty // no phone sends that
		}
		asPicture := r.FormValue("as") != "document" && pictures[typeOf(part.Filename, data)]
		a.files = append(a.files, upload{part.Filename, data, asPicture})
	}
	return a, nil
}
