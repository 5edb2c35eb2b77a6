import type { JsonObject } from '#core/json.ts'
import type { Principal, TenantId } from '#core/principal.ts'
import type { DraftOperations, DraftThere } from './channel-drafts.ts'
import type { InstallationOperations } from './installation-operations.ts'
import type { LinkOffer } from './link.ts'
import type { UndeliveredView } from './undelivered.ts'
import type { MessagePart } from './message.ts'
import type { PlanCard, PlanView } from './plan.ts'

/** A message as an outside channel vouches for it: the service's signature was verified, and `principal` is its sender. */
export interface ReceivedMessage {
  /** The channel's name: `webhook/helpdesk`. It is `context.channel` in rules. */
  readonly channel: string
  /** The agent of a conversation that begins with it. */
  readonly agent: string
  /** What the channel calls the conversation, and the message in it. The same pair again is the same message. */
  readonly conversation: string
  readonly message: string
  readonly text: string
  /** Whether what happens in the conversation is to be told to the channel. */
  readonly isSubscribed: boolean
  /** What the channel needs to answer in the conversation, kept with it. */
  readonly reply?: JsonObject
}

/** Something that happened in a thread, as its requester may see it now. */
export interface OutgoingMessage {
  /** The same for every attempt: what the receiver knows a repetition by. */
  readonly id: string
  readonly channel: string
  readonly conversation: string
  readonly threadId: string
  /** Events of a thread are told in this order. */
  readonly seq: number
  /** When it happened, ISO 8601. */
  readonly at: string
  readonly content: OutgoingContent
  /** Whom it is for: the conversation's requester, as they stand in our records now. */
  readonly requester: Pick<Principal, 'email' | 'id' | 'name'>
  /** What the channel said of the conversation when it last took a message of it; null where it said nothing. */
  readonly reply: JsonObject | null
  /** Where people find our pages; null where nobody told us. */
  readonly address: string | null
  /** Whether it may be there already: an earlier attempt was begun. */
  readonly isAgain: boolean
  /** What the channel calls the card of the same plan that it has; null where it has none. */
  readonly card: string | null
  /** What the channel shows of it while it was written, whose place it takes; null where there is nothing. */
  readonly draft: DraftThere | null
  /** Of a plan: whether its requester, in a session of theirs, may change a value of it now. */
  readonly isEditable: boolean
  /** Of a message that ends plans: the cards that the channel has of them, as they are now. */
  readonly ended: readonly { readonly card: string; readonly view: PlanView }[]
}

/** `text` is the whole of it in words, for channels that show nothing else; `view` the card, as its requester may see it. */
export type OutgoingContent =
  /** An answer, or a person's who took the conversation. With the id of an earlier one it takes that one's place. */
  | {
      readonly type: 'message'
      readonly messageId: string
      /** The messages that it answers, the first first. */
      readonly answers: readonly string[]
      /** The words of the last of them, where its sender has said something else since; else null. */
      readonly answered: string | null
      readonly role: 'assistant' | 'person'
      readonly by: string | null
      readonly text: string
      readonly parts: readonly MessagePart[]
    }
  /** A plan waits for somebody, at `link`. Null where nobody told us our address. */
  | {
      readonly type: 'plan-waiting'
      readonly plan: OutgoingPlan
      readonly text: string
      readonly link: string | null
      readonly view: PlanView
    }
  /** Somebody decided on it, or time did. What comes of it is told as a message. */
  | { readonly type: 'plan-decided'; readonly plan: OutgoingPlan; readonly decision: string; readonly view: PlanView }
  /** Something is wrong on our side; `text` says so. */
  | { readonly type: 'notice'; readonly code: string; readonly text: string }

export type OutgoingPlan = { readonly id: string } & Omit<PlanCard, 'digest'>

/** What came of one attempt to tell a channel something. */
export type DeliveryOutcome =
  /** It has it. `as`: what the channel calls it; null where it doesn't say. */
  | { readonly outcome: 'delivered'; readonly as: string | null }
  /** It may have it or not. `afterMs`: when the channel wants to be asked again; null where it doesn't say. */
  | { readonly outcome: 'retry'; readonly error: string; readonly afterMs: number | null }
  /** It will never take it. `endsSubscription`: nor anything else. */
  | { readonly outcome: 'gave-up'; readonly error: string; readonly endsSubscription: boolean }

/** Where a channel's outgoing messages go, as far as the outbox has to know. */
export interface Outlet {
  readonly tenantId: TenantId
  readonly channel: string
  /** How long one attempt may take. */
  readonly timeoutMs: number
  /** How long a message is tried again, in all. */
  readonly giveUpAfterMs: number
}

