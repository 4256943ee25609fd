package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// PeopleFile is the file in a demo's data directory that lists its phones. A directory without it is none of a demo's.
const PeopleFile = "demo.json"

// most is how many phones there can be: each is a whole client.
const most = 16

var errMost = refusal{"phones", fmt.Sprintf("there are %d phones already, which is all that this demo gives out", most)}

// person is who has a phone.
type person struct {
	Number string `json:"number"`
	Name   string `json:"name"`
	Staff  bool   `json:"staff,omitempty"`
}

// kept is what a demo remembers beside the record: who has a phone, in which order they got it (a loopback counts its
// private addresses by that, and the record knows people by them), and the clock.
type kept struct {
	People []person      `json:"people"`
	Ahead  time.Duration `json:"ahead"`
}

var names = []string{
	"Budi Santoso", "Citra Dewi", "Dimas Pratama", "Eka Putri", "Fajar Nugroho", "Gita Maharani", "Hendra Wijaya",
	"Intan Permata", "Joko Susilo", "Kartika Sari", "Lukman Hakim", "Maya Anggraini", "Nanda Saputra", "Oki Firmansyah",
}

// next is the applicant after so many phones.
func next(phones int) person {
	return person{Number: fmt.Sprintf("62857%08d", 10_203_040+1_010_101*phones), Name: names[(phones-2)%len(names)]}
}

// recall reads what the last demo on a directory kept.
func recall(dir string) (kept, error) {
	k := kept{People: []person{{ApplicantNumber, "Ana Lestari", false}, {StaffNumber, StaffName, true}}}
	if dir == "" {
		return k, nil
	}
	b, err := os.ReadFile(filepath.Join(dir, PeopleFile))
	if errors.Is(err, fs.ErrNotExist) {
		return k, write(dir, k)
	} else if err != nil {
		return k, err
	}
	if err := json.Unmarshal(b, &k); err != nil {
		return k, fmt.Errorf("%s: %w", PeopleFile, err)
	}
	return k, nil
}

func write(dir string, k kept) error {
	b, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, PeopleFile), append(b, '\n'), 0o600)
}

func (d *Demo) keep() error {
	if d.opts.Dir == "" {
		return nil
	}
	k := kept{Ahead: d.clock.Ahead()}
	for _, p := range d.people() {
		k.People = append(k.People, p.person)
	}
	return write(d.opts.Dir, k)
}

// addApplicant gives the next person a phone.
func (d *Demo) addApplicant(ctx context.Context) (*phone, error) {
	d.adding.Lock()
	defer d.adding.Unlock()
	n := len(d.people())
	if n >= most {
		return nil, errMost
	}
	p, err := d.add(ctx, next(n))
	if err != nil {
		return nil, err
	}
	return p, d.keep()
}
