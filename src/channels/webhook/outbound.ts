import type { DeliveryOutcome, OutgoingMessage } from '#contract/channel-operations.ts'
import { AppError } from '#core/errors.ts'
import { outgoingSend, type OutgoingAnswer } from '#core/outgoing-http.ts'
import { sign } from './signature.ts'

/** Where messages are sent, and with which keys they are signed. */
export interface OutboundRules {
  readonly url: string
  readonly keys: readonly Buffer[]
  readonly timeoutMs: number
  /** Whether it may be on a private network, or this machine, by plain http. */
  readonly allowPrivate: boolean
  readonly now: () => Date
}

/** One signed attempt. What it came to is what `ChannelOutlet.deliver` says. */
export async function sendOutbound(
  message: OutgoingMessage,
  rules: OutboundRules,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  return sendSigned({ id: message.id, body: JSON.stringify(bodyOf(message)) }, rules, signal)
}

/** The same of any body, by its id. */
export async function sendSigned(
  { id, body }: { readonly id: string; readonly body: string },
  { url, keys, timeoutMs, allowPrivate, now }: OutboundRules,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'parley',
    ...sign(keys, { id, at: now(), body }),
  }
  try {
    return outcomeOf(await outgoingSend(url, { headers, body }, { signal, timeoutMs, allowPrivate }), now())
  } catch (error) {
    signal.throwIfAborted()
    const code = error instanceof AppError ? error.code : 'outgoing-failed'
    return { outcome: 'retry', error: code, afterMs: null }
  }
}

/** The body of a message that goes out, as Standard Webhooks asks: `type`, `timestamp` and `data`. */
function bodyOf({ at, conversation, threadId, seq, content }: OutgoingMessage): object {
  return { type: TYPES[content.type], timestamp: at, data: { conversation, threadId, seq, ...dataOf(content) } }
}

// A receiver gets the plan in short, with a link to the whole.
function dataOf(content: OutgoingMessage['content']): object {
  const { type: _, ...data } = content
  if (!('view' in data)) return data
  const { view: __, ...short } = data
  return short
}

const TYPES: Readonly<Record<OutgoingMessage['content']['type'], string>> = {
  message: 'message.completed',
  'plan-waiting': 'plan.waiting',
  'plan-decided': 'plan.decided',
  notice: 'notice',
}

/** Answers by which a receiver says that it can't take this very message, now or later. */
const REFUSALS: readonly number[] = [400, 413, 415, 422]

// Of the rest, a redirect among it, the receiver may be told otherwise: a wrong secret and a page that isn't there yet are
// mended, and the message shouldn't be lost by then.
function outcomeOf({ status, retryAfter }: OutgoingAnswer, now: Date): DeliveryOutcome {
  const error = `http-${status}`
  if (status >= 200 && status < 300) return { outcome: 'delivered', as: null }
  if (status === 410) return { outcome: 'gave-up', error, endsSubscription: true }
  if (REFUSALS.includes(status)) return { outcome: 'gave-up', error, endsSubscription: false }
  return { outcome: 'retry', error, afterMs: pauseAsked(retryAfter, now) }
}

// Seconds, or a date (RFC 9110 §10.2.3).
function pauseAsked(retryAfter: string | null, now: Date): number | null {
  if (retryAfter === null) return null
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1_000
  const at = Date.parse(retryAfter)
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}
