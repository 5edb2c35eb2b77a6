import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import {
  askingCount,
  emptyQueue,
  nextWaiting,
  plansToFollow,
  reduceQueue,
  rowBeside,
  waitingRows,
  type QueueEvent,
  type QueueState,
} from '../../../../src/channels/web/console/queue/queue-state.ts'
import { planView, refundView } from '../../../helpers/plan-views.ts'

const LEAD = { id: 'support-lead', roles: ['support-lead'] }

function plan(id: string, wishes: Partial<PlanView> = {}): PlanView {
  const effects = [refundView({ args: { orderId: id } })]
  return planView({ id, effects, awaits: ['support-lead'], expiresAt: '2026-08-05T09:00:00.000Z', ...wishes })
}

function waiting(asOf: number, ...plans: readonly PlanView[]): QueueEvent {
  return { type: 'plans-read', asOf, plans }
}

function after(...events: readonly QueueEvent[]): QueueState {
  return events.reduce(reduceQueue, emptyQueue(LEAD, null, 'mine'))
}

const soon = plan('soon', { expiresAt: '2026-08-04T09:00:00.000Z' })
const later = plan('later', { expiresAt: '2026-08-06T09:00:00.000Z' })
const never = plan('never', { expiresAt: null })
const unknown = plan('unknown', { status: 'unknown', mayResolve: true, expiresAt: null })

test('what nobody knows the outcome of comes first, then what has least time left', () => {
  assert.deepEqual(after(waiting(1, never, later, soon, unknown)).rows, ['unknown', 'soon', 'later', 'never'])
})

test('what comes later waits behind a number until it is wanted, and then takes its place', () => {
  const state = after(waiting(1, later), waiting(2, soon, later))
  assert.deepEqual([state.rows, state.fresh], [['later'], ['soon']])
  const shown = reduceQueue(state, { type: 'new-shown' })
  assert.deepEqual([shown.rows, shown.fresh], [['soon', 'later'], []])
})

test('where nothing waits what comes is shown at once, below what was answered', () => {
  const answered = after(waiting(1, soon), { type: 'plan-read', asOf: 2, plan: { ...soon, status: 'done' } })
  assert.deepEqual(waitingRows(answered), [])
  const state = reduceQueue(answered, waiting(3, later))
  assert.deepEqual([state.rows, state.fresh, waitingRows(state)], [['soon', 'later'], [], ['later']])
})

test('a plan that waits no longer keeps its row and is read, until it is settled', () => {
  const moved = after(waiting(1, soon, later), waiting(2, later))
  assert.deepEqual([moved.rows, plansToFollow(moved)], [['soon', 'later'], ['soon']])
  const applying = reduceQueue(moved, { type: 'plan-read', asOf: 3, plan: { ...soon, status: 'applying' } })
  assert.deepEqual(plansToFollow(applying), ['soon'])
  const done = reduceQueue(applying, { type: 'plan-read', asOf: 4, plan: { ...soon, status: 'done' } })
  assert.deepEqual([done.rows, plansToFollow(done)], [['soon', 'later'], []])
})

test('a list that was long on its way takes back nothing that was answered since', () => {
  const answered = after(waiting(1, soon), { type: 'plan-read', asOf: 5, plan: { ...soon, status: 'applying' } })
  const state = reduceQueue(answered, waiting(4, soon))
  assert.equal(state.plans.get('soon')?.status, 'applying')
  assert.deepEqual([waitingRows(state), state.fresh], [[], []])
})

test('an answer that was not the last one needed leaves the plan out of this reader’s queue', () => {
  const partly = { ...soon, awaits: ['finance'] }
  const state = after(waiting(1, soon, later), { type: 'plan-read', asOf: 2, plan: partly })
  assert.deepEqual([waitingRows(state), nextWaiting({ ...state, open: 'soon' })], [['later'], 'later'])
})

test('a plan that its reader may no longer see is asked for no more', () => {
  const state = after(waiting(1, soon), waiting(2), { type: 'plan-gone', id: 'soon' })
  assert.deepEqual([state.rows, plansToFollow(state)], [['soon'], []])
})

test('a plan opened by its address is read, wherever it stands', () => {
  assert.deepEqual(plansToFollow(after(waiting(1), { type: 'opened', id: 'elsewhere', filter: 'mine' })), ['elsewhere'])
})

test('moving goes row by row and stops at the ends', () => {
  const state = after(waiting(1, soon, later))
  assert.equal(rowBeside(state, 1), 'soon')
  assert.equal(rowBeside({ ...state, open: 'soon' }, 1), 'later')
  assert.equal(rowBeside({ ...state, open: 'later' }, 1), null)
  assert.equal(rowBeside({ ...state, open: 'soon' }, -1), null)
})

test('everyone’s list has what waits for others too, and counts only what waits for its reader', () => {
  const others = plan('others', { awaits: ['finance'], expiresAt: '2026-08-04T08:00:00.000Z' })
  const mine = after(waiting(1, soon, others))
  assert.deepEqual([mine.rows, [...mine.asking], mine.others], [['soon'], ['soon'], 1])
  const everyone = after({ type: 'opened', id: null, filter: 'everyone' }, waiting(1, soon, others))
  assert.deepEqual([everyone.rows, [...everyone.asking], nextWaiting(everyone)], [['others', 'soon'], ['soon'], 'soon'])
  assert.deepEqual(plansToFollow(everyone), [])
})

test('what is over is listed newest first, where that is asked for', () => {
  const [older, newer] = ['2026-08-01T09:00:00.000Z', '2026-08-02T09:00:00.000Z'].map((createdAt, at) =>
    plan(`done-${at}`, { status: 'done', createdAt }),
  )
  assert.ok(older && newer)
  const state = after({ type: 'opened', id: null, filter: 'decided' }, waiting(1, soon, older, newer))
  assert.deepEqual([state.rows, [...state.asking]], [['done-1', 'done-0'], ['soon']])
  const back = reduceQueue(state, { type: 'opened', id: null, filter: 'mine' })
  assert.deepEqual([back.rows, back.isRead], [[], false])
})

test('equal requests are one row; what is done for one of them leaves the others to it, and what failed brings them back', () => {
  const same = { effects: [refundView({ args: { orderId: 'A17' } })] }
  const [one, two] = [plan('one', { ...same, threadId: 'x' }), plan('two', { ...same, threadId: 'y' })]
  const listed = after(waiting(1, one, two))
  assert.deepEqual([listed.rows, listed.fresh, askingCount(listed)], [['one'], [], 1])
  const read = (asOf: number, status: PlanView['status']): QueueEvent => {
    return { type: 'plan-read', asOf, plan: { ...one, status } }
  }
  const applied = [read(2, 'applying'), waiting(3, two)].reduce(reduceQueue, listed)
  assert.deepEqual([applied.rows, applied.fresh], [['one'], []])
  const failed = [read(4, 'failed'), waiting(5, two)].reduce(reduceQueue, applied)
  assert.deepEqual([failed.rows, askingCount(failed)], [['one', 'two'], 1])
})
