package demo

// What the page is served with. Rules:
//
//   - the address holds a token, drawn at every start; without it there is nothing here;
//   - the Host has to be the address that is served, so that no name on the internet leads here;
//   - an Origin has to be this page's, and whatever changes something has to name it;
//   - the page loads nothing from elsewhere, runs nothing inline, and is shown in no frame;
//   - a file that somebody sent is never a page: pictures are shown, all else is saved.

import (
	"crypto/subtle"
	"embed"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"strconv"
	"strings"
)

//go:embed page
var embedded embed.FS

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func (d *Demo) handler() http.Handler {
	page, err := fs.Sub(embedded, "page")
	if err != nil {
		panic(err) // it is embedded just above
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(page))
	mux.HandleFunc("GET /events", d.events)
	mux.HandleFunc("GET /file/{phone}/{id}", d.file)
	mux.HandleFunc("GET /sample/{name}", d.sample)
	mux.HandleFunc("POST /do/{act}", d.act)
	return d.guard(mux)
}

// guard lets through what the page itself asks for.
func (d *Demo) guard(next http.Handler) http.Handler {
	_, port, _ := net.SplitHostPort(d.host)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer") // the address is a secret
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if r.Host != d.host && r.Host != "localhost:"+port {
			http.Error(w, "This address is not served here.", http.StatusForbidden)
			return
		}
		if origin := r.Header.Get("Origin"); origin != "http://"+r.Host && (origin != "" || r.Method == http.MethodPost) {
			http.Error(w, "Only the page itself may ask this.", http.StatusForbidden)
			return
		}
		token, rest, slash := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		if subtle.ConstantTimeCompare([]byte(token), []byte(d.token)) != 1 {
			http.Error(w, "Open the address that aduan demo has printed, to its end.", http.StatusNotFound)
			return
		}
		if !slash {
			http.Redirect(w, r, "/"+token+"/", http.StatusSeeOther)
			return
		}
		inner := r.Clone(r.Context())
		inner.URL.Path, inner.URL.RawPath = "/"+rest, ""
		next.ServeHTTP(w, inner)
	})
}

// file serves what a message carries, decrypted by the phone that shows it.
func (d *Demo) file(w http.ResponseWriter, r *http.Request) {
	p, ok := d.phone(r.PathValue("phone"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	data, f, err := p.download(r.Context(), r.PathValue("id"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	hand(w, f.Name, data, f.Image)
}

func (d *Demo) sample(w http.ResponseWriter, r *http.Request) {
	draw, ok := samples[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	s := draw()
	hand(w, s.name, s.data, s.picture)
}

// hand gives out bytes that came from anywhere.
func hand(w http.ResponseWriter, name string, data []byte, picture bool) {
	h := w.Header()
	h.Set("Cache-Control", "private, max-age=3600, immutable")
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	if is := http.DetectContentType(data); picture && pictures[is] {
		h.Set("Content-Type", is)
	} else {
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	_, _ = w.Write(data)
}
