import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawnText } from '#cards/drawing/drawn-answer.ts'
import { bytesOf, CARD_BYTES, planCard } from '#channels/teams/card.ts'
import { messageCard } from '#channels/teams/message.ts'
import type { PlanView } from '#contract/plan.ts'
import { AdaptiveCard, executesOf, shownText, titlesOf } from '../../helpers/adaptive-card.ts'
import { planView, refundView } from '../../helpers/plan-views.ts'

const NOW = new Date('2026-11-02T09:00:00Z')
const LIE =
  'ok>|<https://evil.example|Approve> **Total 1.00** [yes](https://evil.example) {{DATE(2026-01-01T00:00:00Z, SHORT)}}\n# all'

const waiting = (more: Partial<PlanView>) =>
  planView({ status: 'waiting', awaits: ['requester'], digest: 'd', ...more })
const argument = (text: string, more: object = {}) => ({
  name: 'reason',
  text,
  origin: 'from a mail',
  kind: 'unchecked' as const,
  others: [],
  unchecked: true,
  excerpts: [],
  was: null,
  edit: [],
  ...more,
})
const options = {
  url: 'https://parley.example/console/queue/1',
  address: 'https://parley.example',
  now: NOW,
  told: null,
  isLinkable: false,
  user: '29:1',
}
const drawn = (view: PlanView) => {
  const { card } = planCard(view, options)
  assert.ok(bytesOf(card) <= CARD_BYTES, String(bytesOf(card)))
  return AdaptiveCard.parse(card)
}

test('what a value says is its letters on the card: no markup, no link, no function of the drawing', () => {
  const card = drawn(waiting({ title: LIE, effects: [refundView({ arguments: [argument(LIE)] })] }))
  assert.ok(shownText(card).includes(LIE.replace('\n', '⏎')))
  const texts = JSON.stringify(card).match(/"text":"(?:[^"\\]|\\.)*"/gu) ?? []
  assert.ok(texts.length > 0 && texts.every((each) => !each.includes('{{')))
  assert.ok(!JSON.stringify(card).includes('"TextBlock"') && !JSON.stringify(card).includes('"Image"'))
})

for (const [title, effects] of [
  ['more steps than a card has', Array.from({ length: 30 }, (_, index) => refundView({ index }))],
  ['a value of forty thousand letters', [refundView({ arguments: [argument('ä'.repeat(40_000))] })]],
  [
    'many long values',
    Array.from({ length: 9 }, (_, index) =>
      refundView({ index, arguments: Array.from({ length: 30 }, () => argument('語'.repeat(900))) }),
    ),
  ],
  ['a title of forty thousand letters', [refundView({ title: 'x'.repeat(40_000) })]],
] as const) {
  test(`a plan with ${title} isn’t agreed to there: it is shortened, says so and has the link alone`, () => {
    const card = drawn(waiting({ effects: [...effects], title: effects[0]?.title ?? '' }))
    assert.deepEqual(titlesOf(card), ['Open in Parley'])
    assert.deepEqual(executesOf(card), [])
    assert.match(shownText(card), /more than can be shown here/)
  })
}

test('a German requester’s card is in German', () => {
  const card = drawn(waiting({ language: 'de' }))
  assert.match(shownText(card), /Braucht Ihr Ja[^]*In Parley öffnen/)
})

test('what is decided has no buttons and isn’t asked for again', () => {
  for (const status of ['done', 'rejected', 'expired', 'failed', 'cancelled'] as const) {
    const card = drawn(planView({ status }))
    assert.deepEqual([titlesOf(card), card.refresh], [[], undefined])
  }
})

test('an answer that is longer than a message is cut, and says so with where the rest is', () => {
  const text = 'A long answer. '.repeat(4_000)
  const said = { text, linkTo: null, whole: 'https://parley.example', isPressed: true, alone: null }
  const { card } = messageCard(drawnText(text), said)
  assert.ok(bytesOf(card) <= CARD_BYTES)
  assert.match(shownText(AdaptiveCard.parse(card)), /The rest is left out here[^\n]*<Read it whole in Parley>$/)
  const here = messageCard(drawnText(text), { ...said, whole: null })
  assert.match(
    shownText(AdaptiveCard.parse(here.card)),
    /The rest is left out here: this is longer than a message can be. $/,
  )
})

test('an answer that fits is whole', () => {
  const { card } = messageCard(drawnText('one\n\ntwo'), {
    text: 'one',
    linkTo: null,
    whole: null,
    isPressed: true,
    alone: null,
  })
  assert.equal(shownText(AdaptiveCard.parse(card)), 'one\ntwo')
})

test('whoever isn’t known gets no buttons for their own plan, and is told what to do', () => {
  const view = waiting({ requester: { id: 'outside.teams.acme|1', name: 'Somebody' } })
  const card = drawn(view)
  assert.deepEqual(titlesOf(card), ['Open in Parley'])
  assert.match(shownText(card), /Sign in once at https:\/\/parley\.example[^]*ask for this again/)
  assert.doesNotMatch(shownText(drawn(waiting({}))), /Sign in once/)
})

test('whoever isn’t known and may link their account has a button for that, and none of it where nobody asks them', () => {
  const linkable = { ...options, isLinkable: true }
  const requester = { id: 'outside.teams.acme|1', name: 'Somebody' }
  const titles = (view: PlanView) => titlesOf(AdaptiveCard.parse(planCard(view, linkable).card))
  assert.deepEqual(titles(waiting({ requester })), ['Say who I am', 'Open in Parley'])
  assert.deepEqual(titles(waiting({ requester, awaits: ['support-lead'] })), ['Open in Parley'])
  assert.ok(!titles(waiting({})).includes('Say who I am'))
})
