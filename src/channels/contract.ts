import type {
  ChannelOperations,
  DeliveryOutcome,
  Outlet,
  OutgoingMessage,
  ReadFile,
  UndeliveredId,
  Welcome,
} from '#contract/channel-operations.ts'
import type { LinkOffer } from '#contract/link.ts'
import type { PlanView } from '#contract/plan.ts'
import type { StarterOperations } from '#contract/starter-operations.ts'
import type { SubscriptionOperations } from '#contract/subscription.ts'
import type { JsonObject } from '#core/json.ts'
import type { PrincipalId, TenantId } from '#core/principal.ts'
import type { ChannelDrafts } from './outbox/channel-drafts.ts'
import type { ChannelInstaller } from './channel-installer.ts'
import type { TypedPlace, TypedValue } from '#cards/drawing/typed-edit.ts'

export type { Welcome }

/**
 * A channel to an outside service, where people are: a folder that makes one of these from the operator's file, and a line
 * in `outside-channels.ts`. It knows the service's signatures, sizes and forms; what is stored, in which order and how often
 * is the outbox's and the inbox's (docs/decisions/inbox-and-outbox.md).
 *
 * What services of today ask of it, beside Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks):
 * Slack signs raw bytes with a timestamp and retries what isn't answered in 3 s (https://docs.slack.dev/apis/events-api);
 * Teams sends a JWT in a header and takes messages by an address that comes with each conversation.
 */
export interface Channel {
  /** In the address: `webhook/helpdesk`. In rows and in rules' `context.channel`, too. */
  readonly name: string
  readonly tenantId: TenantId
  /** Who answers what begins here. */
  readonly agent: string
  /**
   * Where programs write, and no person is there to be asked: the role that is, in a requester's place, or null for nobody.
   * Left out where people write.
   */
  readonly confirmBy?: string | null
  /**
   * What the service sent, once it is proved that the service sent it, and now: signatures are over the bytes as they came.
   * Throws `signature-invalid`, `signature-stale`, `invalid-json` and `invalid-request`, and nothing was stored then; and
   * what asking the service who somebody is throws, after which the service sends it again.
   */
  read(delivery: RawDelivery, options: ReadOptions): Promise<Inbound>
  /** Null where nothing is sent back. */
  readonly outlet: ChannelOutlet | null
  /** Where what came is fetched by us; left out where the service tells us. */
  readonly listener?: ChannelListener | null
  /** Where people of other places install our app there; left out where the operator's file names the one place. */
  readonly installer?: ChannelInstaller | null
}

/** What reading a delivery may use. */
export interface ReadOptions {
  readonly signal: AbortSignal
  /** What a file says that came along, read away from this process. */
  readFile(file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }): Promise<ReadFile>
}

/** A channel whose service doesn't call: we look, or wait at its door. One process does that at a time. */
export interface ChannelListener {
  /**
   * Fetches what came until `signal` aborts. Throws when the service can't be reached or says something strange: it is
   * begun again, after a pause, from the place that was kept.
   */
  listen(inbox: ListeningInbox, options: ReadOptions): Promise<void>
}

/** Where a listener puts what it fetches. */
export interface ListeningInbox {
  /** As it was kept last; null at the very first time. */
  readonly place: JsonObject | null
  /** Stores, decides or shows it. Gives what the service is answered with, if that waits for it. Throws where it is to come again later. */
  take(inbound: Inbound): Promise<JsonObject | null>
  /** Says to the operator that something is left alone for good, and why: `too-large`. */
  leave(why: string): void
  /** Keeps how far it has come: what is before that place never comes again. */
  keep(place: JsonObject): Promise<void>
}

/** A request as it came. Header names are in small letters. */
export interface RawDelivery {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
  readonly at: Date
}

/** What a delivery is. */
export type Inbound =
  | ({ readonly type: 'message' } & InboundMessage)
  | ({ readonly type: 'press' } & InboundPress)
  | ({ readonly type: 'look' } & InboundLook)
  | ({ readonly type: 'link' } & InboundLink)
  /** Somebody has the app now, and hasn't written yet. */
  | ({ readonly type: 'welcome' } & InboundWelcome)
  /** Our app was taken out of a workspace. */
  | { readonly type: 'uninstalled'; readonly workspace: string }
  /** Something of ours didn't arrive. */
  | ({ readonly type: 'undelivered' } & UndeliveredId)
  /** Nothing to store. `body` is answered, where the service waits for one; `why` is for the log. */
  | { readonly type: 'nothing'; readonly body: JsonObject | null; readonly why?: string }

/** A button of a card that somebody pressed elsewhere: a decision, bound to the digest that the card showed. */
export interface InboundPress extends PressedDecision {
  readonly sender: OutsideSender
  readonly reply: PressReply
}

/** How whoever pressed, and nobody else, learns what came of it. */
export type PressReply =
  /** By a message, where the card itself doesn't say it. The press is answered with nothing. */
  | { readonly by: 'message'; tell(text: string, options: { readonly signal: AbortSignal }): Promise<void> }
  /** By what the press is answered with. */
  | { readonly by: 'answer'; draw(came: PressOutcome): JsonObject }

