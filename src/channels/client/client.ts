import type { Call } from '#contract/call.ts'
import type { Rating } from '#contract/feedback.ts'
import type { DocumentTextView } from '#contract/knowledge.ts'
import type { NewResolution } from '#contract/decision.ts'
import type { PlanView } from '#contract/plan.ts'
import type { CancelOnly } from '#contract/run.ts'
import type { Refusal } from '#contract/problem.ts'
import { checked, fault } from '#contract/shape.ts'
import type { Me } from '#contract/server-endpoints.ts'
import type { ThreadView } from '#contract/thread.ts'
import * as wire from '#contract/wire.ts'
import type { AppError } from '#core/errors.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import { knownEvent, type KnownEvent } from './streamed.ts'

/** How one face reaches its server, and what it calls it where that fails. */
export interface Transport {
  /** Where the server is: `https://parley.example`. */
  readonly server: string
  readonly credentials: NonNullable<RequestInit['credentials']>
  /** The headers that say who asks. */
  identify(): Promise<Readonly<Record<string, string>>>
  /** Nobody there, too slow, or lost on the way. */
  lost(error: unknown): AppError
  refused(status: number, refusal: Refusal): AppError
  /** An answer that isn't what the contract says; `where` is the first place of it. */
  strange(where: string): AppError
}

export interface AskOptions {
  readonly signal: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
  /** How long an answer may take, where it is more than usual; null for as long as it likes. */
  readonly replyMs?: number | null
}

export interface Decision {
  readonly decision: 'approve' | 'edit' | 'reject'
  readonly reason: string | null
  readonly note: string | null
  /** What an edit changes. */
  readonly changes?: readonly PlanChange[]
}

/** What somebody says of an answer; `comment`: why, in their words. */
export interface GivenRating {
  readonly messageId: string
  readonly rating: Rating
  readonly comment?: string | undefined
}

/** A server, as whoever asks may use it: by any operation of the contract, and by name by those that several faces call. */
export interface Client {
  readonly server: string
  /** The headers that say who asks, for a request that a view makes itself. */
  identify(): Promise<Readonly<Record<string, string>>>
  /** One operation; what a refusal says is thrown. */
  ask<In, Out>(call: Call<In, Out>, given: In, options: AskOptions): Promise<Out>
  /** The same where the answer isn't JSON. */
  open<In>(call: Call<In, unknown>, given: In, options: AskOptions): Promise<Response>
  /** An answer to a request that a view made itself. */
  answered<Out>(call: Call<never, Out>, response: Response): Promise<Out>
  readMe(signal: AbortSignal): Promise<Me>
  createThread(agent: string | null, signal: AbortSignal): Promise<ThreadView>
  /** The same `key` is the same message, however often it is sent. */
  sendMessage(
    message: {
      readonly threadId: string
      readonly text: string
      readonly key: string
      /** In what a refusal is told; the reader's own where nobody has said anything yet. */
      readonly language: string | null
      /** The last event that its writer had before them. */
      readonly seen: number
    },
    signal: AbortSignal,
  ): Promise<{ readonly messageId: string; readonly runId: string }>
  /** The events so far, a page at a time; an empty page is the end. */
  listEvents(threadId: string, after: number, signal: AbortSignal): Promise<readonly KnownEvent[]>
  openEvents(threadId: string, after: number, signal: AbortSignal): Promise<Response>
  /** Takes back what waits, or stops what is being made; `only` while it is so. Throws `run-not-cancellable` where it isn't. */
  cancelRun(runId: string, only: CancelOnly | null, signal: AbortSignal): Promise<void>
  readPlan(planId: string, signal: AbortSignal): Promise<PlanView>
  /** Answers the plan that was shown, by its digest; in its `language` a refusal is told. What changed nothing is thrown. */
  decidePlan(
    plan: { readonly id: string; readonly digest: string | null; readonly language?: string },
    decision: Decision,
    signal: AbortSignal,
  ): Promise<PlanView>
  /** Says what came of a step that nobody knows of. `index` counts from 0. */
  resolveEffect(
    plan: { readonly id: string },
    index: number,
    resolution: NewResolution,
    signal: AbortSignal,
  ): Promise<PlanView>
  /** Says what the person thinks of an answer; the last word counts. */
  giveFeedback(answer: GivenRating, signal: AbortSignal): Promise<void>
  readEvidence(planId: string, signal: AbortSignal): Promise<Blob>
  /** The passages of a document's version around one of them. */
  readDocument(
    document: { readonly id: string; readonly version: number },
    around: string,
    signal: AbortSignal,
  ): Promise<DocumentTextView>
}

const REPLY_MS = 20_000

