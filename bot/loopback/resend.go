package loopback

import (
	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/proto/waWeb"
	"go.mau.fi/whatsmeow/types/events"
	"google.golang.org/protobuf/proto"
)

// resend does what a real phone does for its linked devices: one that cannot read a message asks for the phone's
// copy. What may be viewed once is not given away.
func (p *Phone) resend(request *events.Message) {
	asked := request.Message.GetProtocolMessage().GetPeerDataOperationRequestMessage()
	if !request.Info.IsFromMe || p.Device() != 0 ||
		asked.GetPeerDataOperationRequestType() != waE2E.PeerDataOperationRequestType_PLACEHOLDER_MESSAGE_RESEND {
		return
	}
	response := &waE2E.PeerDataOperationRequestResponseMessage{
		PeerDataOperationRequestType: asked.PeerDataOperationRequestType,
		StanzaID:                     proto.String(request.Info.ID),
	}
	for _, one := range asked.GetPlaceholderMessageResendRequest() {
		m := p.copyOf(one.GetMessageKey().GetID(), one.GetMessageKey().GetFromMe())
		if m == nil || m.ViewOnce || m.Info == nil {
			continue
		}
		web, err := proto.Marshal(&waWeb.WebMessageInfo{
			Key:              one.GetMessageKey(),
			Message:          m.Content,
			MessageTimestamp: proto.Uint64(uint64(m.Info.Timestamp.Unix())),
			PushName:         proto.String(m.Info.PushName),
		})
		if err != nil {
			continue
		}
		response.PeerDataOperationResult = append(response.PeerDataOperationResult,
			&waE2E.PeerDataOperationRequestResponseMessage_PeerDataOperationResult{
				PlaceholderMessageResendResponse: &waE2E.PeerDataOperationRequestResponseMessage_PeerDataOperationResult_PlaceholderMessageResendResponse{
					WebMessageInfoBytes: web,
				},
			})
	}
	// The asker may be gone by now; it asks again when it wants to.
	_, _ = p.Client.SendMessage(p.ctx(), request.Info.Sender, &waE2E.Message{ProtocolMessage: &waE2E.ProtocolMessage{
		Type: waE2E.ProtocolMessage_PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE.Enum(),

		PeerDataOperationRequestResponseMessage: response,
	}}, whatsmeow.SendRequestExtra{Peer: true})
}

// copyOf finds a message in whichever chat it is.
func (p *Phone) copyOf(id string, fromMe bool) *Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.chats {
		if m := c.find(id, fromMe); m != nil {
			return new(*m)
		}
	}
	return nil
}
