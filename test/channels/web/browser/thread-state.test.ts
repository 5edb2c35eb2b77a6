import assert from 'node:assert/strict'
import { test } from 'node:test'
import { knownEvent } from '#channels/client/streamed.ts'
import type { KnownEvent } from '#channels/client/streamed.ts'
import { nextThread, type Happening } from '#channels/web/browser/next-thread.ts'
import { EMPTY_THREAD, type ThreadState } from '#channels/web/browser/thread-state.ts'
import { activeRun, unreadPlans } from '#channels/web/browser/active-run.ts'
import { planView } from '../../../helpers/plan-views.ts'

const THREAD = '019a9f3e-0000-7000-8000-000000000001'
const RUN = '019a9f3e-0000-7000-8000-000000000002'
const PLAN = planView().id
let seq = 0

function event(type: string, more: object = {}, runId: string | null = RUN): KnownEvent {
  seq += 1
  const known = knownEvent({
    seq,
    at: '2026-11-20T09:12:00Z',
    threadId: THREAD,
    ...(runId && { runId }),
    type,
    ...more,
  })
  assert.ok(known)
  return known
}

const text = (words: string) => ({ parts: [{ type: 'text', text: words, citations: [] }] })

function after(happenings: readonly (Happening | KnownEvent)[], from: ThreadState = EMPTY_THREAD): ThreadState {
  return happenings.reduce<ThreadState>(
    (state, one) => nextThread(state, 'seq' in one ? { type: 'event', event: one } : one),
    from,
  )
}

/** A refund turn from the message to its end. */
function refundTurn(): readonly KnownEvent[] {
  seq = 0
  return [
    event('message-received', { messageId: 'm1', ...text('Refund order A17') }),
    event('run-started'),
    event('node-started', { node: 'plan' }),
    event('plan-proposed', { planId: PLAN, digest: 'd', decision: 'ask' }),
    event('run-waiting', { planId: PLAN }),
    event('plan-decided', { planId: PLAN, digest: 'd', decision: 'approve' }),
    event('effect-dispatched', { planId: PLAN, index: 0 }),
    event('effect-completed', { planId: PLAN, index: 0, state: 'succeeded' }),
    event('message-completed', { messageId: 'm2', parts: [{ type: 'plan', planId: PLAN }, ...text('Done.').parts] }),
    event('run-completed'),
  ]
}

test('a turn is the message, its plan where it came up, and the answer', () => {
  const { entries, runs, after: last } = after(refundTurn())
  assert.deepEqual(
    entries.map(({ kind, id }) => [kind, id]),
    [
      ['said', 'm1'],
      ['plan', PLAN],
      ['answer', 'm2'],
    ],
  )
  assert.equal(runs[RUN]?.state, 'ended')
  assert.equal(last, 10)
})

test('events that come again, in whatever pieces, change nothing', () => {
  const events = refundTurn()
  const once = after(events)
  for (let cut = 0; cut <= events.length; cut += 1) {
    assert.deepEqual(after([...events.slice(0, cut), ...events]), once)
  }
})

test('a plan is read again after whatever happened to it, and an older reading is not the last word', () => {
  const events = refundTurn()
  const proposed = after(events.slice(0, 4))
  assert.deepEqual(unreadPlans(proposed), [{ planId: PLAN, revision: 1 }])
  const read = after([{ type: 'plan-read', plan: planView(), revision: 1 }], proposed)
  assert.deepEqual(unreadPlans(read), [])
  const decided = after(events.slice(4, 6), read)
  assert.deepEqual(unreadPlans(decided), [{ planId: PLAN, revision: 3 }])
  const late = after(
    [
      { type: 'plan-read', plan: planView({ status: 'applying' }), revision: 3 },
      { type: 'plan-read', plan: planView(), revision: 1 },
    ],
    decided,
  )
  assert.equal(late.plans[PLAN]?.plan?.status, 'applying')
  assert.deepEqual(unreadPlans(after([{ type: 'plan-gone', planId: PLAN, revision: 3 }], decided)), [])
})

test('a run is at work until it waits for a person or ends', () => {
  const events = refundTurn()
  const states = events.map((_, index) => activeRun(after(events.slice(0, index + 1)))?.state ?? null)
  assert.deepEqual(states, [
    'queued',
    'working',
    'working',
    'working',
    null,
    'working',
    'working',
    'working',
    'working',
    null,
  ])
  assert.equal(activeRun(after(events.slice(0, 3)))?.node, 'plan')
})

