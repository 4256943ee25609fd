package main

// Settings, from the weakest voice to the strongest: DefaultConfig, the file
// named by --config or ADUAN_CONFIG, the environment, the flags. The rules are:
//
//   - No file is searched for. One that was named must be there.
//   - A key or an ADUAN_ variable that nobody knows is an error: a setting
//     that is misspelt must not look as if it were in force.
//   - A number with a unit needs its unit: 6h, 14d, 10MB.
//   - An empty variable counts as not set.
//   - Every fault is reported at once, with the place it comes from and with
//     what to write instead.

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
)

// Config is every setting. config.example.yaml says what each one is for.
type Config struct {
	Data         string `yaml:"data" env:"DATA"`
	Form         string `yaml:"form" env:"FORM"` // "" is the embedded form
	Language     string `yaml:"language" env:"LANGUAGE"`
	Zone         string `yaml:"zone" env:"ZONE"`
	NumberPrefix string `yaml:"number_prefix" env:"NUMBER_PREFIX"`
	MinFree      Size   `yaml:"min_free" env:"MIN_FREE"`

	Log struct {
		Level  string `yaml:"level" env:"LEVEL"`
		Format string `yaml:"format" env:"FORMAT"`
	} `yaml:"log" envPrefix:"LOG_"`

	Reminder struct {
		After Duration `yaml:"after" env:"AFTER"`
		From  Clock    `yaml:"from" env:"FROM"`
		Until Clock    `yaml:"until" env:"UNTIL"`
	} `yaml:"reminder" envPrefix:"REMINDER_"`

	Draft struct {
		Keep Duration `yaml:"keep" env:"KEEP"`
	} `yaml:"draft" envPrefix:"DRAFT_"`

	Proof struct {
		MaxSize Size `yaml:"max_size" env:"MAX_SIZE"`
	} `yaml:"proof" envPrefix:"PROOF_"`

	Quiet Duration `yaml:"quiet" env:"QUIET"`

	Staff People `yaml:"staff" env:"STAFF"`

	Desk struct {
		Claim    Duration `yaml:"claim" env:"CLAIM"`
		Hold     Duration `yaml:"hold" env:"HOLD"`
		Cards    Number   `yaml:"cards" env:"CARDS"`
		Takeover Duration `yaml:"takeover" env:"TAKEOVER"`
		Window   Duration `yaml:"window" env:"WINDOW"`
		Close    Duration `yaml:"close" env:"CLOSE"`
		Daily    Clock    `yaml:"daily" env:"DAILY"`
	} `yaml:"desk" envPrefix:"DESK_"`
}

// DefaultConfig returns the settings of somebody who has set nothing.
func DefaultConfig() Config {
	var c Config
	c.Data = "./data"
	c.Language = "id"
	c.Zone = "Asia/Jakarta"
	c.NumberPrefix = "ADU"
	c.MinFree = 256 * megabyte
	c.Log.Level = "info"
	c.Log.Format = "auto"
	c.Reminder.After = Duration(2 * time.Hour)
	c.Reminder.From = Clock(7 * time.Hour)
	c.Reminder.Until = Clock(21 * time.Hour)
	c.Draft.Keep = Duration(14 * day)
	c.Proof.MaxSize = 10 * megabyte
	c.Quiet = Duration(6 * time.Hour)
	c.Desk.Claim = Duration(12 * time.Hour)
	c.Desk.Hold = Duration(20 * time.Second)
	c.Desk.Cards = 20
	c.Desk.Takeover = Duration(2 * time.Hour)
	c.Desk.Window = Duration(7 * day)
	c.Desk.Close = Duration(3 * day)
	c.Desk.Daily = Clock(8 * time.Hour)
	return c
}

// LoadConfig reads the file at path ("" is no file), then the variables in
// environ, and then lets flags (nil is none) change the result, which it
// validates. What it returns with an error is not to be used.
func LoadConfig(path string, environ []string, flags func(*Config)) (Config, error) {
	c, _, err := loadConfig(path, environ, flags)
	return c, err
}

