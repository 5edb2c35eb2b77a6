import { enforce } from '#auth/authorize.ts'
import type {
  ChannelOperations,
  DeliveryOutcome,
  DueMessage,
  Outlet,
  OutgoingMessage,
  SettledMessage,
} from '#contract/channel-operations.ts'
import type { MessagePart } from '#contract/message.ts'
import type { Operations } from '#contract/operations.ts'
import { AppError } from '#core/errors.ts'
import { isOutsideId } from '#core/outside-principal.ts'
import { Scope, TenantId, type Principal } from '#core/principal.ts'
import { readEvents } from '#memory/events/events.ts'
import { openOutsideThread, unsubscribeChannel } from '#memory/threads/outside-threads.ts'
import {
  claimEntries,
  countEntries,
  deliveredCard,
  failChannel,
  listFailedEntries,
  OUTBOX_CHANNEL,
  settleEntry,
  type ClaimedEntry,
  type EntryOutcome,
} from '#memory/threads/outbox.ts'
import { forgetTaken } from '#memory/threads/channel-drafts.ts'
import { readPrincipal } from '#memory/people/people.ts'
import { readThread } from '#memory/threads/threads.ts'
import type { Services } from '#turn/services.ts'
import { draftOperations, draftInPlace } from './channels/drafts.ts'
import { pollingOperations } from './channels/polling.ts'
import { installationOperations } from './channels/app-installation.ts'
import { accountLinkingOperations } from './channels/account-linking.ts'
import { outgoingContent, planFor } from './channels/outgoing-content.ts'
import { welcome } from './channels/welcome-message.ts'

/** A lease outlasts the attempt that it is for by this, in ms: reading what is sent, and keeping what came of it. */
const LEASE_MARGIN_MS = 5_000
const FIRST_PAUSE_MS = 1_000
/** The longest backoff: pauses double up to it, and a longer `Retry-After` isn't obeyed. */
const LONGEST_PAUSE_MS = 3_600_000

/** As many as anybody goes through by hand. */
const LISTED = 200

interface ChannelServices {
  readonly services: Services
  readonly operations: Pick<Operations, 'acceptMessage' | 'rememberPrincipal'>
  /** Where people find our pages; null where nobody told us. */
  readonly address: string | null
}

/** What channels to outside services work with, over the given services. */
export function channelOperationsOver({ services, operations, address }: ChannelServices): ChannelOperations {
  const { database, context } = services
  return {
    receive: (principal, arrived) => receive({ services, operations }, principal, arrived),
    ...accountLinkingOperations({ services, address }),
    takeDue: async (outlet, atMost) => {
      const claim = { channel: outlet.channel, leaseMs: outlet.timeoutMs + LEASE_MARGIN_MS, atMost }
      const claimed = await database.batch(outlet.tenantId, (tx) => claimEntries(tx, claim))
      return claimed.map((entry): DueMessage => ({
        threadId: entry.threadId,
        seq: entry.seq,
        attempt: entry.attempts,
        read: () => read(services, outlet, entry, address),
        settle: (outcome) => settle(services, outlet, entry, outcome),
      }))
    },
    whenDue: (onDue) => database.listen(OUTBOX_CHANNEL, (payload) => onDue(TenantId.safeParse(payload).data ?? null)),
    ...pollingOperations(services),
    ...draftOperations(services),
    welcome: (of, conversation) => welcome(services, of, conversation),
    ...installationOperations(services),
    outletState: async ({ tenantId, channel }) => {
      try {
        return { channel, ...(await database.batch(tenantId, (tx) => countEntries(tx, channel))) }
      } catch (error) {
        context.log.warn({ event: 'outbox-not-counted', channel, err: error })
        return null
      }
    },
    listUndelivered: async (principal) => {
      enforce(principal, 'undelivered.list', 'tenant')
      const entries = await database.batch(principal.tenantId, (tx) => listFailedEntries(tx, LISTED))
      return entries.map(({ error, createdAt, settledAt, ...entry }) => ({
        ...entry,
        code: error,
        createdAt: createdAt.toISOString(),
        gaveUpAt: settledAt.toISOString(),
      }))
    },
  }
}

async function receive(
  { services: { database, context }, operations }: Omit<ChannelServices, 'address'>,
  principal: Principal,
  { channel, agent, conversation, message, text, isSubscribed, reply }: Arrived,
): ReturnType<ChannelOperations['receive']> {
  // Who a person of ours is, their identity provider says.
  if (isOutsideId(principal.id) && !(await operations.rememberPrincipal(principal)))
    throw tenantMissing(principal.tenantId)
  const outside = { channel, outsideId: conversation, reply: reply ?? null }
  const wanted = { ...outside, agent, isSubscribed, requester: principal.id }
  const { threadId, requester } = await database.batch(principal.tenantId, (tx) =>
    openOutsideThread(tx, { ...wanted, threadId: context.newId() }),
  )
  if (requester !== principal.id) throw ofAnother()
  const arrived = { threadId, channel, dedupeKey: JSON.stringify([conversation, message]), text, underKey: null }
  const { messageId } = await operations.acceptMessage(principal, arrived)
  return { threadId, messageId }
}

