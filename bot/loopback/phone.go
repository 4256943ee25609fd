package loopback

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"sync"

	_ "github.com/mattn/go-sqlite3"
	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waAdv"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/store/sqlstore"
	"go.mau.fi/whatsmeow/types"
	waLog "go.mau.fi/whatsmeow/util/log"
)

// phoneDSN trades durability, of which a phone in a test needs none, for speed.
const phoneDSN = "?_foreign_keys=on&_journal_mode=WAL&_busy_timeout=10000&_txlock=immediate&_synchronous=OFF"

// Phone is a person with WhatsApp: a real client with a store of its own, logged in as some device of an account. It
// remembers its chats as a phone shows them. The methods of Chat speak to the peer it was opened with.
type Phone struct {
	*Chat
	Number string
	Client *whatsmeow.Client

	s         *Server
	t         T // nil outside of tests
	container *sqlstore.Container

	mu      sync.Mutex
	changed chan struct{}
	chats   map[string]*Chat
}

// PhoneOption changes how a phone is opened.
type PhoneOption func(*phoneOptions)

type phoneOptions struct {
	peer, name string
	linked     bool
	configure  func(*whatsmeow.Client)
}

// To sets the number that the phone's own helpers (Say, Expect ...) speak with.
func To(number string) PhoneOption { return func(o *phoneOptions) { o.peer = Digits(number) } }

// Named sets the push name, which others see beside the number. It defaults to the number.
func Named(name string) PhoneOption { return func(o *phoneOptions) { o.name = name } }

// Linked opens a linked device, paired with a QR code, and not the phone itself.
func Linked() PhoneOption { return func(o *phoneOptions) { o.linked = true } }

// Prepared has f change the client before it connects.
func Prepared(f func(*whatsmeow.Client)) PhoneOption {
	return func(o *phoneOptions) { o.configure = f }
}

// OpenPhone logs a client in, with its store in dir. Tests use NewPhone.
func (s *Server) OpenPhone(ctx context.Context, number, dir string, opts ...PhoneOption) (*Phone, error) {
	number = Digits(number)
	o := phoneOptions{name: number}
	for _, opt := range opts {
		opt(&o)
	}
	p := &Phone{Number: number, s: s, changed: make(chan struct{}), chats: make(map[string]*Chat)}
	p.Chat = p.With(o.peer)
	// The name is a URI to SQLite: a # or ? in the path of a test's folder has to be escaped.
	file := url.URL{Path: filepath.Join(dir, "phone.db")}
	db, err := sql.Open("sqlite3", "file:"+file.EscapedPath()+phoneDSN)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	p.container = sqlstore.NewWithDB(db, "sqlite3", waLog.Noop)
	if err = p.container.Upgrade(ctx); err != nil {
		_ = p.container.Close()
		return nil, fmt.Errorf("phone store: %w", err)
	}
	dev := p.container.NewDevice()
	dev.PushName = o.name
	if !o.linked {
		if err = s.RegisterPhone(ctx, dev, number); err != nil {
			_ = p.container.Close()
			return nil, err
		}
	}
	p.Client = whatsmeow.NewClient(dev, waLog.Zerolog(s.opts.Log.With().Str("phone", number).Logger()))
	s.Configure(p.Client)
	p.Client.SetForceActiveDeliveryReceipts(true) // a phone that is in somebody's hand
	p.Client.AddEventHandler(p.handle)
	if o.configure != nil {
		o.configure(p.Client)
	}
	if o.linked {
		err = s.scan(p.Client, number)
	} else {
		err = p.Client.Connect()
	}
	if err == nil {
		err = p.WaitOnline(ctx)
	}
	if err == nil {
		err = p.Client.SendPresence(ctx, types.PresenceAvailable)
	}
	if err != nil {
		p.Close()
		return nil, fmt.Errorf("phone %s: %w", number, err)
	}
	return p, nil
}