// A place is where a setting was last given: aduan.yaml:4:7, ADUAN_ZONE or
// --data.
type place string

// loadConfig is LoadConfig, and tells by key where each setting was given.
func loadConfig(path string, environ []string, flags func(*Config)) (Config, map[string]place, error) {
	c := DefaultConfig()
	places := map[string]place{}
	var faults []error

	if path != "" {
		data, err := os.ReadFile(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			faults = append(faults, fmt.Errorf("%s: there is no such file, correct --config or ADUAN_CONFIG, or leave it out for the defaults", path))
		case err != nil:
			faults = append(faults, fmt.Errorf("read configuration: %w", err))
		default:
			faults = append(faults, readFile(&c, path, data, places)...)
		}
	}
	faults = append(faults, readEnvironment(&c, environ, places)...)
	if flags != nil {
		before := c
		flags(&c)
		old := settings(&before)
		for i, s := range settings(&c) {
			if s.text() != old[i].text() {
				places[s.key] = s.flag()
			}
		}
	}
	for _, f := range c.findings() {
		faults = append(faults, f.at(places))
	}
	return c, places, errors.Join(faults...)
}

// Variables that start with ADUAN_ and are no settings: the name of the file,
// and two that shell completion reads.
var otherVariables = []string{"ADUAN_CONFIG", "ADUAN_ACTIVE_HELP", "ADUAN_COMPLETION_DESCRIPTIONS"}

// readEnvironment takes each variable by itself, so that a fault can say which
// one it is in.
func readEnvironment(c *Config, environ []string, places map[string]place) (faults []error) {
	known := map[string]string{} // variable to key
	for _, s := range settings(c) {
		known[s.variable] = s.key
	}
	variables := env.ToMap(environ)
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		if !strings.HasPrefix(name, prefix) || slices.Contains(otherVariables, name) {
			continue
		}
		key, ok := known[name]
		if !ok {
			faults = append(faults, fmt.Errorf("%s: unknown variable%s", name, didYouMean(nearestVariable(name, known))))
			continue
		}
		if variables[name] == "" {
			continue
		}
		err := env.ParseWithOptions(c, env.Options{
			Prefix:      prefix,
			Environment: map[string]string{name: variables[name]},
		})
		if err != nil {
			if inner := (env.ParseError{}); errors.As(err, &inner) {
				err = inner.Err
			}
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
			continue
		}
		places[key] = place(name)
	}
	return faults
}

// nearestVariable compares what follows the prefix, which all have in common.
func nearestVariable(name string, known map[string]string) string {
	names := []string{"CONFIG"}
	for variable := range known {
		names = append(names, strings.TrimPrefix(variable, prefix))
	}
	if near := nearest(strings.TrimPrefix(name, prefix), names); near != "" {
		return prefix + near
	}
	return ""
}

// A finding is a setting with a value that cannot be. Where two settings do
// not go together both are named, first the one that is to be changed.
type finding struct {
	keys []string
	text string
}

func (f finding) Error() string { return f.keys[0] + ": " + f.text }

// at puts the place before the finding, if one of its settings was given at a
// place.
func (f finding) at(places map[string]place) error {
	for _, key := range f.keys {
		if p, ok := places[key]; ok {
			return fmt.Errorf("%s: %w", p, f)
		}
	}
	return f
}

// Validate reports every setting whose value cannot be, joined.
func (c Config) Validate() error {
	var faults []error
	for _, f := range c.findings() {
		faults = append(faults, f)
	}
	return errors.Join(faults...)
}