/** The one client of the API, for whatever face has this way to a server. */
export function createClient(transport: Transport): Client {
  const send = async (call: Call<never, unknown>, given: unknown, options: AskOptions): Promise<Response> =>
    await sent(transport, call, membersOf(given), options)
  const open: Client['open'] = async (call, given, options) => {
    const response = await send(call, given, options)
    if (!response.ok) throw await refusal(transport, response)
    return response
  }
  const answered: Client['answered'] = async (call, response) => {
    if (!response.ok) throw await refusal(transport, response)
    return await answerOf(transport, call, response)
  }
  const ask: Client['ask'] = async (call, given, options) => await answered(call, await send(call, given, options))

  return {
    server: transport.server,
    identify: () => transport.identify(),
    ask,
    open,
    answered,
    readMe: (signal) => ask(wire.readMe, {}, { signal }),
    createThread: (agent, signal) => ask(wire.createThread, { body: agent === null ? {} : { agent } }, { signal }),
    sendMessage: ({ threadId, text, key, language, seen }, signal) => {
      const headers = { 'idempotency-key': key, ...(language === null ? {} : { 'accept-language': language }) }
      return ask(wire.sendMessage, { threadId, body: { text, seen } }, { signal, headers })
    },
    listEvents: async (threadId, after, signal) => {
      const response = await open(wire.readEvents, { threadId, after, limit: 1_000 }, { signal })
      return eventsIn(transport, await response.json().catch(() => null))
    },
    openEvents: async (threadId, after, signal) => {
      const headers = { accept: 'text/event-stream' }
      return await open(wire.readEvents, { threadId, after }, { signal, headers, replyMs: null })
    },
    cancelRun: (runId, only, signal) => ask(wire.cancelRun, { runId, ...(only !== null && { only }) }, { signal }),
    readPlan: (planId, signal) => ask(wire.readPlan, { planId }, { signal }),
    decidePlan: async ({ id: planId, digest, language }, { decision, reason, note, changes }, signal) => {
      const words = { ...(reason && { reason }), ...(note && { note }), ...(changes && { changes: [...changes] }) }
      const body = { digest: digest ?? '', decision, ...words }
      const headers = language === undefined ? {} : { 'accept-language': language }
      return (await ask(wire.decidePlan, { planId, body }, { signal, headers })).plan
    },
    resolveEffect: async ({ id: planId }, index, body, signal) =>
      (await ask(wire.resolveEffect, { planId, index, body }, { signal })).plan,
    giveFeedback: (body, signal) => ask(wire.giveFeedback, { body }, { signal }),
    readEvidence: async (planId, signal) => await (await open(wire.readEvidence, { planId }, { signal })).blob(),
    readDocument: ({ id: documentId, version }, around, signal) =>
      ask(wire.readDocument, { documentId, version, around }, { signal }),
  }
}

function eventsIn(transport: Transport, page: unknown): readonly KnownEvent[] {
  const given = membersOf(page)['events']
  if (!Array.isArray(given)) throw transport.strange('events: not a list')
  return given.flatMap((event) => knownEvent(event) ?? [])
}

async function sent(
  { server, credentials, identify, lost }: Transport,
  { method, path }: Call<never, unknown>,
  { body, ...named }: Readonly<Record<string, unknown>>,
  { signal, headers, replyMs = REPLY_MS }: AskOptions,
): Promise<Response> {
  try {
    const who = await identify()
    const isJson = body !== undefined && !(body instanceof Blob)
    return await fetch(`${server}${addressOf(path, named)}`, {
      method,
      redirect: 'error', // who asks is told to this server alone
      credentials,
      cache: 'no-store',
      signal: replyMs === null ? signal : AbortSignal.any([signal, AbortSignal.timeout(replyMs)]),
      headers: {
        accept: 'application/json',
        ...who,
        ...(isJson ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      body: body instanceof Blob ? body : isJson ? JSON.stringify(body) : null,
    })
  } catch (error) {
    signal.throwIfAborted()
    throw lost(error)
  }
}

/** The path with its names filled in, and what is left of them as a query. */
function addressOf(path: string, named: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined && !path.includes(`{${name}}`)) query.set(name, String(value))
  }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(named[name])))
  return query.size === 0 ? filled : `${filled}?${query.toString()}`
}

async function answerOf<Out>(transport: Transport, { answer }: Call<never, Out>, response: Response): Promise<Out> {
  if (answer === null) {
    await response.body?.cancel()
    return undefined as Out
  }
  const body: unknown = await response.json().catch(() => undefined)
  const where = body === undefined ? 'no JSON' : fault(answer, body)
  if (where !== null) throw transport.strange(where)
  return body as Out
}

async function refusal(transport: Transport, response: Response): Promise<AppError> {
  return transport.refused(response.status, await refusalOf(response))
}

async function refusalOf(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => null)
  // Whatever else of it is strange, its code counts.
  const { code, detail } = membersOf(body)
  const known = { ...(typeof code === 'string' && { code }), ...(typeof detail === 'string' && { detail }) }
  return checked(wire.refusal, body) ?? known
}

function membersOf(given: unknown): Readonly<Record<string, unknown>> {
  return { ...(typeof given === 'object' ? given : null) }
}
