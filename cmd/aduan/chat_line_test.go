package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const mib = 1 << 20

func none() []string                    { return []string{} }
func asks(questions ...string) []string { return questions }

func TestChatDoneForEveryInput(t *testing.T) {
	t.Parallel()
	d := setup(t)
	r := d.chat([]string{say(siti, "halo"), "[]", object("wait", "1m"), "x", burst(say(siti, "2"))})
	wantQuestions(t, r, asks("HOW MANY?"), asks("error"), none(), asks("error"), asks("WHEN?"))
	if want := "line 4: not JSON"; r.by[3][0].Error != want {
		t.Errorf("got %q, want %q", r.by[3][0].Error, want)
	}
}

func TestChatBlankLines(t *testing.T) {
	t.Parallel()
	d := setup(t)
	want := d.chat([]string{say(siti, "halo"), say(siti, "2"), "x"})
	for name, input := range map[string]string{
		"between":           say(siti, "halo") + "\n\n \t\n" + say(siti, "2") + "\nx\n",
		"around":            "\n\n" + say(siti, "halo") + "\n" + say(siti, "2") + "\nx\n\n\n  ",
		"carriage returns":  "\r\n" + say(siti, "halo") + "\r\n\r\n" + say(siti, "2") + "\r\nx\r\n",
		"no last line feed": say(siti, "halo") + "\n\n" + say(siti, "2") + "\nx",
		"byte order mark":   "\ufeff" + say(siti, "halo") + "\n" + say(siti, "2") + "\nx\n",
		"blanks in a line":  "  " + say(siti, "halo") + "  \n\t" + say(siti, "2") + "\n x \n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := d.raw(input)
			line := 1 + strings.Count(input[:strings.LastIndex(input, "x")], "\n")
			if len(got.by) != 3 || len(got.by[2]) != 1 || got.by[2][0].Error != fmt.Sprintf("line %d: not JSON", line) {
				t.Fatalf("the third input should be wrong in line %d:\n%s", line, got.stdout)
			}
			if diff := cmp.Diff(want.by[:2], got.by[:2]); diff != "" {
				t.Errorf("blank lines change the output (-without +with):\n%s", diff)
			}
		})
	}
}

func TestChatEmptyInput(t *testing.T) {
	t.Parallel()
	d := setup(t)
	for _, input := range []string{"", "\n", " \r\n\n\t"} {
		if r := d.raw(input); r.code != 0 || r.stdout != "" {
			t.Errorf("input %q: exit code %d, output %q", input, r.code, r.stdout)
		}
	}
}

// A line may have 1 MiB, its end not counted.
func TestChatLongLines(t *testing.T) {
	t.Parallel()
	d := setup(t)
	line := say(siti, "halo")
	full := line + strings.Repeat(" ", mib-len(line))
	for _, end := range []string{"\n", "\r\n", ""} {
		r := d.raw(full + end)
		wantQuestions(t, r, asks("HOW MANY?"))
		r = d.raw(full + " " + end)
		wantQuestions(t, r, asks("error"))
	}
	for name, long := range map[string]string{
		"one byte more": full + " ",
		"much more":     say(siti, strings.Repeat("a", 5*mib)),
		"blanks":        strings.Repeat(" ", mib+1),
		"never ending":  strings.Repeat("[", 3*mib),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := d.chat([]string{say(budi, "halo"), long, line})
			wantQuestions(t, r, asks(budi+" HOW MANY?"), asks("error"), asks("HOW MANY?"))
			if want := "line 2: line too long: at most 1048576 bytes"; r.by[1][0].Error != want {
				t.Errorf("got %q, want %q", r.by[1][0].Error, want)
			}
		})
	}
}

