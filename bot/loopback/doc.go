// Package loopback is a WhatsApp on this machine.
package loopback
