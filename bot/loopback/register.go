package loopback

import (
	"context"
	"encoding/binary"
	"fmt"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waAdv"
	"go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/types"
)

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
