import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { MessageView } from '#contract/message.ts'
import type { PlanView } from '#contract/plan.ts'
import { PlanProgress } from '#contract/plan-progress.ts'
import { Presence } from '#contract/presence.ts'
import type { RunView } from '#contract/run.ts'
import { TextDelta } from '#contract/text-delta.ts'
import { ThreadEvent } from '#memory/events/thread-event.ts'
import { COMES_WITHIN_MS } from './patient.ts'
import { resting } from './until.ts'

/** A status and a body, as they came. */
export interface Answer<Body> {
  readonly status: number
  readonly body: Body
}

export interface Said {
  readonly threadId: string
  readonly messageId: string
  readonly runId: string
}

/** The public API as one person uses it. */
export interface PersonClient {
  /** What it shows as a bearer token. */
  readonly key: string
  /** `body` goes as JSON, but for a form. */
  request<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>
  /** Says something, in a new thread unless one is given. */
  say(text: string, threadId?: string): Promise<Said>
  /** Says something and waits until its run ends or waits for somebody. */
  ask(text: string, threadId?: string): Promise<Said & { readonly run: RunView }>
  /** Waits until a run is in one of some states. */
  settled(runId: string, ...states: readonly RunView['status'][]): Promise<RunView>
  events(threadId: string): Promise<readonly ThreadEvent[]>
  /** Follows a thread from its beginning until the event that a test waits for, and gives it the moment it comes. */
  event(threadId: string, isIt: (event: ThreadEvent) => boolean): Promise<ThreadEvent>
  /** Follows a thread until it is told how far something is as a test waits for. */
  progress(threadId: string, isIt: (progress: PlanProgress) => boolean): Promise<PlanProgress>
  /** Follows a thread until it is told a stretch of an answer as a test waits for. */
  delta(threadId: string, isIt: (delta: TextDelta) => boolean): Promise<TextDelta>
  /** Follows a thread until it is told what one of its ends does as a test waits for. */
  presence(threadId: string, isIt: (presence: Presence) => boolean): Promise<Presence>
  messages(threadId: string): Promise<readonly MessageView[]>
  /** The text of what a thread's runs answered, in order; a card of what waits is no answer yet. */
  answers(threadId: string): Promise<readonly string[]>
  plan(planId: string): Promise<PlanView>
  /** The plan that a run proposed. */
  planOf(said: Said): Promise<PlanView>
  waitingPlans(): Promise<readonly PlanView[]>
  decide(
    plan: Pick<PlanView, 'id' | 'digest'>,
    decision: 'approve' | 'edit' | 'reject',
    more?: Record<string, unknown>,
  ): Promise<Answer<Record<string, unknown>>>
}

export function personClient(url: string, key: string): PersonClient {
  const client: PersonClient = {
    key,
    async request<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          accept: 'application/json',
          ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const parsed: Body = text === '' ? null : JSON.parse(text)
      return { status: response.status, body: parsed }
    },
    async say(text, threadId) {
      const thread = threadId ?? (await expect<{ id: string }>(201, 'POST', '/v1/threads', {})).id
      const accepted = await expect<{ messageId: string; runId: string }>(
        202,
        'POST',
        `/v1/threads/${thread}/messages`,
        { text },
      )
      return { threadId: thread, ...accepted }
    },
    async ask(text, threadId) {
      const said = await client.say(text, threadId)
      return { ...said, run: await client.settled(said.runId, 'done', 'failed', 'waiting', 'cancelled') }
    },
    async settled(runId, ...states) {
      const until = performance.now() + COMES_WITHIN_MS
      for (const rest = resting(); ; await rest()) {
        const run = await expect<RunView>(200, 'GET', `/v1/runs/${runId}`)
        if (states.includes(run.status)) return run
        assert.ok(performance.now() < until, `run ${runId} is still ${run.status}, ${JSON.stringify(run.waitingFor)}`)
      }
    },
    async events(threadId) {
      return (await expect<{ events: ThreadEvent[] }>(200, 'GET', `/v1/threads/${threadId}/events?after=0`)).events
    },
    async event(threadId, isIt) {
      for await (const message of streamed(threadId)) {
        const event = ThreadEvent.safeParse(message)
        if (event.success && isIt(event.data)) return event.data
      }
      throw new Error('the events ended before the one that was waited for')
    },
    async progress(threadId, isIt) {
      for await (const message of streamed(threadId)) {
        const progress = PlanProgress.safeParse(message)
        if (progress.success && isIt(progress.data)) return progress.data
      }
      throw new Error('the events ended before the progress that was waited for')
    },
    async delta(threadId, isIt) {
      for await (const message of streamed(threadId)) {
        const delta = TextDelta.safeParse(message)
        if (delta.success && isIt(delta.data)) return delta.data
      }
      throw new Error('the events ended before the words that were waited for')
    },
    async presence(threadId, isIt) {
      for await (const message of streamed(threadId)) {
        const presence = Presence.safeParse(message)
        if (presence.success && isIt(presence.data)) return presence.data
      }
      throw new Error('the events ended before what the other end does was told')
    },
    async messages(threadId) {
      return (await expect<{ messages: MessageView[] }>(200, 'GET', `/v1/threads/${threadId}/messages`)).messages
    },
    async answers(threadId) {
      const messages = await client.messages(threadId)
      return messages
        .filter(({ role, isComplete }) => role === 'assistant' && isComplete)
        .map(({ parts }) => parts.flatMap((part) => ('text' in part ? [part.text] : [])).join('\n'))
    },
    plan: (planId) => expect<PlanView>(200, 'GET', `/v1/plans/${planId}`),
    async planOf({ threadId, runId }) {
      const events = await client.events(threadId)
      const proposed = events.findLast((event) => event.type === 'plan-proposed' && event.runId === runId)
      if (proposed?.type !== 'plan-proposed') {
        assert.fail(`run ${runId} proposed no plan, but said: ${(await client.answers(threadId)).join(' / ')}`)
      }
      return client.plan(proposed.planId)
    },
    async waitingPlans() {
      return (await expect<{ plans: PlanView[] }>(200, 'GET', '/v1/plans?status=waiting')).plans
    },
    decide: (plan, decision, more = {}) =>
      client.request('POST', `/v1/plans/${plan.id}/decisions`, { digest: plan.digest, decision, ...more }),
  }
  return client

  async function* streamed(threadId: string): AsyncGenerator<unknown> {
    const response = await fetch(`${url}/v1/threads/${threadId}/events?after=0`, {
      headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream' },
      signal: AbortSignal.timeout(COMES_WITHIN_MS),
    })
    assert.ok(response.body)
    const frames = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
    for await (const frame of frames) yield JSON.parse(frame.data)
  }

  /** As a polite client does it: told to wait, since a quick machine is quicker than a person may be, it waits. */
  async function expect<Body>(status: number, method: string, path: string, body?: unknown): Promise<Body> {
    let answer = await client.request<Body>(method, path, body)
    for (const until = performance.now() + COMES_WITHIN_MS; answer.status === 429 && performance.now() < until;) {
      await delay(500)
      answer = await client.request<Body>(method, path, body)
    }
    assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
}
