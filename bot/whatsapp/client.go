package whatsapp

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"
	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waCompanionReg"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"

	"aduan/bot"
	record "aduan/store"
)

// Options are what a client is made of. Dir and Receive have to be there;
// where the network is, and whom to trust there, can be said in Go only.
type Options struct {
	Dir string // where whatsapp.db is

	// Receive takes a message over. Once it returns nil the message is
	// acknowledged; WhatsApp never has it again.
	Receive func(context.Context, bot.Inbound) error
	// GiveUp is asked about a message that failed before it could be handed
	// over. If it returns true the message is acknowledged all the same. nil
	// never gives up.
	GiveUp func(ctx context.Context, in bot.Inbound, cause error) bool

	// KeyChanged is told that a person's identity key is another one now; nil
	// is nobody.
	KeyChanged func(ctx context.Context, from, alt record.Address) error

	Dial    func(ctx context.Context, network, addr string) (net.Conn, error) // nil is the network
	RootCAs *x509.CertPool                                                    // nil are the system's
	Now     func() time.Time                                                  // nil is time.Now
	After   func(time.Duration) <-chan time.Time                              // nil is time.After: when QR codes expire, and the like
	Pace    func(sinceLast time.Duration) time.Duration                       // nil is a short random moment, see pace.go
	Phone   time.Duration                                                     // how long the account's phone may take to upload a file again; 0 is long enough for one asleep
	Settle  time.Duration                                                     // how long a pairing waits for what the phone sends first
	Send    time.Duration                                                     // how long WhatsApp may take to confirm a message; 0 is a minute and a half
	Busy    time.Duration                                                     // how long whatsapp.db may be locked; 0 is ten seconds
	Memory  Memory                                                            // of the connection's life, between two runs
	Tell    func(reason string, until time.Time, over bool)                   // tells the operator about a trouble, and when it is over; nil logs
	Refresh func(context.Context)                                             // finds out the newest version; nil does nothing
	Room    func() error                                                      // says whether anything can be kept; nil is always
	Keeps   func(context.Context) error                                       // says so by trying, asked while nothing could be; nil is always
	Jitter  func() float64                                                    // between 0 and 1; nil is random
	Log     zerolog.Logger
	Hook    func(point string) // where a test may kill the process; nil in the product
}

// Client is a linked device of the desk's WhatsApp account. It is a
// [bot.Messenger].
type Client struct {
	opts   Options
	log    zerolog.Logger
	db     *database
	wa     *whatsmeow.Client
	timers chatTimers
	albums albums
	lost   lost
	unread unread
	paces  paces
	ready  *readiness

	commits *commits // nil until the desk is paired when it starts

	life  context.Context // of everything that whatsmeow does for us
	end   context.CancelFunc
	moves chan any // from the event handler to whoever owns the connection
	work  inFlight

	heard   atomic.Int64  // when anything came from WhatsApp, in nanoseconds
	sending underWay      // a message that is leaving
	taking  underWay      // a message that is being taken
	leaving chan struct{} // one place, for the message that is leaving
}

var _ bot.Messenger = (*Client)(nil)

func init() {
	// How the desk presents itself when it is linked, and how little of the
	// past it wants to be told. Read by whatsmeow at pairing only.
	p := store.DeviceProps
	p.Os = proto.String("Chrome (Linux)")
	p.PlatformType = waCompanionReg.DeviceProps_CHROME.Enum()
	p.RequireFullSync = proto.Bool(false)
	h := p.HistorySyncConfig
	h.FullSyncDaysLimit = proto.Uint32(1)
	h.FullSyncSizeMbLimit = proto.Uint32(10)
	h.RecentSyncDaysLimit = proto.Uint32(1)
	h.StorageQuotaMb = proto.Uint32(100)
	h.InitialSyncMaxMessagesPerChat = proto.Uint32(1)
}