type Arrived = Parameters<ChannelOperations['receive']>[1]

async function read(
  services: Services,
  { tenantId, channel }: Outlet,
  { threadId, seq, outsideId, reply, attempts }: ClaimedEntry,
  address: string | null,
): Promise<OutgoingMessage | null> {
  const { database } = services
  const [thread, [event]] = await database.batch(tenantId, (tx) =>
    Promise.all([readThread(tx, threadId), readEvents(tx, threadId, { after: seq - 1, limit: 1 })]),
  )
  const person = thread && (await database.batch(tenantId, (tx) => readPrincipal(tx, thread.requester)))
  if (!person || event?.seq !== seq) return null
  const reader: Principal = { ...person, tenantId, authenticatedBy: 'token', scopes: ['chat'] }
  const content = await outgoingContent(services, { event, reader, address })
  if (content === null) return null
  const planId = 'plan' in content ? content.plan.id : null
  const before = { threadId, seq }
  const card = planId === null ? null : await cardOf(services, tenantId, { ...before, planId })
  const isEditable =
    'view' in content && content.view.status === 'waiting' && (await isYours(services, reader, content.plan.id))
  const ended = 'parts' in content ? await endedCards(services, reader, { ...before, parts: content.parts }) : []
  const place = { id: `${threadId}-${seq}`, channel, conversation: outsideId, threadId, seq, at: event.at }
  // What a card is changed by isn't what was being written.
  const runId = card === null && event.type !== 'person-answered' ? event.runId : undefined
  const draft = runId === undefined ? null : await draftInPlace(services, tenantId, { ...before, runId })
  const { id, name, email } = reader
  return {
    ...place,
    requester: { id, name, email },
    reply,
    content,
    address,
    isAgain: attempts > 1,
    card,
    draft,
    isEditable,
    ended,
  }
}

// The outbox reads as nobody who may answer: what may be changed is known of whoever looks in a session.
async function isYours(services: Services, reader: Principal, planId: string): Promise<boolean> {
  const view = await planFor(services, { ...reader, authenticatedBy: 'session', scopes: Scope.options }, planId)
  return view?.effects.some((effect) => effect.arguments.some(({ edit }) => edit.length > 0)) ?? false
}

function cardOf({ database }: Services, tenantId: TenantId, wanted: Parameters<typeof deliveredCard>[1]) {
  return database.batch(tenantId, (tx) => deliveredCard(tx, wanted))
}

// What a message tells the end of has a card above it, which nothing else is said of.
async function endedCards(
  services: Services,
  reader: Principal,
  { parts, ...before }: { readonly threadId: string; readonly seq: number; readonly parts: readonly MessagePart[] },
): Promise<OutgoingMessage['ended']> {
  const plans = parts.flatMap((part) => (part.type === 'plan' ? [part.planId] : []))
  const cards = await Promise.all(
    plans.map(async (planId) => {
      const card = await cardOf(services, reader.tenantId, { ...before, planId })
      const view = card === null ? null : await planFor(services, reader, planId)
      return card === null || view === null ? [] : [{ card, view }]
    }),
  )
  return cards.flat()
}

async function settle(
  { database }: Services,
  { tenantId, channel, giveUpAfterMs }: Outlet,
  entry: ClaimedEntry,
  outcome: DeliveryOutcome,
): Promise<SettledMessage> {
  const next = nextOf(entry, outcome, giveUpAfterMs)
  const state = await database.tenant(tenantId, async (tx) => {
    const settled = await settleEntry(tx, entry, next)
    if (settled === 'delivered') await forgetTaken(tx, entry.threadId, entry.seq)
    if (settled === null || outcome.outcome !== 'gave-up' || !outcome.endsSubscription) return settled
    await Promise.all([failChannel(tx, channel, outcome.error), unsubscribeChannel(tx, channel)])
    return settled
  })
  if (state === null) return { state: 'taken-over' }
  return state === 'pending' ? { state, afterMs: next.state === 'pending' ? next.afterMs : 0 } : { state }
}

function nextOf({ attempts }: ClaimedEntry, outcome: DeliveryOutcome, giveUpAfterMs: number): EntryOutcome {
  switch (outcome.outcome) {
    case 'delivered':
      return { state: 'delivered', deliveredAs: outcome.as }
    case 'gave-up':
      return { state: 'failed', error: outcome.error }
    case 'retry': {
      const afterMs = Math.min(LONGEST_PAUSE_MS, Math.max(pauseMs(attempts), outcome.afterMs ?? 0))
      return { state: 'pending', error: outcome.error, afterMs, giveUpAfterMs }
    }
  }
}

// Those that failed together don't come back together.
function pauseMs(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1)) * (0.75 + Math.random() / 2)
}

// Another's words would be taken for the requester's.
function ofAnother(): AppError {
  return new AppError('This conversation belongs to another sender. Begin one of its own for this one.', {
    code: 'conversation-of-another',
    status: 409,
  })
}

function tenantMissing(tenantId: TenantId): AppError {
  return new AppError(`There is no tenant ${tenantId}. Make it, or name another one in the channels’ file.`, {
    code: 'tenant-missing',
  })
}
