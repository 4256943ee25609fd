package loopback

import (
	"strings"

	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/types"
)

// answer is what a query gets: children for a result, or an error's code and text.
type answer struct {
	children []waBinary.Node
	code     int
	text     string
}

var (
	empty    = answer{}
	notFound = answer{code: 404, text: "item-not-found"}
)

func with(children ...waBinary.Node) answer { return answer{children: children} }

// queries are all questions that a client asks, by type, xmlns and first child. A question that is not here fails the
// test: an empty answer to something unknown would let a client go on that the real server stops. "B" marks those
// that only Baileys asks.
var queries map[string]func(*Server, *conn, *waBinary.Node) answer

func init() {
	nothing := func(*Server, *conn, *waBinary.Node) answer { return empty }
	queries = map[string]func(*Server, *conn, *waBinary.Node) answer{
		"get w:p":                             nothing, // keepalive, every 20 to 30 s
		"get encrypt count":                   (*Server).countKeys,
		"set encrypt registration":            (*Server).takeKeys,
		"get encrypt key":                     (*Server).giveKeys,
		"get encrypt digest":                  func(*Server, *conn, *waBinary.Node) answer { return notFound }, // B
		"set encrypt rotate":                  nothing,                                                         // B
		becomeActive:                          nothing,                                                         // then the offline queue follows
		"set passive passive":                 nothing,
		"get usync usync":                     (*Server).usync,
		"set w:m media_conn":                  (*Server).mediaConn,
		"get privacy privacy":                 (*Server).privacy,
		"set privacy tokens":                  (*Server).issueToken,
		"get blocklist":                       func(*Server, *conn, *waBinary.Node) answer { return with(blocklist) },
		"set blocklist item":                  func(*Server, *conn, *waBinary.Node) answer { return with(blocklist) },
		"get w:profile:picture picture":       func(*Server, *conn, *waBinary.Node) answer { return notFound },
		"set w:sync:app:state sync":           (*Server).appState,
		"get w:g2 participating":              func(*Server, *conn, *waBinary.Node) answer { return with(waBinary.Node{Tag: "groups"}) },
		"set md remove-companion-device":      (*Server).logout,
		"set md link_code_companion_reg":      (*Server).linkCode,
		"set urn:xmpp:whatsapp:dirty clean":   nothing,
		"set urn:xmpp:whatsapp:push config":   nothing,
		"get urn:xmpp:whatsapp:push settings": nothing,
		"get abt props":                       func(*Server, *conn, *waBinary.Node) answer { return with(waBinary.Node{Tag: "props"}) }, // B
		"get w props":                         func(*Server, *conn, *waBinary.Node) answer { return with(waBinary.Node{Tag: "props"}) }, // B
		"set tctoken tokens":                  nothing,
	}
}

const becomeActive = "set passive active"

// unpaired are the questions of a connection that is not logged in.
var unpaired = map[string]bool{"get w:p": true, "set md link_code_companion_reg": true}

func (s *Server) query(c *conn, node *waBinary.Node, code int) {
	id, kind := text(node, "id"), text(node, "type")
	if id == "" {
		s.refuse(c, node, "no id")
		return
	}
	switch kind {
	case "get", "set":
	case "result", "error":
		if c.pairing != nil && id == c.pairing.signing {
			s.countersigned(c, node)
		}
		return
	default:
		s.refuse(c, node, "type "+kind)
		return
	}
	name := kind + " " + text(node, "xmlns")
	if children := node.GetChildren(); len(children) > 0 {
		name += " " + children[0].Tag
	}
	var got answer
	switch ask := queries[name]; {
	case code != 0:
		got = answer{code: code, text: "loopback"}
	case ask == nil:
		s.refuse(c, node, "no query that a client makes: "+name)
		got = answer{code: 501, text: "feature-not-implemented"}
	case c.device == nil && !unpaired[name]:
		s.refuse(c, node, "query before login: "+name)
		got = answer{code: 401, text: "not-authorized"}
	default:
		got = ask(s, c, node)
	}
	c.answer(id, got)
	if name == becomeActive && code == 0 {
		s.activate(c)
	}
}

func (c *conn) answer(id string, got answer) {
	node := waBinary.Node{Tag: "iq", Attrs: waBinary.Attrs{"from": types.ServerJID, "id": id, "type": "result"}}
	if got.children != nil {
		node.Content = got.children
	}
	if got.code != 0 {
		node.Attrs["type"] = "error"
		node.Content = []waBinary.Node{{Tag: "error", Attrs: waBinary.Attrs{"code": got.code, "text": got.text}}}
	}
	c.send(node)
}

var blocklist = waBinary.Node{Tag: "list", Attrs: waBinary.Attrs{"dhash": "0"}}

// privacy is asked for by the first read mark: with readreceipts none whatsmeow would send read-self.
func (s *Server) privacy(*conn, *waBinary.Node) answer {
	settings := waBinary.Node{Tag: "privacy"}
	var categories []waBinary.Node
	for _, name := range strings.Fields("readreceipts last profile status online groupadd calladd") {
		categories = append(categories, waBinary.Node{Tag: "category", Attrs: waBinary.Attrs{"name": name, "value": "all"}})
	}
	settings.Content = categories
	return with(settings)
}

// appState says that every collection is empty. Clients sync only after a phone has shared keys, which none here does.
func (s *Server) appState(_ *conn, node *waBinary.Node) answer {
	asked := node.GetChildByTag("sync")
	var collections []waBinary.Node
	for _, collection := range asked.GetChildrenByTag("collection") {
		collections = append(collections, waBinary.Node{Tag: "collection", Attrs: waBinary.Attrs{
			"name": text(&collection, "name"), "type": "result", "version": "0",
		}})
	}
	return with(waBinary.Node{Tag: "sync", Content: collections})
}

func (s *Server) logout(c *conn, node *waBinary.Node) answer {
	removed := node.GetChildByTag("remove-companion-device")
	d := s.findDevice(address(&removed, "jid"))
	if d == nil || d.account != c.device.account || d.id == 0 {
		return notFound
	}
	s.remove(d)
	return empty
}