// Open opens whatsapp.db and makes a client of the device in it, or of a new
// one. Nothing is connected yet.
func Open(ctx context.Context, o Options) (*Client, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.After == nil {
		o.After = time.After
	}
	if o.Pace == nil {
		o.Pace = pace
	}
	if o.KeyChanged == nil {
		o.KeyChanged = func(context.Context, record.Address, record.Address) error { return nil }
	}
	if o.Phone == 0 {
		o.Phone = reuploadTime
	}
	if o.Send == 0 {
		o.Send = sendTime
	}
	if o.Busy == 0 {
		o.Busy = busyTime
	}
	if o.GiveUp == nil {
		o.GiveUp = func(context.Context, bot.Inbound, error) bool { return false }
	}
	if o.Tell == nil {
		o.Tell = func(reason string, until time.Time, over bool) {
			if over {
				o.Log.Info().Str("reason", reason).Msg("Trouble is over")
				return
			}
			o.Log.Error().Str("reason", reason).Time("until", until).Msg(Sentence(reason))
		}
	}
	if o.Refresh == nil {
		o.Refresh = func(context.Context) {}
	}
	if o.Room == nil {
		o.Room = func() error { return nil }
	}
	if o.Keeps == nil {
		o.Keeps = func(context.Context) error { return nil }
	}
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
	if o.Hook == nil {
		o.Hook = func(string) {}
	}
	c := &Client{opts: o, log: o.Log, ready: newReadiness(), lost: lost{waiting: map[string]chan *events.MediaRetry{}}, moves: make(chan any, 64), leaving: make(chan struct{}, 1)}
	signalTo.Store(&c.log)
	var err error
	if c.db, err = openDatabase(ctx, o.Dir, o.Busy, waLogger{log: o.Log, sub: "Database"}); err != nil {
		return nil, err
	}
	c.timers.db = c.db
	if c.timers.m, err = c.db.timers(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("read chat timers: %w", err), c.db.close())
	}
	device, err := c.db.keys.GetFirstDevice(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read device: %w", err), c.db.close())
	}
	quiet := contextLog(o.Log)
	c.life, c.end = context.WithCancel(quiet.WithContext(context.WithoutCancel(ctx)))
	if device.ID != nil { // pairing would take them away again
		device.PrivacyTokens = &tokenCache{PrivacyTokenStore: device.PrivacyTokens}
		c.commits = commitsOf(device)
	}
	c.wa = c.client(device)
	return c, nil
}

// client is whatsmeow's, set up so that no message is lost: all of the first
// four belong together.
func (c *Client) client(device *store.Device) *whatsmeow.Client {
	wa := whatsmeow.NewClient(device, waLogger{log: c.log})
	wa.AddEventHandlerWithSuccessStatus(c.handle) // the only one
	wa.SynchronousAck = true
	wa.EnableDecryptedEventBuffer = true
	wa.UseRetryMessageStore = true
	wa.AutomaticMessageRerequestFromPhone = true
	wa.SendReportingTokens = true
	wa.InitialAutoReconnect = true
	wa.BackgroundEventCtx = c.life
	wa.SetMaxParallelRetryReceiptHandling(4)
	t := c.opts.transport()
	chat := &http.Client{Transport: t, Timeout: dialTime} // the websocket's timeout is for opening it only
	wa.SetWebsocketHTTPClient(chat)
	wa.SetPreLoginHTTPClient(chat)
	wa.SetMediaHTTPClient(mediaClient(t))
	return wa
}

// Paired says whether the desk is linked to an account.
func (c *Client) Paired() bool { return c.wa.Store.ID != nil }

// Number is the desk's own number, "" if it is not paired.
func (c *Client) Number() string {
	if !c.Paired() {
		return ""
	}
	return "+" + c.wa.Store.GetJID().User
}

// Close ends everything and closes whatsapp.db. Call it when nothing runs any
// more.
func (c *Client) Close() error {
	c.end()
	var err error
	if c.commits != nil {
		err = c.commits.flush(context.Background())
	}
	return errors.Join(err, c.db.close())
}
