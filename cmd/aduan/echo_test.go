package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/store/sqlstore"
	"go.mau.fi/whatsmeow/types/events"

	"aduan/bot/whatsapp"
)

// echo is the least that a bot on whatsmeow can be without losing a message:
// what is decrypted stays buffered until the handler is through, the answer is
// sent before that, and the acknowledgement comes last. Its disk is as safe as
// the desk's. It sends from the handler, marks nothing as read and types not.
func echo(ctx context.Context, o orders) int {
	if err := runEcho(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitFailure
	}
	return 0
}

func runEcho(ctx context.Context, o orders) error {
	name := "file:" + filepath.Join(o.Data, whatsapp.FileName) + "?_foreign_keys=on&_journal_mode=WAL&_busy_timeout=10000&_txlock=immediate&_synchronous=FULL"
	if o.Cached {
		name += "&_stmt_cache_size=100"
	}
	db, err := sql.Open("sqlite3", name)
	if err != nil {
		return err
	}
	if o.Cached {
		db.SetMaxOpenConns(1)
	}
	container := sqlstore.NewWithDB(db, "sqlite3", nil)
	defer container.Close()
	if err := container.Upgrade(ctx); err != nil {
		return err
	}
	device, err := container.GetFirstDevice(ctx)
	if err != nil {
		return err
	}
	cli := whatsmeow.NewClient(device, nil)
	client := o.Remote.HTTPClient()
	cli.SetWebsocketHTTPClient(client)
	cli.SetPreLoginHTTPClient(client)
	cli.SetMediaHTTPClient(client)
	cli.SynchronousAck, cli.EnableDecryptedEventBuffer, cli.UseRetryMessageStore = true, true, true
	cli.AddEventHandlerWithSuccessStatus(func(event any) bool {
		m, ok := event.(*events.Message)
		if !ok {
			return true
		}
		_, err := cli.SendMessage(ctx, m.Info.Chat, m.Message)
		return err == nil
	})
	if err := cli.Connect(); err != nil {
		return err
	}
	<-ctx.Done()
	cli.Disconnect()
	return nil
}
