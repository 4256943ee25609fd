package whatsapp

// Which field of a message means what. A field that is neither here nor a
// wrapper fails a test, so a new release of whatsmeow is classified before it
// is used.

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	"go.mau.fi/whatsmeow/proto/waE2E"

	"aduan/bot"
)

// A shape is what a field of a message means to us: a kind of the bot's, or
// one of those below.
type shape bot.Kind

const (
	noise    shape = "" // between programs, or about other messages: never answered
	protocol shape = "protocol"
	album    shape = "album"
	secret   shape = "secret"   // an edit that is encrypted once more
	withheld shape = "withheld" // WhatsApp keeps it from linked devices

	unknown shape = "unknown"
)

var shapes = map[protoreflect.Name]shape{
	"conversation":               shape(bot.KindText),
	"extendedTextMessage":        shape(bot.KindText),
	"buttonsResponseMessage":     shape(bot.KindText),
	"listResponseMessage":        shape(bot.KindText),
	"templateButtonReplyMessage": shape(bot.KindText),
	"interactiveResponseMessage": shape(bot.KindText),

	"imageMessage":    shape(bot.KindFile),
	"documentMessage": shape(bot.KindFile),

	"videoMessage":          "video",
	"ptvMessage":            "video_note",
	"audioMessage":          "voice",
	"stickerMessage":        "sticker",
	"stickerPackMessage":    "sticker",
	"locationMessage":       "location",
	"liveLocationMessage":   "live_location",
	"contactMessage":        "contact",
	"contactsArrayMessage":  "contact",
	"pollCreationMessage":   "poll",
	"pollCreationMessageV2": "poll",
	"pollCreationMessageV3": "poll",
	"pollCreationMessageV5": "poll",
	"pollCreationMessageV6": "poll",

	"protocolMessage":        protocol,
	"reactionMessage":        shape(bot.KindReaction),
	"albumMessage":           album,
	"secretEncryptedMessage": secret,
	"placeholderMessage":     withheld,

	"senderKeyDistributionMessage":               noise,
	"fastRatchetKeySenderKeyDistributionMessage": noise,
	"messageContextInfo":                         noise,
	"groupRootKeyShare":                          noise,
	"rootSecretDistributeMessage":                noise,
	"stickerSyncRmrMessage":                      noise,
	"chat":                                       noise,
	"messageHistoryBundle":                       noise,
	"messageHistoryNotice":                       noise,
	"statusLinkPreviewMetadata":                  noise,

	"call":                              noise, // the call itself is an event of its own
	"callLogMesssage":                   noise,
	"bcallMessage":                      noise,
	"scheduledCallEditMessage":          noise,
	"pollUpdateMessage":                 noise,
	"pollAddOptionMessage":              noise,
	"pollResultSnapshotMessage":         noise,
	"pollResultSnapshotMessageV3":       noise,
	"keepInChatMessage":                 noise,
	"pinInChatMessage":                  noise,
	"encReactionMessage":                noise,
	"encCommentMessage":                 noise,
	"encEventResponseMessage":           noise,
	"declinePaymentRequestMessage":      noise,
	"cancelPaymentRequestMessage":       noise,
	"splitPaymentUpdateMessage":         noise,
	"groupInviteMessage":                noise, // left unanswered on purpose
	"newsletterAdminInviteMessage":      noise,
	"newsletterFollowerInviteMessageV2": noise,
	"statusNotificationMessage":         noise,
	"statusQuestionAnswerMessage":       noise,
	"statusQuotedMessage":               noise,
	"statusStickerInteractionMessage":   noise,

	"highlyStructuredMessage":      unknown,
	"templateMessage":              unknown,
	"buttonsMessage":               unknown,
	"listMessage":                  unknown,
	"interactiveMessage":           unknown,
	"productMessage":               unknown,
	"orderMessage":                 unknown,
	"invoiceMessage":               unknown,
	"sendPaymentMessage":           unknown,
	"requestPaymentMessage":        unknown,
	"paymentInviteMessage":         unknown,
	"paymentReminderMessage":       unknown,
	"splitPaymentMessage":          unknown,
	"requestPhoneNumberMessage":    unknown,
	"scheduledCallCreationMessage": unknown,
	"eventMessage":                 unknown,
	"eventInviteMessage":           unknown,
	"commentMessage":               unknown,
	"richResponseMessage":          unknown,
	"questionResponseMessage":      unknown,
	"conditionalRevealMessage":     unknown,
	"musicMessage":                 unknown,
}

// shapeOf says what an unwrapped message is, and which field says so. A
// message of which this release of whatsmeow does not know the field is
// unknown; one with nothing in it is noise.
func shapeOf(m *waE2E.Message) (shape, protoreflect.FieldDescriptor) {
	f := firstField(m, func(f protoreflect.FieldDescriptor) bool {
		s, ok := shapes[f.Name()]
		return (!ok || s != noise) && !isWrapper(f)
	})
	if f == nil {
		if len(m.ProtoReflect().GetUnknown()) > 0 {
			return unknown, nil
		}
		return noise, nil
	}
	if s, ok := shapes[f.Name()]; ok {
		return s, f
	}
	return unknown, f
}