test('a plan that is changed while it waits goes on waiting', () => {
  const changed = after([
    ...refundTurn().slice(0, 5),
    event('plan-decided', { planId: PLAN, digest: 'd', decision: 'edit' }),
    event('plan-proposed', { planId: PLAN, digest: 'e', decision: 'ask' }),
  ])
  assert.equal(activeRun(changed), null)
  assert.equal(
    activeRun(after([event('plan-decided', { planId: PLAN, digest: 'e', decision: 'approve' })], changed))?.state,
    'working',
  )
})

for (const [title, order] of [
  ['before the server has named it', ['event', 'accepted']],
  ['after the server has named it', ['accepted', 'event']],
] as const) {
  test(`one's own message stands once, its event coming ${title}`, () => {
    seq = 0
    const happenings: Readonly<Record<'event' | 'accepted', Happening | KnownEvent>> = {
      event: event('message-received', { messageId: 'm1', ...text('Hello') }),
      accepted: { type: 'message-accepted', key: 'k1', messageId: 'm1' },
    }
    let state = after([{ type: 'message-written', key: 'k1', text: 'Hello' }])
    assert.deepEqual(
      state.outbox.map(({ key }) => key),
      ['k1'],
    )
    for (const name of order) {
      state = after([happenings[name]], state)
      assert.equal(state.entries.length + state.outbox.length, 1, name)
    }
    assert.deepEqual([state.entries.length, state.outbox.length], [1, 0])
  })
}

test('a message that was refused is in the conversation no more', () => {
  seq = 0
  const state = after([
    { type: 'message-written', key: 'k1', text: 'Hello' },
    { type: 'message-dropped', key: 'k1' },
    event('message-received', { messageId: 'm9', ...text('Hello') }),
  ])
  assert.deepEqual([state.entries.length, state.outbox.length], [1, 0])
})

test('a run that was taken back says so where no answer does', () => {
  seq = 0
  const cancelled = [
    event('message-received', { messageId: 'm1', ...text('Hello') }),
    event('run-failed', { code: 'cancelled', text: 'You withdrew this.' }),
  ]
  assert.deepEqual(
    after(cancelled).entries.map((entry) => (entry.kind === 'ended' ? entry.text : entry.kind)),
    ['said', 'You withdrew this.'],
  )
  seq = 0
  const failed = [
    event('message-completed', { messageId: 'm2', parts: [{ type: 'notice', code: 'failed', text: 'It failed.' }] }),
    event('run-failed', { code: 'failed', text: 'It failed.' }),
  ]
  assert.deepEqual(
    after(failed).entries.map(({ kind }) => kind),
    ['answer'],
  )
})

test('an event of a kind that only a newer screen knows moves on and shows nothing', () => {
  seq = 0
  const state = after([event('weather-changed'), event('handed-over', { role: 'support-lead' })])
  assert.deepEqual([state.after, state.entries.map(({ kind }) => kind)], [2, ['handed-over']])
})

test('a state and what happens to it are never changed in place', () => {
  const events = refundTurn()
  let state: ThreadState = EMPTY_THREAD
  for (const one of events) {
    Object.freeze(state)
    Object.freeze(state.entries)
    Object.freeze(state.plans)
    Object.freeze(state.runs)
    state = nextThread(state, { type: 'event', event: one })
  }
  assert.deepEqual(EMPTY_THREAD.entries, [])
})

test('an answer grows by its sentences, whatever comes late or is lost, and the completed message says all', () => {
  seq = 0
  const begun = [event('message-received', { messageId: 'm1', ...text('How long?') }), event('run-started')]
  const delta = (offset: number, words: string, messageId = 'm2'): Happening => ({
    type: 'delta',
    delta: { type: 'text-delta', threadId: THREAD, runId: RUN, messageId, answers: ['m1'], offset, text: words },
  })
  const draftOf = (...happenings: readonly Happening[]) => after([...begun, ...happenings]).draft?.text ?? null
  assert.equal(draftOf(delta(0, 'Ten days.'), delta(9, ' Or more.')), 'Ten days. Or more.')
  assert.equal(draftOf(delta(0, 'Ten days.'), delta(20, ' Lost one.')), 'Ten days.')
  assert.equal(draftOf(delta(9, ' Lost the first.')), null)
  assert.equal(draftOf(delta(0, 'Ten days.'), delta(0, 'Twelve days.')), 'Twelve days.')
  assert.equal(draftOf(delta(0, 'Ten days.'), delta(0, 'Anew.', 'm3')), 'Anew.')
  const completed = event('message-completed', { messageId: 'm2', ...text('Ten days. Or more.') })
  const whole = after([...begun, delta(0, 'Ten days.'), completed, delta(0, 'Ten days.')])
  assert.equal(whole.draft, null)
  assert.equal(whole.entries.length, 2)
  assert.equal(
    after([event('run-failed', { code: 'x', text: 'No.' })], after([delta(0, 'Ten')], after(begun))).draft,
    null,
  )
})
