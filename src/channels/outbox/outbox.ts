import type { ChannelOperations, DeliveryOutcome, DueMessage, Outlet } from '#contract/channel-operations.ts'
import { AppError } from '#core/errors.ts'
import { logFailure, type Logger } from '#core/log.ts'
import type { Channel } from '../contract.ts'

/** How long until a message is found that nobody was told about, or whose sender died. */
const SWEEP_MS = 2_000
/** Messages of one channel that a process sends at once, each of another thread. */
const AT_ONCE = 8

export interface OutboxOptions<To extends SendingTo<Message>, Message> {
  readonly operations: Pick<ChannelOperations, 'whenDue'> & Taking<To, Message>
  readonly channels: readonly To[]
  readonly log: Logger
  readonly signal: AbortSignal
}

/** Where something is sent: a channel, or whoever else is told what happens. */
export interface SendingTo<Message> extends Pick<Channel, 'name' | 'tenantId'> {
  readonly outlet: MessageOutlet<Message> | null
}

interface MessageOutlet<Message> extends Pick<Outlet, 'timeoutMs' | 'giveUpAfterMs'> {
  deliver(message: Message, options: { readonly signal: AbortSignal }): Promise<DeliveryOutcome>
}

interface Taking<To, Message> {
  takeDue(outlet: Outlet, atMost: number, to: To): Promise<readonly DueMessage<Message>[]>
}

/**
 * Sends what is due through the channels that have an outlet until disposed, which waits for attempts that have begun. From
 * when `signal` aborts none begins.
 */
export async function startOutbox<To extends SendingTo<Message>, Message>({
  operations,
  channels,
  log,
  signal,
}: OutboxOptions<To, Message>): Promise<AsyncDisposable> {
  const disposed = new AbortController()
  const stop = AbortSignal.any([signal, disposed.signal])
  const senders = channels.flatMap((channel) =>
    channel.outlet ? [openSender({ operations, channel, outlet: channel.outlet, log, stop })] : [],
  )
  const listener =
    senders.length === 0
      ? null
      : await operations.whenDue((tenantId) => {
          for (const sender of senders) if (tenantId === null || tenantId === sender.tenantId) sender.look()
        })
  const lookAll = () => senders.forEach(({ look }) => look())
  const sweep = setInterval(lookAll, SWEEP_MS)
  lookAll()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(sweep)
      disposed.abort()
      await listener?.[Symbol.asyncDispose]()
      await Promise.all(senders.map(({ settled }) => settled()))
    },
  }
}

interface SenderOptions<To, Message> {
  readonly log: Logger
  readonly operations: Taking<To, Message>
  readonly channel: To
  readonly outlet: MessageOutlet<Message>
  readonly stop: AbortSignal
}

interface Sender {
  readonly tenantId: string
  /** Takes what is due now, unless that is being done. */
  look(): void
  /** Resolves once nothing is being taken or sent. */
  settled(): Promise<void>
}

function openSender<To extends SendingTo<Message>, Message>(options: SenderOptions<To, Message>): Sender {
  const { operations, channel, outlet, log, stop } = options
  const { name, tenantId } = channel
  const due: Outlet = { ...timesOf(outlet), tenantId, channel: name }
  const sending = new Set<Promise<void>>()
  let looking: Promise<void> = Promise.resolve()
  let lookAgain = false

  // One search at a time: a wake-up during one means one more after it.
  function look(): void {
    if (lookAgain || stop.aborted) return
    lookAgain = true
    looking = looking
      .then(() => {
        lookAgain = false
        return take()
      })
      .catch((error: unknown) => logFailure(log, error, { event: 'outbox-failed', channel: name }))
  }

  async function take(): Promise<void> {
    const atMost = AT_ONCE - sending.size
    if (atMost <= 0 || stop.aborted) return
    for (const message of await operations.takeDue(due, atMost, channel)) {
      const sent = send(message).catch((error: unknown) => {
        // It is sent again when its lease has ended.
        log.error({ event: 'outbox-failed', channel: name, threadId: message.threadId, seq: message.seq, err: error })
      })
      sending.add(sent)
      // The next of its thread waits for this.
      void sent.finally(() => {
        sending.delete(sent)
        look()
      })
    }
  }

  async function send(message: DueMessage<Message>): Promise<void> {
    const afterMs = await attempt(message, { name, outlet, log })
    // A sweep comes late for a short pause.
    if (afterMs !== null && afterMs < SWEEP_MS) setTimeout(look, afterMs).unref()
  }

  async function settled(): Promise<void> {
    await looking
    await Promise.all(sending)
  }

  return { tenantId, look, settled }
}

interface AttemptOptions<Message> {
  readonly name: string
  readonly outlet: MessageOutlet<Message>
  readonly log: Logger
}

function timesOf({ timeoutMs, giveUpAfterMs }: Pick<Outlet, 'timeoutMs' | 'giveUpAfterMs'>) {
  return { timeoutMs, giveUpAfterMs }
}

/** Sends a message once and keeps what came of it. Gives when it is tried again, in ms; null where it isn't. */
async function attempt<Message>(
  message: DueMessage<Message>,
  options: AttemptOptions<Message>,
): Promise<number | null> {
  const { name, log } = options
  const outcome = await outcomeOf(message, options)
  const settled = await message.settle(outcome)
  if (outcome.outcome === 'delivered') return null
  const { threadId, seq, attempt: count } = message
  const told = { channel: name, threadId, seq, attempt: count, code: outcome.error }
  if (settled.state === 'failed') log.error({ event: 'message-undelivered', ...told })
  if (settled.state !== 'pending') return null
  log.warn({ event: 'message-delayed', ...told, afterMs: Math.round(settled.afterMs) })
  return settled.afterMs
}

async function outcomeOf<Message>(
  message: DueMessage<Message>,
  { name, outlet, log }: AttemptOptions<Message>,
): Promise<DeliveryOutcome> {
  try {
    const content = await message.read()
    if (content === null) return { outcome: 'gave-up', error: 'nothing-to-tell', endsSubscription: false }
    // Not the process's signal: an attempt that is under way when it stops is let finish, within its own time.
    return await outlet.deliver(content, { signal: new AbortController().signal })
  } catch (error) {
    const { threadId, seq } = message
    log.error({ event: 'outbox-failed', channel: name, threadId, seq, err: error })
    return { outcome: 'retry', error: error instanceof AppError ? error.code : 'internal', afterMs: null }
  }
}
