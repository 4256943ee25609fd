package loopback

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.mau.fi/libsignal/ecc"
	"go.mau.fi/libsignal/logger"
	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waCert"
	"go.mau.fi/whatsmeow/proto/waWa6"
	"go.mau.fi/whatsmeow/socket"
	"go.mau.fi/whatsmeow/util/gcmutil"
	"go.mau.fi/whatsmeow/util/keys"
	"golang.org/x/crypto/curve25519"
	"google.golang.org/protobuf/proto"
)

// The responder's end of Noise_XX_25519_AESGCM_SHA256 (whatsmeow handshake.go has the initiator's), and the
// certificate chain that a client checks in it. The library's own socket.NoiseHandshake finishes with the
// initiator's key order and wants the initiator's socket, so it is no help here.

var (
	once sync.Once
	root *keys.KeyPair // signs the certificates of every server of the process
)

// prepareProcess sets what clients read from package variables: servers with roots of their own would fail each
// other's handshakes when tests run in parallel.
func prepareProcess(trusted [32]byte) {
	whatsmeow.WACertPubKey = trusted
	var quiet logger.Loggable = quietLogger{}
	if logger.Logger == nil {
		logger.Setup(&quiet)
	}
}

// quietLogger keeps libsignal, which logs to standard output by default, from doing so. What it has to say arrives
// as errors as well.
type quietLogger struct{}

func (quietLogger) Debug(_, _ string)   {}
func (quietLogger) Info(_, _ string)    {}
func (quietLogger) Warning(_, _ string) {}
func (quietLogger) Error(_, _ string)   {}
func (quietLogger) Configure(_ string)  {}

type noiseIdentity struct {
	key   *keys.KeyPair
	chain []byte
}

// newNoiseIdentity makes a server's static key and its certificates: root, intermediate, leaf. whatsmeow checks the
// dates since 2026 (handshake.go checkCertValidity), against the machine's clock and not the server's.
func newNoiseIdentity() (noiseIdentity, error) {
	id := noiseIdentity{key: keys.NewKeyPair()}
	between := keys.NewKeyPair()
	intermediate, err := certify(root, 1, whatsmeow.WACertIssuerSerial, between)
	if err != nil {
		return id, err
	}
	leaf, err := certify(between, 2, 1, id.key)
	if err != nil {
		return id, err
	}
	id.chain, err = proto.Marshal(&waCert.CertChain{Leaf: leaf, Intermediate: intermediate})
	return id, err
}

func certify(issuer *keys.KeyPair, serial, issuerSerial uint32, key *keys.KeyPair) (*waCert.CertChain_NoiseCertificate, error) {
	now := time.Now()
	details, err := proto.Marshal(&waCert.CertChain_NoiseCertificate_Details{
		Serial:       proto.Uint32(serial),
		IssuerSerial: proto.Uint32(issuerSerial),
		Key:          key.Pub[:],
		NotBefore:    proto.Uint64(uint64(now.AddDate(-1, 0, 0).Unix())),
		NotAfter:     proto.Uint64(uint64(now.AddDate(10, 0, 0).Unix())),
	})
	if err != nil {
		return nil, err
	}
	signature := ecc.CalculateSignature(ecc.NewDjbECPrivateKey(*issuer.Priv), details)
	return &waCert.CertChain_NoiseCertificate{Details: details, Signature: signature[:]}, nil
}

// secrets is what a handshake leaves: one key and one counter per direction, and who the client says it is.
type secrets struct {
	in, out        cipher.AEAD
	received, sent uint32
	static         [32]byte
	payload        *waWa6.ClientPayload
}

func (k *secrets) open(frame []byte) ([]byte, error) {
	plain, err := k.in.Open(nil, nonce(k.received), frame, nil)
	k.received++
	return plain, err
}

func (k *secrets) seal(plain []byte) []byte {
	frame := k.out.Seal(nil, nonce(k.sent), plain, nil)
	k.sent++
	return frame
}

func nonce(count uint32) []byte {
	iv := make([]byte, 12)
	binary.BigEndian.PutUint32(iv[8:], count)
	return iv
}