/** What came of a press, and the plan as whoever pressed may see it now; null where they may not. */
export interface PressOutcome extends SeenPlan {
  /** Null where the card says it. */
  readonly told: string | null
  /** The field of an edit that it is about; null where it is about none. */
  readonly wrong: TypedPlace | null
}

export interface SeenPlan {
  readonly plan: PlanView | null
  /** Where the plan is opened with us; null where nobody told us our address. */
  readonly link: string | null
}

/** A card that somebody looks at elsewhere, whose service asks how it stands: as they may see it now. */
export interface InboundLook {
  readonly sender: OutsideSender
  readonly planId: string
  /** Shows it to them. Gives what the service's question is answered with. */
  show(seen: SeenPlan, options: { readonly signal: AbortSignal }): Promise<JsonObject>
}

/** A conversation that somebody has with the app alone, as it begins. */
export interface InboundWelcome {
  readonly conversation: string
  /** Greets them, where that wasn't done before. */
  greet(welcome: Welcome, options: { readonly signal: AbortSignal }): Promise<void>
}

/** Somebody wants to link their account to who they are here. */
export interface InboundLink {
  readonly sender: OutsideSender
  /** Tells them alone where, or what they are told instead. Gives what the service's question is answered with. */
  answer(offered: OfferedLink, options: { readonly signal: AbortSignal }): Promise<JsonObject>
}

/** `url`: the page, for them alone; null where there is none for them, and `text` says why. */
export interface OfferedLink {
  readonly url: string | null
  readonly text: string
}

export interface PressedDecision {
  readonly planId: string
  readonly digest: string
  readonly decision: 'approve' | 'edit' | 'reject'
  readonly reason: string | null
  readonly note: string | null
  /** What an edit changes, as it was typed; empty for every other. */
  readonly typed: readonly TypedValue[]
}

/** A message that somebody wrote elsewhere. */
export interface InboundMessage {
  /** The service's names for the conversation, and for the message in it: the same pair again is the same message. */
  readonly conversation: string
  readonly message: string
  readonly sender: OutsideSender
  /** The sender's own words alone: what they quote or pass on is marked in them as in the chat. */
  readonly text: string
  /** What the channel needs to answer in the conversation. */
  readonly reply?: JsonObject
  /** Whether several people may write in what the service calls one conversation: each has one of their own with us. */
  readonly isPerSender?: boolean
  /** Whether one person alone writes there: once they are somebody else to us, it goes on as a conversation of that one's. */
  readonly isOnePersons?: boolean
  /** What the service is answered with once it is stored, where it isn't its ids that it waits for; null for nothing. */
  readonly answer?: JsonObject | null
  /** Shows in the place that it was taken in, once it is stored; again where the same comes again. */
  shownTaken?(options: { readonly signal: AbortSignal }): Promise<void>
  /** Tells the sender why their message can't be taken, where the service's answer doesn't. */
  tell?(text: string, options: { readonly signal: AbortSignal }): Promise<void>
}

/**
 * Who wrote it, as far as the service vouches for it. Unless they are known for a person of ours they hold no role and decide
 * nothing. In a place that others read it is the place that speaks (`outsidePlaceId`).
 */
export interface OutsideSender {
  readonly id: PrincipalId
  readonly name: string
  /** Whether the operator lets that address say which person of ours they are, whose rights they have then. */
  readonly isKnownByEmail: boolean
  /** Whether that says who they are and doesn't prove it, as a mail does: nothing that they write is a yes then. */
  readonly isOnlyNamed?: boolean
  /** What their account is called to people, where they may link it to who they are here; null where they may not. */
  readonly account: Pick<LinkOffer, 'place' | 'service'> | null
  /** Only where the operator takes the service's word for it: ownership hangs on it. */
  readonly email: string | null
}

/** Where a channel's answers go. */
export interface ChannelOutlet extends Pick<Outlet, 'timeoutMs' | 'giveUpAfterMs'> {
  /**
   * One attempt to deliver one message, which may have been delivered before: its id is the receiver's to know it by. What
   * the service said is the outcome; nothing is thrown but by `signal`.
   */
  deliver(message: OutgoingMessage, options: { readonly signal: AbortSignal }): Promise<DeliveryOutcome>
  /** Signs in where messages go, and sends nothing: a code where that is refused, null where it isn't or can't be tried. */
  trySignIn(signal: AbortSignal): Promise<string | null>
  /** How an answer is shown while it is written; null where it isn't. */
  readonly drafts: ChannelDrafts | null
}

/** The channels of the operator's file, and what they work with. */
export interface OutsideChannels {
  readonly channels: readonly Channel[]
  readonly operations: Pick<
    ChannelOperations,
    | 'beginInstallation'
    | 'endInstallation'
    | 'listUndelivered'
    | 'offerLink'
    | 'outletState'
    | 'readFile'
    | 'receive'
    | 'recognise'
    | 'takeInstallation'
    | 'undelivered'
    | 'welcome'
  >
  /** What programs that follow what happens are told. */
  readonly subscriptions: Pick<SubscriptionOperations, 'listChannels' | 'sendAgain'>
  /** What agents' folders let begin without a person. */
  readonly starters: StarterOperations
}
