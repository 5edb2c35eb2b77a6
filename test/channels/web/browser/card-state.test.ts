import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newCard, nextCard, type CardHappening, type CardState } from '#channels/web/browser/card-state.ts'
import { decisionView, planView } from '../../../helpers/plan-views.ts'

const waiting = planView()
const done = planView({ status: 'done', decisions: [decisionView()] })

function after(happenings: readonly CardHappening[], from: CardState = newCard(waiting)): CardState {
  return happenings.reduce(nextCard, from)
}

test('a card takes no answer when it comes up and whenever it changes, until it was looked at', () => {
  assert.equal(newCard(waiting).isInert, true)
  const seen = after([{ type: 'looked-at' }])
  assert.equal(seen.isInert, false)
  assert.equal(after([{ type: 'plan-read', plan: { ...waiting } }], seen).isInert, false)
  assert.equal(after([{ type: 'plan-read', plan: planView({ digest: 'another' }) }], seen).isInert, true)
  assert.equal(after([{ type: 'plan-read', plan: done }], seen).isInert, true)
})

test('what was pressed stays pressed until the server has answered', () => {
  const pressed = after([{ type: 'looked-at' }, { type: 'pressed', press: 'approve' }])
  assert.equal(pressed.pressed, 'approve')
  assert.equal(after([{ type: 'plan-read', plan: { ...waiting } }], pressed).pressed, 'approve')
  assert.equal(after([{ type: 'answered', answer: { outcome: 'decided', plan: done } }], pressed).pressed, null)
  assert.equal(after([{ type: 'told', text: 'lost' }], pressed).pressed, null)
  assert.equal(after([{ type: 'released' }], pressed).pressed, null)
})

for (const [outcome, told] of [
  [{ outcome: 'decided', plan: done }, null],
  [{ outcome: 'decided-before', by: decisionView(), message: '-' }, 'Your answer came second and changed nothing.'],
  [{ outcome: 'changed', message: '-' }, 'The plan changed while you looked. Nothing was done. This is how it is now.'],
  [{ outcome: 'expired', message: '-' }, null],
  [{ outcome: 'refused', message: 'Only a support lead can answer this.' }, 'Only a support lead can answer this.'],
  [{ outcome: 'gone', message: 'There is no such plan.' }, 'There is no such plan.'],
  [{ outcome: 'invalid', message: 'The reason is none of these.' }, 'The reason is none of these.'],
] as const) {
  test(`the answer "${outcome.outcome}" leaves nothing pressed and says ${told ?? 'nothing beside the plan'}`, () => {
    const card = after([
      { type: 'looked-at' },
      { type: 'pressed', press: 'reject' },
      { type: 'answered', answer: outcome },
    ])
    assert.deepEqual([card.pressed, card.told], [null, told])
  })
}

test('what was written for a no is kept where the server did not take it, and gone once it did', () => {
  const written = after([
    { type: 'looked-at' },
    { type: 'asked', asking: 'reject' },
    { type: 'reason-chosen', reason: 'wrong-amount' },
    { type: 'note-written', note: 'Twice the price' },
    { type: 'pressed', press: 'reject' },
  ])
  const refused = after([{ type: 'answered', answer: { outcome: 'invalid', message: 'no' } }], written)
  assert.deepEqual([refused.asking, refused.reason, refused.note], ['reject', 'wrong-amount', 'Twice the price'])
  const lost = after([{ type: 'told', text: 'lost' }], written)
  assert.deepEqual([lost.asking, lost.note], ['reject', 'Twice the price'])
  const taken = after([{ type: 'answered', answer: { outcome: 'decided', plan: done } }], written)
  assert.deepEqual([taken.asking, taken.reason, taken.note], [null, null, ''])
})

test('a question that was asked of one plan is not asked of another', () => {
  const asking = after([{ type: 'looked-at' }, { type: 'asked', asking: 'reject' }])
  assert.equal(after([{ type: 'plan-read', plan: planView({ digest: 'another' }) }], asking).asking, null)
})
