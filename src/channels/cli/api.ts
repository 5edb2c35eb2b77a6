import type { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { EffectResolution } from '#contract/operations.ts'
import type { Scope } from '#core/principal.ts'
import type { Secret } from '#core/secret.ts'
import type { PlanChange } from '#core/plan-edit.ts'
import * as shapes from './api-shapes.ts'
import type { DecisionAnswer } from '../decision-answer.ts'
import { decisionResult } from './decision-result.ts'
import { MessagePage } from './message-shapes.ts'
import { connectionError, parsed, problemError } from './server-reply.ts'

/** A running server, as one person or key may use it. Everything throws `not-running` where nobody answers. */
export interface Api {
  readonly url: string
  readonly key: Secret
}

export interface Decision {
  readonly digest: string
  readonly decision: 'approve' | 'edit' | 'reject'
  readonly reason: string | null
  readonly note: string | null
  /** What an edit changes. */
  readonly changes?: readonly PlanChange[]
}

const REPLY_MS = 20_000

export async function createThread(api: Api, agent: string | null, signal: AbortSignal): Promise<shapes.ThreadView> {
  return await ask(api, 'POST /v1/threads', shapes.ThreadView, { signal, body: agent === null ? {} : { agent } })
}

/** Sends a message. The same `key` is the same message, however often it is sent. */
export async function sendMessage(
  api: Api,
  message: { readonly threadId: string; readonly text: string; readonly key: string },
  signal: AbortSignal,
): Promise<z.infer<typeof shapes.AcceptedMessage>> {
  const { threadId, text, key } = message
  const headers = { 'idempotency-key': key }
  const path = `/v1/threads/${encodeURIComponent(threadId)}/messages`
  return await ask(api, `POST ${path}`, shapes.AcceptedMessage, { signal, body: { text }, headers })
}

export async function listMessages(
  api: Api,
  threadId: string,
  after: string | null,
  signal: AbortSignal,
): Promise<z.infer<typeof MessagePage>> {
  const query = after === null ? '' : `&after=${encodeURIComponent(after)}`
  return await ask(api, `GET /v1/threads/${encodeURIComponent(threadId)}/messages?limit=200${query}`, MessagePage, {
    signal,
  })
}

/** One page of a thread's events, and the number to go on from. */
export async function listEvents(
  api: Api,
  threadId: string,
  after: number,
  signal: AbortSignal,
): Promise<z.infer<typeof shapes.EventPage>> {
  const path = `/v1/threads/${encodeURIComponent(threadId)}/events?after=${after}&limit=1000`
  return await ask(api, `GET ${path}`, shapes.EventPage, { signal })
}

/** Takes back what waits, or stops what is being made. Throws `run-not-cancellable` where it has begun. */
export async function cancelRun(api: Api, runId: string, signal: AbortSignal): Promise<void> {
  await tellServer(api, `POST /v1/runs/${encodeURIComponent(runId)}/cancel`, { signal })
}

export async function readPlan(api: Api, planId: string, signal: AbortSignal): Promise<shapes.PlanView> {
  return await ask(api, `GET /v1/plans/${encodeURIComponent(planId)}`, shapes.PlanView, { signal })
}

/** The plans that this reader may see, what waits by its risk and all else the newest first; `status: null` for all. */
export async function listPlans(
  api: Api,
  status: 'waiting' | 'unknown' | null,
  signal: AbortSignal,
): Promise<readonly shapes.PlanView[]> {
  return await ask(
    api,
    `GET /v1/plans?limit=200${status === null ? '' : `&status=${status}`}${status === 'waiting' ? '&order=riskiest' : ''}`,
    shapes.PlanList,
    {
      signal,
    },
  )
}

/** Answers a plan by the digest that was shown. What came of it is a value, also where it changed nothing. */
export async function decidePlan(
  api: Api,
  planId: string,
  decision: Decision,
  signal: AbortSignal,
): Promise<DecisionAnswer> {
  const path = `/v1/plans/${encodeURIComponent(planId)}/decisions`
  const { digest, reason, note } = decision
  const body = {
    digest,
    decision: decision.decision,
    ...(reason === null ? {} : { reason }),
    ...(note === null ? {} : { note }),
    ...(decision.changes && { changes: decision.changes }),
  }
  return await decisionResult(await send(api, `POST ${path}`, { signal, body }), api)
}

/** Says what came of a step that nobody knows of. `index` counts from 0. */
export async function resolveEffect(
  api: Api,
  step: { readonly planId: string; readonly index: number },
  resolution: EffectResolution,
  signal: AbortSignal,
): Promise<shapes.PlanView> {
  const path = `/v1/plans/${encodeURIComponent(step.planId)}/effects/${step.index}/resolution`
  return (await ask(api, `POST ${path}`, shapes.Decided, { signal, body: resolution })).plan
}

export async function readReader(api: Api, signal: AbortSignal): Promise<shapes.Reader> {
  return await ask(api, 'GET /v1/me', shapes.Reader, { signal })
}

export async function readPassage(
  api: Api,
  id: string,
  signal: AbortSignal,
): Promise<z.infer<typeof shapes.PassageView>> {
  return await ask(api, `GET /v1/passages/${encodeURIComponent(id)}`, shapes.PassageView, { signal })
}

export async function createKey(
  api: Api,
  key: {
    readonly name: string
    readonly roles: readonly string[]
    readonly scopes: readonly Scope[]
    readonly expiresAt: string | null
  },
  signal: AbortSignal,
): Promise<shapes.CreatedKey> {
  return await ask(api, 'POST /v1/keys', shapes.CreatedKey, { signal, body: key })
}

export async function listKeys(api: Api, signal: AbortSignal): Promise<readonly shapes.KeyView[]> {
  return await ask(api, 'GET /v1/keys', shapes.KeyList, { signal })
}

export async function revokeKey(api: Api, keyId: string, signal: AbortSignal): Promise<void> {
  await tellServer(api, `DELETE /v1/keys/${encodeURIComponent(keyId)}`, { signal })
}

/** Whether anybody answers there; null where nobody does. Needs no key. */
export async function readReadiness(url: string, signal: AbortSignal): Promise<shapes.Readiness | null> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) })
    return await parsed(response, shapes.Readiness, url)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AppError) throw error
    return null
  }
}

