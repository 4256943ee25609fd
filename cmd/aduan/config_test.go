package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const example = "../../config.example.yaml"

func TestExampleIsTheDefaults(t *testing.T) {
	t.Parallel()
	got, places, err := loadConfig(example, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(DefaultConfig(), got); diff != "" {
		t.Errorf("config.example.yaml differs from the defaults (-default +example):\n%s", diff)
	}
	for _, s := range settings(&got) {
		if _, ok := places[s.key]; !ok {
			t.Errorf("config.example.yaml does not mention %s", s.key)
		}
	}
}

func TestExampleAsksAQuestionBeforeEveryKey(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	var comment []string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if text, ok := strings.CutPrefix(line, "#"); ok {
			comment = append(comment, text)
			continue
		}
		if line != "" && !strings.HasSuffix(line, ":") { // a setting, not a section
			if n := len(comment); n < 1 || n > 2 || !strings.Contains(strings.Join(comment, ""), "?") {
				t.Errorf("%q wants a question of one or two lines before it, not %q", line, comment)
			}
		}
		comment = nil
	}
}

// Every setting needs a name in the file and in the environment, and a type
// that both can be read into.
func TestEverySettingHasItsNames(t *testing.T) {
	t.Parallel()
	var c Config
	seen := map[string]bool{}
	for _, s := range settings(&c) {
		want := prefix + strings.ToUpper(strings.ReplaceAll(s.key, ".", "_"))
		if s.variable != want {
			t.Errorf("%s is read from %s, want %s", s.key, s.variable, want)
		}
		if s.key == "" || strings.HasSuffix(s.key, ".") || seen[s.key] {
			t.Errorf("%q is no key of its own", s.key)
		}
		seen[s.key] = true
	}
}

func TestDefaultsAreValid(t *testing.T) {
	t.Parallel()
	if err := DefaultConfig().Validate(); err != nil {
		t.Error(err)
	}
}

func TestFlagsBeatEnvironmentBeatsFile(t *testing.T) {
	t.Parallel()
	path := write(t, "data: from-file\nzone: Asia/Makassar\nlog:\n  level: warn\n  format: json\n")
	got, places, err := loadConfig(path, []string{"ADUAN_DATA=from-environment", "ADUAN_LOG_LEVEL=debug", "ADUAN_ZONE=", "ADUAN_CONFIG=elsewhere.yaml", "HOME=/"}, func(c *Config) {
		c.Log.Level = "trace"
	})
	if err != nil {
		t.Fatal(err)
	}
	want := DefaultConfig()
	want.Zone = "Asia/Makassar" // an empty variable is not set
	want.Log.Format = "json"
	want.Data = "from-environment"
	want.Log.Level = "trace"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	wantPlaces := map[string]place{
		"data":       "ADUAN_DATA",
		"zone":       place(path + ":2:7"),
		"log.format": place(path + ":5:11"),
		"log.level":  "--log-level",
	}
	if diff := cmp.Diff(wantPlaces, places); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFilesWithoutSettingsGiveTheDefaults(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"", "# nothing\n", "---\n", "log:\n  # level: debug\n", "\ufeffdata: ./data\r\nlog: {}\r\n"} {
		got, err := LoadConfig(write(t, file), nil, nil)
		if err != nil {
			t.Errorf("%q: %v", file, err)
		} else if !cmp.Equal(got, DefaultConfig()) {
			t.Errorf("%q: got %+v", file, got)
		}
	}
}