func (c Config) findings() (findings []finding) {
	refuse := func(key, format string, values ...any) {
		findings = append(findings, finding{[]string{key}, fmt.Sprintf(format, values...)})
	}
	oneOf := func(key, value string, allowed ...string) {
		if !slices.Contains(allowed, value) {
			last := len(allowed) - 1
			refuse(key, "%q is none of its values, write %s or %s", value, strings.Join(allowed[:last], ", "), allowed[last])
		}
	}
	duration := func(key string, value Duration, least, most time.Duration) {
		if value < Duration(least) || value > Duration(most) {
			refuse(key, "%s is out of range, write a time from %s to %s", value, Duration(least), Duration(most))
		}
	}
	size := func(key string, value, least, most Size) {
		if value < least || value > most {
			refuse(key, "%s is out of range, write a size from %s to %s", value, least, most)
		}
	}

	if c.Data == "" {
		refuse("data", "it is empty, write a directory such as ./data")
	}
	oneOf("language", c.Language, "id", "en")
	if _, err := c.Location(); err != nil {
		refuse("zone", "%v", err)
	}
	if !isNumberPrefix(c.NumberPrefix) {
		refuse("number_prefix", "%q cannot begin a number, write 2 to 5 capital letters without I, L and O, which are read as digits, such as ADU", c.NumberPrefix)
	}
	size("min_free", c.MinFree, megabyte, 1024*gigabyte)
	oneOf("log.level", c.Log.Level, logLevels...)
	oneOf("log.format", c.Log.Format, "console", "json", "auto")
	duration("reminder.after", c.Reminder.After, time.Second, 365*day)
	if c.Reminder.Until <= c.Reminder.From {
		findings = append(findings, finding{
			[]string{"reminder.until", "reminder.from"},
			fmt.Sprintf("%s is not later than reminder.from, which is %s, write a later hour of the same day, at most 24:00", c.Reminder.Until, c.Reminder.From),
		})
	}
	duration("draft.keep", c.Draft.Keep, time.Second, 365*day)
	if c.Reminder.After >= c.Draft.Keep {
		findings = append(findings, finding{
			[]string{"reminder.after", "draft.keep"},
			fmt.Sprintf("%s is not shorter than draft.keep, which is %s, so nobody would ever be reminded, write a shorter time", c.Reminder.After, c.Draft.Keep),
		})
	}
	size("proof.max_size", c.Proof.MaxSize, kilobyte, 10*megabyte)
	duration("quiet", c.Quiet, time.Second, 7*day)
	duration("desk.claim", c.Desk.Claim, time.Minute, 30*day)
	duration("desk.hold", c.Desk.Hold, 0, 10*time.Minute)
	if c.Desk.Cards > 1000 {
		refuse("desk.cards", "%s is out of range, write a number from 0 to 1000", c.Desk.Cards)
	}
	duration("desk.takeover", c.Desk.Takeover, time.Minute, 7*day)
	duration("desk.window", c.Desk.Window, time.Hour, 365*day)
	duration("desk.close", c.Desk.Close, time.Hour, 365*day)
	return findings
}

// isNumberPrefix reports whether a complaint's number can begin with s. I, L
// and O are out because whoever types a number mixes them up with 1 and 0, and
// the reader of numbers takes them for those.
func isNumberPrefix(s string) bool {
	return len(s) >= 2 && len(s) <= 5 && strings.Trim(s, "ABCDEFGHJKMNPQRSTUVWXYZ") == ""
}

// Location returns the time zone in which people are told days and hours.
func (c Config) Location() (*time.Location, error) {
	// Go would take both for a zone: the one for UTC, the other for whatever
	// the machine has.
	if c.Zone == "" || c.Zone == "Local" {
		return nil, fmt.Errorf("%q is no time zone, write a city's such as Asia/Jakarta", c.Zone)
	}
	if city, ok := indonesianZones[strings.ToUpper(c.Zone)]; ok {
		return nil, fmt.Errorf("%q is no time zone here, write its city's, %s", c.Zone, city)
	}
	location, err := time.LoadLocation(c.Zone)
	if err != nil {
		return nil, fmt.Errorf("%q is no time zone, write a city's such as Asia/Jakarta, Asia/Makassar or Asia/Jayapura", c.Zone)
	}
	return location, nil
}

var indonesianZones = map[string]string{
	"WIB":  "Asia/Jakarta",
	"WITA": "Asia/Makassar",
	"WIT":  "Asia/Jayapura",
}

var logLevels = []string{"trace", "debug", "info", "warn", "error"}