interface Request {
  readonly signal: AbortSignal
  /** A blob goes as it is, by its type; all else as JSON. */
  readonly body?: unknown
  /** How long an answer may take, where it is more than usual. */
  readonly replyMs?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** One request whose answer has this shape. Throws what the server says of a refusal. */
export async function ask<T>(api: Api, route: string, shape: z.ZodType<T>, request: Request): Promise<T> {
  const response = await send(api, route, request)
  if (!response.ok) throw await problemError(response)
  return await parsed(response, shape, api.url)
}

/** One request with the key, its route as `GET /v1/me`. Throws `not-running`, `connection-lost` or `server-timeout`, all worth another try. */
async function send(api: Api, route: string, request: Request): Promise<Response> {
  const [method = '', path = ''] = route.split(' ', 2)
  const within = AbortSignal.any([request.signal, AbortSignal.timeout(request.replyMs ?? REPLY_MS)])
  try {
    return await fetch(`${api.url}${path}`, {
      method,
      redirect: 'error', // the key goes to this server alone
      signal: within,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${api.key.reveal()}`,
        ...(request.body === undefined || request.body instanceof Blob ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      body: bodyOf(request.body),
    })
  } catch (error) {
    request.signal.throwIfAborted()
    throw connectionError(error, api.url)
  }
}

function bodyOf(body: unknown): Blob | string | null {
  if (body instanceof Blob) return body
  return body === undefined ? null : JSON.stringify(body)
}

/** One request whose answer nobody reads. Throws what the server says of a refusal. */
export async function tellServer(api: Api, route: string, request: Request): Promise<void> {
  const response = await send(api, route, request)
  if (!response.ok) throw await problemError(response)
  await response.body?.cancel()
}