// A faulty line says where and what is wrong, and does nothing.
func TestChatErrors(t *testing.T) {
	t.Parallel()
	d := setup(t)
	photo := d.jpeg(1)
	from := `{"from":"` + siti + `",`
	var lines, want []string
	for _, x := range [][2]string{
		{`x`, "not JSON"},
		{`{`, "not JSON"},
		{from + `"text":"halo"`, "not JSON"},
		{from + `"text":"halo",}`, "not JSON"},
		{`{from:"` + siti + `"}`, "not JSON"},
		{from + `"text":"a` + "\t" + `b"}`, "not JSON"},
		{from + `"text":"halo"} x`, "not JSON: something follows the value"},
		{from + `"text":"halo"} ` + from + `"text":"halo"}`, "not JSON: something follows the value"},
		{`"halo"`, "not an object or an array"},
		{`7`, "not an object or an array"},
		{`null`, "not an object or an array"},
		{from + "\"text\":\"a\xffb\"}", "invalid UTF-8"},
		{"\xc3\x28", "invalid UTF-8"},
		{"\xed\xa0\x80", "invalid UTF-8"},

		{from + `"text":"a","txt":"b"}`, `unknown field "txt"`},
		{from + `"Text":"a"}`, `unknown field "Text"`},
		{from + `"text":"a","text":"a"}`, `duplicate field "text"`},
		{from + `"text":"a","te\u0078t":"a"}`, `duplicate field "text"`},
		{`{"wait":"1h","wait":"1h"}`, `duplicate field "wait"`},

		{from + `"text":7}`, "wrong type: text has to be a string"},
		{from + `"text":null}`, "wrong type: text has to be a string"},
		{from + `"text":["a"]}`, "wrong type: text has to be a string"},
		{`{"from":6281234567890,"text":"a"}`, "wrong type: from has to be a string"},
		{from + `"file":"` + photo + `","gone":"yes"}`, "wrong type: gone has to be true or false"},
		{from + `"file":"` + photo + `","gone":null}`, "wrong type: gone has to be true or false"},
		{from + `"files":"` + photo + `"}`, "wrong type: files has to be an array of strings"},
		{from + `"files":["` + photo + `",7]}`, "wrong type: files has to be an array of strings"},
		{from + `"text":"a","at":1725598800}`, "wrong type: at has to be a string"},
		{`{"wait":3600}`, "wrong type: wait has to be a string"},
		{`{"wait":null}`, "wrong type: wait has to be a string"},

		{`{}`, "no from"},
		{`{"text":"a"}`, "no from"},
		{`{"from":"me","text":"a"}`, "from me without to"},
		{from + `"to":"` + budi + `","text":"a"}`, "to goes with from me only"},
		{`{"from":"","text":"a"}`, `"" is no address: write +62812... or lid:123`},
		{`{"from":"Siti","text":"a"}`, `"Siti" is no address: write +62812... or lid:123`},
		{`{"from":"081234567890","text":"a"}`, `"081234567890" is no address: write +62812... or lid:123`},
		{`{"from":"lid:","text":"a"}`, `"lid:" is no address: write +62812... or lid:123`},
		{`{"from":"me","to":"me","text":"a"}`, `"me" is no address: write +62812... or lid:123`},
		{from + `"alt":"x","text":"a"}`, `"x" is no address: write +62812... or lid:123`},
		{from + `"alt":"` + budi + `","text":"a"}`, "alt is the other kind of address than from"},
		{from + `"text":"a","id":""}`, "id is empty"},

		{from + `"name":"Siti"}`, "no content: write one of text, file, files, kind, edit, revoke, react"},
		{from + `"caption":"a"}`, "no content: write one of text, file, files, kind, edit, revoke, react"},
		{from + `"text":"a","kind":"voice"}`, "two contents: text and kind"},
		{from + `"text":"a","file":"` + photo + `"}`, "two contents: text and file"},
		{from + `"text":"a","revoke":"m1"}`, "two contents: text and revoke"},
		{from + `"edit":"m1","revoke":"m1","text":"a"}`, "two contents: edit and revoke"},
		{from + `"edit":"m1"}`, "edit without text"},
		{from + `"react":"👍"}`, "react and of go together"},
		{from + `"text":"a","of":"m1"}`, "react and of go together"},
		{from + `"kind":"image"}`, `unknown kind "image"`},
		{from + `"text":"a","caption":"b"}`, "caption goes with a file only"},
		{from + `"kind":"voice","gone":true}`, "gone goes with a file only"},

		{from + `"files":[]}`, "files are 2 to 10, not 0"},
		{from + `"files":["` + photo + `"]}`, "files are 2 to 10, not 1"},
		{from + `"files":["` + photo + `"` + strings.Repeat(`,"`+photo+`"`, 10) + `]}`, "files are 2 to 10, not 11"},
		{from + `"file":"` + d.dir + `/none.jpg"}`, `unreadable file "` + d.dir + `/none.jpg": no such file or directory`},
		{from + `"files":["` + photo + `","` + d.dir + `/none.jpg"]}`, `unreadable file "` + d.dir + `/none.jpg": no such file or directory`},
		{from + `"file":"` + d.dir + `"}`, `unreadable file "` + d.dir + `": it is no file`},
		{from + `"file":""}`, `unreadable file "": no such file or directory`},
		{from + `"file":"` + photo + `","as":"sticker"}`, `as "sticker": write photo or document`},

		{from + `"text":"a","at":""}`, `bad time "": write it as 2024-09-06T12:00:00+07:00`},
		{from + `"text":"a","at":"2024-09-06"}`, `bad time "2024-09-06": write it as 2024-09-06T12:00:00+07:00`},
		{from + `"text":"a","at":"2024-09-06T12:00:00"}`, `bad time "2024-09-06T12:00:00": write it as 2024-09-06T12:00:00+07:00`},
		{from + `"text":"a","at":"2024-09-31T12:00:00+07:00"}`, `bad time "2024-09-31T12:00:00+07:00": write it as 2024-09-06T12:00:00+07:00`},
		{from + `"text":"a","at":"2024-09-06 12:00:00+07:00"}`, `bad time "2024-09-06 12:00:00+07:00": write it as 2024-09-06T12:00:00+07:00`},
		{from + `"text":"a","at":"2024-09-06T25:00:00Z"}`, `bad time "2024-09-06T25:00:00Z": write it as 2024-09-06T12:00:00+07:00`},
		{from + `"text":"a","at":"0001-01-01T00:00:00Z"}`, `bad time "0001-01-01T00:00:00Z": write it as 2024-09-06T12:00:00+07:00`},
		{from + `"text":"a","at":"9999-12-31T23:59:59Z"}`, `bad time "9999-12-31T23:59:59Z": write it as 2024-09-06T12:00:00+07:00`},

		{`{"wait":""}`, `wait "" is not a duration above 0, such as 25h`},
		{`{"wait":"0s"}`, `wait "0s" is not a duration above 0, such as 25h`},
		{`{"wait":"-1h"}`, `wait "-1h" is not a duration above 0, such as 25h`},
		{`{"wait":"1 day"}`, `wait "1 day" is not a duration above 0, such as 25h`},
		{`{"wait":"1h","from":"` + siti + `"}`, "wait stands alone"},
		{`{"wait":"1h","text":"a"}`, "wait stands alone"},
		{`[{"wait":"1h"}]`, "message 1: wait stands in a line of its own"},

		{`[]`, "a burst has 1 to 500 messages, not 0"},
		{burst(repeat(501, say(siti, "halo"))...), "a burst has 1 to 500 messages, not 501"},
		{burst(say(siti, "halo"), "7"), "message 2 is not an object"},
		{burst(say(siti, "halo"), burst(say(siti, "halo"))), "message 2 is not an object"},
		{burst(say(siti, "halo"), say(siti, "2"), from+`"text":"a","text":"b"}`), `message 3: duplicate field "text"`},
		{burst(say(siti, "halo"), `{"wait":"1h"}`), "message 2: wait stands in a line of its own"},
		{burst(say(siti, "halo", "at", "2024-09-07T12:00:00+07:00"), `{"text":"a"}`), "message 2: no from"},
		{burst(object("from", siti, "file", photo), object("from", siti, "file", d.dir+"/none.jpg")), `message 2: unreadable file "` + d.dir + `/none.jpg": no such file or directory`},
	} {
		lines = append(lines, x[0])
		want = append(want, fmt.Sprintf("line %d: %s", len(lines), x[1]))
	}
	good := []string{say(siti, "halo"), say(budi, "halo")}
	r := d.chat(append(lines, good...))
	for i, want := range want {
		if len(r.by[i]) != 1 || r.by[i][0].Error != want {
			t.Errorf("%.100s\ngot %v, want the error %q", lines[i], r.by[i], want)
		}
	}
	alone := d.chat(good)
	if diff := cmp.Diff(alone.by, r.by[len(lines):]); diff != "" {
		t.Errorf("a faulty line had an effect (-without +with):\n%s", diff)
	}
}

// Escapes may name half a character; the rest of the line is taken.
func TestChatHalfCharacter(t *testing.T) {
	t.Parallel()
	wantQuestions(t, setup(t).chat([]string{`{"from":"` + siti + `","text":"halo \ud800"}`}), asks("HOW MANY?"))
}

func TestChatTheClockHasAnEnd(t *testing.T) {
	t.Parallel()
	wait := object("wait", "2500000h")
	r := setup(t).chat(append(repeat(28, wait), say(siti, "halo")))
	if got := r.by[27]; len(got) != 1 || got[0].Error != "line 28: bad time: wait 2500000h0m0s passes the year 9998" {
		t.Errorf("got %v", got)
	}
	if got := r.by[28]; len(got) != 1 || !strings.HasPrefix(got[0].At, "9") {
		t.Errorf("got %v", got)
	}
}
