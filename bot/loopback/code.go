package loopback

import (
	waBinary "go.mau.fi/whatsmeow/binary"
)

type codePairing struct{}

func (s *Server) linkCode(c *conn, node *waBinary.Node) answer { return notFound }

func (s *Server) lostMedia(c *conn, node *waBinary.Node) {}
