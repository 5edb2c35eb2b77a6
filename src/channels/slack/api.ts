import { z } from 'zod'
import type { DeliveryOutcome } from '#contract/channel-operations.ts'
import { AppError } from '#core/errors.ts'
import type { JsonObject } from '#core/json.ts'
import { outgoingCall } from '#core/outgoing-http.ts'
import type { Secret } from '#core/secret.ts'

/** Where Slack's methods are, and whose they are called as. */
export interface SlackApi {
  /** With a slash at the end. */
  readonly url: string
  readonly token: Secret
  readonly allowPrivate: boolean
  readonly timeoutMs: number
}

/** What a method said; anything else than `ok` is an outcome of the delivery that it was for. */
export type SlackReply =
  | { readonly ok: true; readonly body: JsonObject }
  | { readonly ok: false; readonly failed: Exclude<DeliveryOutcome, { outcome: 'delivered' }> }

const Body = z.looseObject({ ok: z.boolean(), error: z.string().max(200).optional() })
const MOST_BYTES = 1_000_000
const LONGEST_PAUSE_S = 3_600

/** What no repetition mends: the message itself, or where it goes. Of a token an operator may mend what is wrong. */
const FINAL: readonly string[] = [
  'cannot_dm_bot',
  'channel_not_found',
  'invalid_arguments',
  'invalid_blocks',
  'is_archived',
  'message_not_found',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'user_not_found',
]

/** Calls a method once. Throws by `signal` alone. */
export async function callSlack(
  api: SlackApi,
  method: string,
  body: JsonObject,
  signal: AbortSignal,
): Promise<SlackReply> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    authorization: `Bearer ${api.token.reveal()}`,
    'user-agent': 'parley',
  }
  const { allowPrivate, timeoutMs } = api
  try {
    const options = { signal, timeoutMs, allowPrivate, maxBytes: MOST_BYTES }
    const reply = await outgoingCall(`${api.url}${method}`, { headers, body: JSON.stringify(body) }, options)
    if (reply.status === 429) return again('ratelimited', secondsOf(reply.retryAfter))
    if (reply.status !== 200) return again(`http-${reply.status}`, secondsOf(reply.retryAfter))
    return replyOf(reply.body)
  } catch (error) {
    signal.throwIfAborted()
    return again(error instanceof AppError ? error.code : 'outgoing-failed', null)
  }
}

function replyOf(bytes: Uint8Array): SlackReply {
  const body = Body.safeParse(jsonIn(bytes)).data
  if (!body) return again('slack-not-json', null)
  if (body.ok) return { ok: true, body: z.record(z.string(), z.json()).parse(body) }
  const error = body.error ?? 'unknown'
  if (!FINAL.includes(error)) return again(codeOf(error), null)
  return { ok: false, failed: { outcome: 'gave-up', error: codeOf(error), endsSubscription: false } }
}

function again(error: string, seconds: number | null): SlackReply {
  return { ok: false, failed: { outcome: 'retry', error, afterMs: seconds === null ? null : seconds * 1_000 } }
}

function codeOf(error: string): string {
  return `slack-${error.replaceAll(/[^a-z0-9_]/g, '').slice(0, 60)}`
}

function secondsOf(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Math.min(LONGEST_PAUSE_S, Number(retryAfter)) : null
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return null
  }
}
