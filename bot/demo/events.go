package demo

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"aduan/bot/loopback"
)

// deskKey is the key of everything that is no phone.
const deskKey = "desk"

// house is what the page shows around the phones.
type house struct {
	deskState
	Name   string    `json:"name"`
	Number string    `json:"number"`
	Lang   string    `json:"lang"`
	Zone   string    `json:"zone"`
	Now    time.Time `json:"now"`
	Ahead  int64     `json:"ahead"` // seconds
}

func (d *Demo) house() house {
	return house{
		deskState: d.power.shown(), Name: d.opts.Name, Number: loopback.Digits(DeskNumber), Lang: d.opts.Lang, Zone: d.opts.Zone.String(),
		Now: d.clock.Now(), Ahead: int64(d.clock.Ahead() / time.Second),
	}
}

// events tells a page everything, and then whatever changes, for as long as it is open.
func (d *Demo) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	rc := http.NewResponseController(w)
	wake, leave := d.board.read()
	defer leave()
	seen := map[string]int{}
	alive := time.NewTicker(15 * time.Second)
	defer alive.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-alive.C:
			fmt.Fprint(w, ": still here\n\n")
		case <-wake:
			for _, key := range d.board.newer(seen) {
				var event any = d.house()
				name := deskKey
				if p, ok := d.phone(key); ok {
					event, name = p.screen(), "phone"
				}
				b, err := json.Marshal(event)
				if err != nil {
					d.opts.Log.Error().Err(err).Msg("Page was not told")
					return
				}
				fmt.Fprintf(w, "event: %s\ndata: %s\n\n", name, b)
			}
		}
		if rc.Flush() != nil {
			return
		}
	}
}
