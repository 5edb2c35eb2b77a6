import type { PlanChange } from '#core/plan-edit.ts'
import { AppError } from '#core/errors.ts'
import type { DocumentTextView } from '#contract/knowledge.ts'
import type { EffectResolution } from '#contract/operations.ts'
import type { PlanView } from '#contract/plan.ts'
import type { ThreadView } from '#contract/thread.ts'
import type { Feedback } from '#contract/feedback-operations.ts'
import { refusedDecision, type DecisionAnswer } from '../../decision-answer.ts'
import { screenTexts } from '../../screen-texts.ts'
import { shaped, type Shape, type Shaped } from './shape.ts'
import * as shapes from './shapes.ts'
import type { KnownEvent } from './shapes.ts'

/** Who asks: on our own pages the session's cookie, elsewhere a token that the page gives whenever one is needed. */
export type Token = () => Promise<string | null> | string | null

/** Whose cookie counts where a page of development shows several people at once; null for the one whom one is. */
export type ChosenPerson = string | null

/** A server, as the person before this screen may use it. */
export interface Client {
  /** Its origin: `https://parley.example`. */
  readonly server: string
  readMe(signal: AbortSignal): Promise<shapes.Me>
  createThread(agent: string | null, signal: AbortSignal): Promise<ThreadView>
  /** The same `key` is the same message, however often it is sent. */
  sendMessage(
    message: {
      readonly threadId: string
      readonly text: string
      readonly key: string
      /** In what a refusal is told; the browser's own where nobody has said anything yet. */
      readonly language: string | null
    },
    signal: AbortSignal,
  ): Promise<{ readonly messageId: string; readonly runId: string }>
  listMessages(threadId: string, signal: AbortSignal): Promise<Shaped<typeof shapes.MessagePage>>
  /** The events so far, a page at a time; an empty page is the end. */
  listEvents(threadId: string, after: number, signal: AbortSignal): Promise<readonly KnownEvent[]>
  openEvents(threadId: string, after: number, signal: AbortSignal): Promise<Response>
  cancelRun(runId: string, signal: AbortSignal): Promise<void>
  /** Says what the person thinks of an answer; the last word counts. */
  giveFeedback(messageId: string, rating: Rating, signal: AbortSignal): Promise<void>
  listPlans(status: PlanView['status'] | null, signal: AbortSignal): Promise<readonly PlanView[]>
  readPlan(planId: string, signal: AbortSignal): Promise<PlanView>
  /** The last messages before a plan. */
  listPlanMessages(planId: string, signal: AbortSignal): Promise<readonly shapes.Message[]>
  /** Answers the plan that was shown, by its digest. What changed nothing is a value too. */
  decidePlan(plan: PlanView, decision: Decision, signal: AbortSignal): Promise<DecisionAnswer>
  resolveEffect(plan: PlanView, index: number, resolution: EffectResolution, signal: AbortSignal): Promise<PlanView>
  readEvidence(planId: string, signal: AbortSignal): Promise<Blob>
  /** The passages of a document's version around one of them. */
  readDocument(
    document: { readonly id: string; readonly version: number },
    around: string,
    signal: AbortSignal,
  ): Promise<DocumentTextView>
  /** The headers that say who asks, for a request that a view makes itself. */
  identify(): Promise<Readonly<Record<string, string>>>
  /** Any other route of the server's, its answer of this shape: for a view with routes of its own. */
  ask<T>(route: string, shape: Shape<T>, request: { readonly signal: AbortSignal; readonly body?: unknown }): Promise<T>
  /** The same where the answer says nothing. */
  tell(route: string, request: { readonly signal: AbortSignal; readonly body?: unknown }): Promise<void>
}

export type Rating = Feedback['rating']

export interface Decision {
  readonly decision: 'approve' | 'edit' | 'reject'
  readonly reason: string | null
  readonly note: string | null
  /** What an edit changes. */
  readonly changes?: readonly PlanChange[]
}

const REPLY_MS = 20_000