type handshake struct {
	hash, salt []byte
	key        cipher.AEAD
	count      uint32
}

func (h *handshake) mixHash(data []byte) {
	sum := sha256.Sum256(append(h.hash[:len(h.hash):len(h.hash)], data...))
	h.hash = sum[:]
}

func (h *handshake) expand(secret []byte) (first, second []byte, err error) {
	both, err := hkdf.Key(sha256.New, secret, h.salt, "", 64)
	if err != nil {
		return nil, nil, err
	}
	return both[:32], both[32:], nil
}

func (h *handshake) mixKey(private *[32]byte, public []byte) error {
	secret, err := curve25519.X25519(private[:], public)
	if err != nil {
		return err
	}
	salt, key, err := h.expand(secret)
	if err != nil {
		return err
	}
	h.salt, h.count = salt, 0
	h.key, err = gcmutil.Prepare(key)
	return err
}

func (h *handshake) encrypt(plain []byte) []byte {
	sealed := h.key.Seal(nil, nonce(h.count), plain, h.hash)
	h.count++
	h.mixHash(sealed)
	return sealed
}

func (h *handshake) decrypt(sealed []byte) ([]byte, error) {
	plain, err := h.key.Open(nil, nonce(h.count), sealed, h.hash)
	h.count++
	if err == nil {
		h.mixHash(sealed)
	}
	return plain, err
}

// respond plays the server's part of the handshake: one frame in, one out, one in.
func (id noiseIdentity) respond(header []byte, read func() ([]byte, error), write func([]byte) error) (*secrets, error) {
	h := &handshake{hash: []byte(socket.NoiseStartPattern), salt: []byte(socket.NoiseStartPattern)}
	var err error
	if h.key, err = gcmutil.Prepare(h.hash); err != nil {
		return nil, err
	}
	h.mixHash(header)

	hello, err := readHandshake(read)
	if err != nil {
		return nil, err
	}
	theirs := hello.GetClientHello().GetEphemeral()
	if len(theirs) != 32 {
		return nil, errors.New("client hello without a 32-byte ephemeral key")
	}
	h.mixHash(theirs)

	ours := keys.NewKeyPair()
	h.mixHash(ours.Pub[:])
	if err = h.mixKey(ours.Priv, theirs); err != nil {
		return nil, err
	}
	static := h.encrypt(id.key.Pub[:])
	if err = h.mixKey(id.key.Priv, theirs); err != nil {
		return nil, err
	}
	answer, err := proto.Marshal(&waWa6.HandshakeMessage{ServerHello: &waWa6.HandshakeMessage_ServerHello{
		Ephemeral: ours.Pub[:],
		Static:    static,
		Payload:   h.encrypt(id.chain),
	}})
	if err != nil {
		return nil, err
	}
	if err = write(answer); err != nil {
		return nil, err
	}

	finish, err := readHandshake(read)
	if err != nil {
		return nil, err
	}
	client, err := h.decrypt(finish.GetClientFinish().GetStatic())
	if err != nil || len(client) != 32 {
		return nil, fmt.Errorf("client finish: static key of %d bytes: %w", len(client), err)
	}
	if err = h.mixKey(ours.Priv, client); err != nil {
		return nil, err
	}
	plain, err := h.decrypt(finish.GetClientFinish().GetPayload())
	if err != nil {
		return nil, fmt.Errorf("client finish: payload: %w", err)
	}
	k := &secrets{static: [32]byte(client), payload: new(waWa6.ClientPayload)}
	if err = proto.Unmarshal(plain, k.payload); err != nil {
		return nil, fmt.Errorf("client payload: %w", err)
	}
	in, out, err := h.expand(nil)
	if err != nil {
		return nil, err
	}
	if k.in, err = gcmutil.Prepare(in); err != nil {
		return nil, err
	}
	k.out, err = gcmutil.Prepare(out)
	return k, err
}

func readHandshake(read func() ([]byte, error)) (*waWa6.HandshakeMessage, error) {
	data, err := read()
	if err != nil {
		return nil, err
	}
	var msg waWa6.HandshakeMessage
	return &msg, proto.Unmarshal(data, &msg)
}