// The messages are tested whole: they are what somebody reads whose aduan does
// not start.
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		file    string
		environ []string
		flags   func(*Config)
		want    []string
	}{
		{
			name: "unknown key",
			file: "data: ./data\n\nzona: Asia/Jakarta\n",
			want: []string{`c.yaml:3:1: unknown key "zona", did you mean "zone"?`},
		},
		{
			name: "unknown key in a section",
			file: "log:\n  levle: debug\n",
			want: []string{`c.yaml:2:3: unknown key "log.levle", did you mean "log.level"?`},
		},
		{
			name: "unknown section",
			file: "remainder:\n  after: 2h\n",
			want: []string{`c.yaml:1:1: unknown key "remainder", did you mean "reminder"?`},
		},
		{
			name: "key outside its section",
			file: "level: debug\nlog:\n  zone: Asia/Jakarta\n",
			want: []string{
				`c.yaml:1:1: unknown key "level", write "level:" indented below "log:"`,
				`c.yaml:3:3: unknown key "log.zone", write "zone:" without indenting it`,
			},
		},
		{
			name: "key and section on one line",
			file: "log.level: debug\n",
			want: []string{`c.yaml:1:1: unknown key "log.level", write "level:" indented below "log:"`},
		},
		{
			name: "key like no other",
			file: "webhook_url: x\n",
			want: []string{`c.yaml:1:1: unknown key "webhook_url", "aduan config" lists all there are`},
		},
		{
			name: "key twice",
			file: "zone: Asia/Jakarta\nlog:\n  level: info\n  level: debug\nzone: Asia/Makassar\n",
			want: []string{
				`c.yaml:4:3: "log.level" stands here a second time, keep this line or line 3`,
				`c.yaml:5:1: "zone" stands here a second time, keep this line or line 1`,
			},
		},
		{
			name: "wrong types",
			file: "data: [a, b]\nzone: 7\nform:\nlanguage: true\nquiet: {h: 6}\nlog: debug\nreminder: []\n",
			want: []string{
				`c.yaml:1:7: data: it takes one value such as "./data", not a list`,
				`c.yaml:2:7: zone: it takes text such as "Asia/Jakarta", not a number, put "7" in quotes if it is meant`,
				`c.yaml:3:6: form: it has no value, write one such as "" or remove the line`,
				`c.yaml:4:11: language: it takes text such as "id", not a yes or no, put "true" in quotes if it is meant`,
				`c.yaml:5:8: quiet: it takes one value such as "6h", not keys of its own`,
				`c.yaml:6:6: log: lines such as "level: info" belong here, not "debug"`,
				`c.yaml:7:11: reminder: lines such as "after: 2h" belong here, not a list`,
			},
		},
		{
			name: "a list instead of settings",
			file: "- data: ./data\n",
			want: []string{`c.yaml:1:1: lines such as "data: ./data" belong here, not a list`},
		},
		{
			name: "two documents",
			file: "data: ./data\n---\nzone: Asia/Jakarta\n",
			want: []string{`c.yaml:2:1: a second document begins here, write all settings into one and remove the line ---`},
		},
		{
			name: "not YAML",
			file: "data: ./data\nlog: [debug\n",
			want: []string{`c.yaml:3:1: did not find expected ',' or ']' while parsing a flow sequence`},
		},
		{
			name: "a tab",
			file: "log:\n\tlevel: debug\n",
			want: []string{`c.yaml:2:1: this line is indented with a tab, use spaces`},
		},
		{
			name: "values without a unit or with a wrong one",
			file: "quiet: 6\nmin_free: 256\ndraft:\n  keep: 2w\nproof:\n  max_size: 1.5MB\nreminder:\n  after: -1h\n  from: 7\n  until: 25:00\n",
			want: []string{
				`c.yaml:1:8: quiet: "6" is no length of time, write a number and its unit such as 90m, 6h or 14d`,
				`c.yaml:2:11: min_free: "256" is no size, write a whole number and its unit such as 500KB or 10MB`,
				`c.yaml:4:9: draft.keep: "2w" is no length of time, write a number and its unit such as 90m, 6h or 14d`,
				`c.yaml:6:13: proof.max_size: "1.5MB" is no size, write a whole number and its unit such as 500KB or 10MB`,
				`c.yaml:8:10: reminder.after: "-1h" is no length of time, write a number and its unit such as 90m, 6h or 14d`,
				`c.yaml:9:9: reminder.from: "7" is no time of day, write hours and minutes such as 07:00`,
				`c.yaml:10:10: reminder.until: "25:00" is no time of day, write hours and minutes such as 07:00`,
			},
		},
		{
			name: "values that cannot be",
			file: `data: ""
language: jv
zone: WITA
number_prefix: ADUL
min_free: 10KB
log:
  level: warning
  format: text
reminder:
  after: 20d
  from: "21:00"
  until: "07:00"
proof:
  max_size: 11MB
quiet: 8d
`,
			want: []string{
				`c.yaml:1:7: data: it is empty, write a directory such as ./data`,
				`c.yaml:2:11: language: "jv" is none of its values, write id or en`,
				`c.yaml:3:7: zone: "WITA" is no time zone here, write its city's, Asia/Makassar`,
				`c.yaml:4:16: number_prefix: "ADUL" cannot begin a number, write 2 to 5 capital letters without I, L and O, which are read as digits, such as ADU`,
				`c.yaml:5:11: min_free: 10KB is out of range, write a size from 1MB to 1024GB`,
				`c.yaml:7:10: log.level: "warning" is none of its values, write trace, debug, info, warn or error`,
				`c.yaml:8:11: log.format: "text" is none of its values, write console, json or auto`,
				`c.yaml:12:10: reminder.until: 07:00 is not later than reminder.from, which is 21:00, write a later hour of the same day, at most 24:00`,
				`c.yaml:10:10: reminder.after: 20d is not shorter than draft.keep, which is 14d, so nobody would ever be reminded, write a shorter time`,
				`c.yaml:14:13: proof.max_size: 11MB is out of range, write a size from 1KB to 10MB`,
				`c.yaml:15:8: quiet: 8d is out of range, write a time from 1s to 7d`,
			},
		},
		{
			name: "two settings that do not go together, one of them a default",
			file: "reminder:\n  from: 22:00\n",
			want: []string{`c.yaml:2:9: reminder.until: 21:00 is not later than reminder.from, which is 22:00, write a later hour of the same day, at most 24:00`},
		},
		{
			name:    "environment",
			environ: []string{"ADUAN_LOGLEVEL=debug", "ADUAN_CONFG=x", "ADUAN_WEBHOOK_URL=x", "ADUAN_QUIET=6", "ADUAN_ZONE=Local", "ADUAN_ACTIVE_HELP=0"},
			want: []string{
				`ADUAN_CONFG: unknown variable, did you mean "ADUAN_CONFIG"?`,
				`ADUAN_LOGLEVEL: unknown variable, did you mean "ADUAN_LOG_LEVEL"?`,
				`ADUAN_QUIET: "6" is no length of time, write a number and its unit such as 90m, 6h or 14d`,
				`ADUAN_WEBHOOK_URL: unknown variable, "aduan config" lists all there are`,
				`ADUAN_ZONE: zone: "Local" is no time zone, write a city's such as Asia/Jakarta`,
			},
		},
		{
			name:  "flag",
			file:  "log:\n  level: debug\n",
			flags: func(c *Config) { c.Log.Level = "loud" },
			want:  []string{`--log-level: log.level: "loud" is none of its values, write trace, debug, info, warn or error`},
		},
		{
			name:    "all sources at once",
			file:    "zona: x\nlanguage: jv\n",
			environ: []string{"ADUAN_DATTA=x"},
			flags:   func(c *Config) { c.Data = "" },
			want: []string{
				`c.yaml:1:1: unknown key "zona", did you mean "zone"?`,
				`ADUAN_DATTA: unknown variable, did you mean "ADUAN_DATA"?`,
				`--data: data: it is empty, write a directory such as ./data`,
				`c.yaml:2:11: language: "jv" is none of its values, write id or en`,
			},
		},
		{
			name: "aliases cannot run away",
			file: "data: &a [*a]\nlog: &b\n  <<: *b\n",
			want: []string{
				`c.yaml:1:7: data: it takes one value such as "./data", not a list`,
				`c.yaml:3:3: unknown key "log.<<", "aduan config" lists all there are`,
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := write(t, test.file)
			_, err := LoadConfig(path, test.environ, test.flags)
			if err == nil {
				t.Fatal("no fault was found")
			}
			got := strings.ReplaceAll(err.Error(), filepath.Dir(path)+string(filepath.Separator), "")
			if diff := cmp.Diff(test.want, strings.Split(got, "\n")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNamedFileMustBeThere(t *testing.T) {
	t.Parallel()
	if _, err := LoadConfig("", nil, nil); err != nil {
		t.Error(err)
	}
	_, err := LoadConfig("nowhere.yaml", nil, nil)
	want := "nowhere.yaml: there is no such file, correct --config or ADUAN_CONFIG, or leave it out for the defaults"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err = LoadConfig(t.TempDir(), nil, nil); err == nil {
		t.Error("a directory was read as a file")
	}
}

func TestDuration(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"14d": 14 * day, "1d12h": 36 * time.Hour, "2h": 2 * time.Hour, "1h30m": 90 * time.Minute,
		"90m": 90 * time.Minute, "30s": 30 * time.Second, "0s": 0, "48h": 2 * day, "10m": 10 * time.Minute, "20h": 20 * time.Hour,
	} {
		var got, again Duration
		if err := got.UnmarshalText([]byte(text)); err != nil || got != Duration(want) {
			t.Errorf("%q: got %s, %v", text, got, err)
		}
		if err := again.UnmarshalText([]byte(got.String())); err != nil || again != got {
			t.Errorf("%q: written as %q and read back as %s, %v", text, got, again, err)
		}
	}
	for _, text := range []string{"", "d", "14", "14 d", "-1d", "1d-1h", "1dd", "1.5d", "99999999d", "1h2d", "65535d2562047h", "65535d2000000h"} {
		var got Duration
		if err := got.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q was read as %s", text, got)
		}
	}
}

func TestClock(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"07:00": "07:00", "7:05": "07:05", "00:00": "00:00", "23:59": "23:59", "24:00": "24:00"} {
		var got Clock
		if err := got.UnmarshalText([]byte(text)); err != nil || got.String() != want {
			t.Errorf("%q: got %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "7", "7:5", "24:01", "12:60", "-1:00", "07:00:00", "7.00", "7pm", ":30"} {
		var got Clock
		if err := got.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q was read as %s", text, got)
		}
	}
}

func TestSize(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Size{"10MB": 10 << 20, "256 mb": 256 << 20, "1KB": 1 << 10, "1GB": 1 << 30, "2048KB": 2 << 20, "512B": 512, "0B": 0} {
		var got, again Size
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%q: got %s, %v", text, got, err)
		}
		if err := again.UnmarshalText([]byte(got.String())); err != nil || again != got {
			t.Errorf("%q: written as %q and read back as %s, %v", text, got, again, err)
		}
	}
	for _, text := range []string{"", "10", "MB", "1.5MB", "-1MB", "10TB", "99999999999GB"} {
		var got Size
		if err := got.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q was read as %s", text, got)
		}
	}
}

func TestZone(t *testing.T) {
	t.Parallel()
	c := DefaultConfig()
	location, err := c.Location()
	if err != nil || location.String() != "Asia/Jakarta" {
		t.Errorf("got %v, %v", location, err)
	}
	for _, zone := range []string{"", "Local", "wib", "Asia/Jakrta", "../etc/passwd"} {
		c.Zone = zone
		if location, err := c.Location(); err == nil {
			t.Errorf("%q was read as %v", zone, location)
		}
	}
}

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