/** `token` null: the cookie of our own pages. Everything throws a retryable `connection-lost` where nobody answers. */
export function createClient(server: string, token: Token | null, person: ChosenPerson = null): Client {
  const identify = identifier(token, person)
  const send = sender(server, identify, token === null ? 'same-origin' : 'omit')
  const ask = async <T>(route: string, shape: Shape<T>, request: Request): Promise<T> =>
    parsed(await answered(await send(route, request)), shape)
  const tell = async (route: string, request: Request): Promise<void> => {
    await answered(await send(route, request))
  }

  return {
    server,
    identify,
    ask,
    tell,
    readMe: (signal) => ask('GET /v1/me', shapes.Me, { signal }),
    createThread: (agent, signal) =>
      ask('POST /v1/threads', shapes.Thread, { signal, body: agent === null ? {} : { agent } }),
    sendMessage: ({ threadId, text, key, language }, signal) =>
      ask(`POST /v1/threads/${id(threadId)}/messages`, shapes.Accepted, {
        signal,
        body: { text },
        headers: { 'idempotency-key': key, ...(language === null ? {} : { 'accept-language': language }) },
      }),
    listMessages: (threadId, signal) =>
      ask(`GET /v1/threads/${id(threadId)}/messages?limit=200`, shapes.MessagePage, { signal }),
    listEvents: async (threadId, after, signal) => {
      const page = await ask(`GET /v1/threads/${id(threadId)}/events?after=${after}&limit=1000`, shapes.EventPage, {
        signal,
      })
      return page.events.flatMap((event) => shapes.knownEvent(event) ?? [])
    },
    openEvents: async (threadId, after, signal) => {
      const headers = { accept: 'text/event-stream' }
      const route = `GET /v1/threads/${id(threadId)}/events?after=${after}`
      return await answered(await send(route, { signal, headers, isStream: true }))
    },
    cancelRun: (runId, signal) => tell(`POST /v1/runs/${id(runId)}/cancel`, { signal }),
    giveFeedback: (messageId, rating, signal) => tell('POST /v1/feedback', { signal, body: { messageId, rating } }),
    listPlans: async (status, signal) => {
      // Of more than one page the riskiest must be there.
      const query = status === null ? '' : `&status=${status}${status === 'waiting' ? '&order=riskiest' : ''}`
      return (await ask(`GET /v1/plans?limit=200${query}`, shapes.PlanList, { signal })).plans
    },
    readPlan: (planId, signal) => ask(`GET /v1/plans/${id(planId)}`, shapes.Plan, { signal }),
    listPlanMessages: async (planId, signal) =>
      (await ask(`GET /v1/plans/${id(planId)}/messages`, shapes.PlanMessages, { signal })).messages,
    decidePlan: async (plan, { decision, reason, note, changes }, signal) => {
      const words = { ...(reason && { reason }), ...(note && { note }), ...(changes && { changes }) }
      const body = { digest: plan.digest, decision, ...words }
      const response = await send(`POST /v1/plans/${id(plan.id)}/decisions`, { signal, body })
      if (response.ok) return { outcome: 'decided', plan: (await parsed(response, shapes.Decided)).plan }
      const refusal = await refusalOf(response)
      const answer = refusedDecision(response.status, refusal)
      if (answer === null) throw refused(response.status, refusal)
      return answer
    },
    resolveEffect: async (plan, index, body, signal) => {
      const route = `POST /v1/plans/${id(plan.id)}/effects/${index}/resolution`
      return (await ask(route, shapes.Decided, { signal, body })).plan
    },
    readEvidence: async (planId, signal) =>
      await (await answered(await send(`GET /v1/plans/${id(planId)}/evidence`, { signal }))).blob(),
    readDocument: (document, around, signal) => {
      const route = `GET /v1/documents/${id(document.id)}/versions/${document.version}?around=${id(around)}`
      return ask(route, shapes.DocumentText, { signal })
    },
  }
}

interface Request {
  readonly signal: AbortSignal
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** A stream goes on for as long as it likes. */
  readonly isStream?: boolean
}

function identifier(token: Token | null, person: ChosenPerson): Client['identify'] {
  return async () => {
    const bearer = token === null ? null : await token()
    return {
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(person === null ? {} : { 'parley-person': person }),
    }
  }
}

type Send = (route: string, request: Request) => Promise<Response>

/** Sends requests as one person, their route as `GET /v1/me`. */
function sender(server: string, identify: Client['identify'], credentials: RequestCredentials): Send {
  return async (route, { signal, body, headers = {}, ...how }) => {
    const [method = '', path = ''] = route.split(' ', 2)
    try {
      const who = await identify()
      return await fetch(`${server}${path}`, {
        method,
        redirect: 'error',
        credentials,
        cache: 'no-store',
        signal: how.isStream === true ? signal : AbortSignal.any([signal, AbortSignal.timeout(REPLY_MS)]),
        headers: {
          accept: 'application/json',
          ...who,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
      })
    } catch (error) {
      signal.throwIfAborted()
      throw connectionLost(error)
    }
  }
}

/** Nobody there, or lost on the way: worth another try. */
export function connectionLost(cause: unknown): AppError {
  return new AppError(screenTexts.chat.notConnected, { code: 'connection-lost', retryable: true, cause })
}

function id(text: string): string {
  return encodeURIComponent(text)
}

/** The answer, or thrown what it says of why there is none. */
export async function answered(response: Response): Promise<Response> {
  if (response.ok) return response
  throw refused(response.status, await refusalOf(response))
}

type Refusal = Shaped<typeof shapes.Refusal>

async function refusalOf(response: Response): Promise<Refusal> {
  return shaped(shapes.Refusal, await response.json().catch(() => null)) ?? shapes.Refusal({})
}

function refused(status: number, { code = 'unknown', detail, instance, retryAfterSeconds }: Refusal): AppError {
  const words = status === 401 ? screenTexts.chat.signedOut : (detail ?? screenTexts.chat.notHere)
  const details = {
    ...(instance === undefined ? {} : { requestId: instance.replace('urn:uuid:', '') }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  }
  return new AppError(words, { code, status, retryable: status === 429 || status >= 500, details })
}

/** An answer's JSON in its shape. Throws `unexpected-answer`. */
export async function parsed<T>(response: Response, shape: Shape<T>): Promise<T> {
  const body: unknown = await response.json().catch(() => undefined)
  try {
    return shape(body)
  } catch (cause) {
    throw new AppError(screenTexts.chat.notHere, { code: 'unexpected-answer', cause })
  }
}