/** A message that this process alone may send now. */
export interface DueMessage<Message = OutgoingMessage> {
  readonly threadId: string
  readonly seq: number
  /** Counts this one. */
  readonly attempt: number
  /** What is to be sent; null where there is nothing to tell any more. */
  read(): Promise<Message | null>
  /** Keeps what came of it. */
  settle(outcome: DeliveryOutcome): Promise<SettledMessage>
}

/** A file as it came with a message. */
export interface OutsideFile {
  readonly tenantId: TenantId
  readonly name: string
  /** As its sender declared it. */
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** A message that was sent and didn't arrive, by what it was sent as (`OutgoingMessage`). `code`: why, in short. */
export interface UndeliveredId {
  readonly threadId: string
  readonly seq: number
  readonly code: string
}

/** How a message stands after an attempt. `taken-over`: another process has it by now, and it is that one's to say. */
export type SettledMessage =
  | { readonly state: 'delivered' | 'failed' | 'taken-over' }
  | { readonly state: 'pending'; readonly afterMs: number }

/** What is waiting to be sent through a channel, and what was given up. */
export interface OutletState {
  readonly channel: string
  readonly pending: number
  readonly failed: number
}

/** How far a channel that we fetch from has been read, in the hands of the one process that reads it. */
export interface ChannelCursor {
  /** As the channel said it last; null at the very first time. */
  readonly place: JsonObject | null
  /** Keeps how far it has been read. False where another process reads it by now: whoever calls stops. */
  keep(place: JsonObject): Promise<boolean>
  /** Says that it is still read. False as above. */
  renew(): Promise<boolean>
  /** Lets others read it. */
  release(): Promise<void>
}

/** What a file says, in words; or why it can't be read. */
export type ReadFile = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: string }

/** What an agent says first, and what one may say to it. */
export interface Welcome {
  readonly greeting: string
  readonly suggestions: readonly string[]
}

/** What channels to outside services work with, beside what a person can do. */
export interface ChannelOperations extends DraftOperations, InstallationOperations {
  /**
   * Stores what a channel received, once, with its sender and the thread of its conversation. Throws
   * `conversation-of-another` where the conversation is somebody else's, and what `acceptMessage` throws.
   */
  receive(
    principal: Principal,
    message: ReceivedMessage,
  ): Promise<{ readonly threadId: string; readonly messageId: string }>
  /**
   * The person of ours whom somebody from outside is, with the roles held now: the one who linked their account, where
   * `isLinkable`; else the one person of their tenant whose address they have, where `isKnownByEmail`. Else who they are
   * outside, unchanged.
   */
  recognise(
    outside: Principal,
    known: { readonly isKnownByEmail: boolean; readonly isLinkable: boolean },
  ): Promise<Principal>
  /** The address of our page on which somebody links an account to who they are, once and soon; null where we have none. */
  offerLink(outside: Principal, account: Pick<LinkOffer, 'place' | 'service'>): Promise<string | null>
  /** Takes messages that are due, at most so many and of each thread one. Who takes them sends each and settles it. */
  takeDue(outlet: Outlet, atMost: number): Promise<readonly DueMessage[]>
  /** Calls back whenever something of a tenant's may have become due, with null where nobody knows whose. */
  whenDue(onDue: (tenantId: string | null) => void): Promise<AsyncDisposable>
  /** Reads a file that came with a message, away from this process. Throws by `signal` alone. */
  readFile(file: OutsideFile, signal: AbortSignal): Promise<ReadFile>
  /** What is said first in a conversation that somebody has with an agent alone; null where it was, or they have spoken. */
  welcome(
    of: Pick<Outlet, 'channel' | 'tenantId'> & { readonly agent: string },
    conversation: string,
  ): Promise<Welcome | null>
  /** Marks a message of ours that was sent through a channel as not arrived. False where it isn't one that was. */
  undelivered(outlet: Pick<Outlet, 'tenantId' | 'channel'>, failed: UndeliveredId): Promise<boolean>
  /** The reading of a channel, for this process alone while it says that it does; null where another one reads it. */
  holdCursor(outlet: Pick<Outlet, 'tenantId' | 'channel'>, leaseMs: number): Promise<ChannelCursor | null>
  /** What waits in an outlet; null where the database doesn't say. */
  outletState(outlet: Pick<Outlet, 'tenantId' | 'channel'>): Promise<OutletState | null>
  /** Messages that were given up, the last first. For operators and auditors; throws `wrong-role`. */
  listUndelivered(principal: Principal): Promise<readonly UndeliveredView[]>
}