// scan has the client show QR codes and the account's phone scan the first.
func (s *Server) scan(cli *whatsmeow.Client, number string) error {
	codes, err := cli.GetQRChannel(context.Background())
	if err != nil {
		return err
	}
	if err = cli.Connect(); err != nil {
		return err
	}
	for item := range codes {
		switch item.Event {
		case whatsmeow.QRChannelEventCode:
			if err = s.Pair(item.Code, number); err != nil {
				return err
			}
		case whatsmeow.QRChannelSuccess.Event:
			return nil
		default:
			return fmt.Errorf("pairing ended with %s: %w", item.Event, item.Error)
		}
	}
	return errors.New("no qr code came")
}

// RegisterPhone makes a new device (container.NewDevice) the account's phone: device 0, with the keys that sign the
// account's linked devices. It can log in without a QR code. An account has one phone.
func (s *Server) RegisterPhone(ctx context.Context, dev *store.Device, number string) error {
	s.mu.Lock()
	a := s.account(Digits(number))
	phone := a.devices[0]
	if phone == nil || !phone.virtual {
		s.mu.Unlock()
		return fmt.Errorf("%s has a phone already", a.number)
	}
	// The keys of the virtual phone, which others may have encrypted for already.
	dev.IdentityKey, dev.SignedPreKey = a.primary, phone.signed
	dev.RegistrationID = binary.BigEndian.Uint32(phone.bundle.registration)
	phone.virtual = false
	phone.noise = *dev.NoiseKey.Pub
	id, lid := phone.jid(types.DefaultUserServer), phone.jid(types.HiddenUserServer)
	s.mu.Unlock()

	dev.ID, dev.LID = &id, lid
	// A phone has no certificate of being linked; the store wants one all the same.
	dev.Account = &waAdv.ADVSignedDeviceIdentity{
		Details:             []byte{},
		AccountSignatureKey: dev.IdentityKey.Pub[:],
		AccountSignature:    make([]byte, 64),
		DeviceSignature:     make([]byte, 64),
	}
	if err := dev.Save(ctx); err != nil {
		return fmt.Errorf("save device: %w", err)
	}
	if err := dev.LIDs.PutLIDMapping(ctx, lid, id); err != nil {
		return fmt.Errorf("save lid: %w", err)
	}
	// A client's first upload is 812 keys, one transaction each. A handful, handed over here, spares it that.
	fresh, err := dev.PreKeys.GetOrGenPreKeys(ctx, whatsmeow.WantedPreKeyCount)
	if err != nil {
		return fmt.Errorf("make prekeys: %w", err)
	}
	if err = dev.PreKeys.MarkPreKeysAsUploaded(ctx, fresh[len(fresh)-1].KeyID); err != nil {
		return fmt.Errorf("save prekeys: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range fresh {
		phone.oneTime = append(phone.oneTime, preKey{id: keyID(key.KeyID), value: key.Pub[:]})
	}
	return nil
}

// Device is the number of the phone's device: 0, or that of a linked one.
func (p *Phone) Device() int { return int(p.Client.Store.GetJID().Device) }

// WaitOnline returns when the phone is connected and takes messages.
func (p *Phone) WaitOnline(ctx context.Context) error {
	return p.s.wait(ctx, func() bool {
		id := p.Client.Store.ID
		if id == nil {
			return false
		}
		d := p.s.findDevice(*id)
		return d != nil && d.conn != nil && d.conn.active
	})
}

// Offline disconnects the phone and returns when the server knows. Online brings it back.
func (p *Phone) Offline(ctx context.Context) error {
	p.Client.Disconnect()
	return p.s.wait(ctx, func() bool {
		d := p.s.findDevice(p.Client.Store.GetJID())
		return d == nil || d.conn == nil
	})
}

// Online connects a phone that was Offline.
func (p *Phone) Online(ctx context.Context) error {
	if err := p.Client.Connect(); err != nil {
		return err
	}
	return p.WaitOnline(ctx)
}

// Close disconnects the phone and closes its store.
func (p *Phone) Close() {
	p.Client.Disconnect()
	_ = p.container.Close()
}
