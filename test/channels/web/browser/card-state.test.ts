import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusedPress } from '#cards/drawing/refused-press.ts'
import { AppError } from '#core/errors.ts'
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
  assert.equal(after([{ type: 'answered', plan: done }], pressed).pressed, null)
  assert.equal(after([{ type: 'told', text: 'lost' }], pressed).pressed, null)
  assert.equal(after([{ type: 'released' }], pressed).pressed, null)
})

for (const [code, sentence, lead, asking] of [
  ['decided-before', 'This can’t be answered any more. Your answer changed nothing.', 'look-again', null],
  ['hand-over-open', 'This conversation waits for a person, ', 'open-conversation', null],
  ['plan-at-work', 'The plan is still being worked on.', 'try-again', 'reject'],
  ['not-signed-in', 'You are signed out.', 'sign-in', 'reject'],
  ['reason-unknown', 'This plan doesn’t offer that reason.', null, 'reject'],
] as const) {
  test(`a no that was refused with ${code} says so, leads on and leaves nothing pressed`, () => {
    const refused = refusedPress(new AppError('', { code }))
    const card = after([
      { type: 'looked-at' },
      { type: 'asked', asking: 'reject' },
      { type: 'pressed', press: 'reject' },
      { type: 'refused', refused },
    ])
    assert.deepEqual([card.pressed, card.leadsOn?.lead ?? null, card.asking], [null, lead, asking])
    assert.equal(card.told?.startsWith(sentence), true, card.told ?? '')
    assert.equal(after([{ type: 'pressed', press: 'approve' }], card).told, null)
  })
}

test('what was to be tried once more is forgotten once the plan has gone on, and a refusal that stays true is not', () => {
  const [passing, lasting] = (['internal', 'decided-before'] as const).map((code) =>
    after([{ type: 'refused', refused: refusedPress(new AppError('', { code })) }]),
  )
  assert.equal(after([{ type: 'plan-read', plan: done }], passing).leadsOn, null)
  assert.notEqual(after([{ type: 'plan-read', plan: done }], lasting).told, null)
})

test('what was written for a no is kept where the server did not take it, and gone once it did', () => {
  const written = after([
    { type: 'looked-at' },
    { type: 'asked', asking: 'reject' },
    { type: 'reason-chosen', reason: 'wrong-amount' },
    { type: 'note-written', note: 'Twice the price' },
    { type: 'pressed', press: 'reject' },
  ])
  const refused = after(
    [{ type: 'refused', refused: refusedPress(new AppError('no', { code: 'change-refused' })) }],
    written,
  )
  assert.deepEqual([refused.asking, refused.reason, refused.note], ['reject', 'wrong-amount', 'Twice the price'])
  const lost = after([{ type: 'told', text: 'lost' }], written)
  assert.deepEqual([lost.asking, lost.note], ['reject', 'Twice the price'])
  const taken = after([{ type: 'answered', plan: done }], written)
  assert.deepEqual([taken.asking, taken.reason, taken.note], [null, null, ''])
})

test('a question that was asked of one plan is not asked of another', () => {
  const asking = after([{ type: 'looked-at' }, { type: 'asked', asking: 'reject' }])
  assert.equal(after([{ type: 'plan-read', plan: planView({ digest: 'another' }) }], asking).asking, null)
})
