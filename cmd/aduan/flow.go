package main

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"aduan/flows"
)

// flow makes the conversation that the settings ask for. A fault in the form
// is a fault in the settings.
func flow(c Config) (*flows.Flow, error) {
	zone, err := c.Location()
	if err != nil {
		return nil, exitError{exitUsage, err}
	}
	form, err := form(c)
	if err != nil {
		return nil, exitError{exitUsage, err}
	}
	texts, err := flows.LoadTexts()
	if err != nil {
		return nil, err
	}
	return &flows.Flow{Form: form, Texts: texts, Rules: flows.Rules{
		Language: c.Language, Zone: zone, Prefix: c.NumberPrefix,
		RemindAfter: time.Duration(c.Reminder.After),
		RemindFrom:  time.Duration(c.Reminder.From), RemindUntil: time.Duration(c.Reminder.Until),
		Keep: time.Duration(c.Draft.Keep), Quiet: time.Duration(c.Quiet),
	}}, nil
}

// form is the one that the settings name, or the one that comes with aduan.
func form(c Config) (*flows.Form, error) {
	if c.Form == "" {
		return flows.Embedded("emeterai")
	}
	f, err := flows.LoadFile(c.Form)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no form file %s: name one that is there, or leave form out to use the one that comes with aduan", c.Form)
	}
	return f, err
}
