import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerMessage, cardMessage, type SlackMessage } from '#channels/slack/blocks.ts'
import { drawnText } from '#cards/drawing/drawn-answer.ts'
import { rejectView } from '#channels/slack/modal.ts'
import { planView } from '../../helpers/plan-views.ts'
import { Blocks, buttonsOf, shownText, View } from '../../helpers/block-kit.ts'

const NOW = new Date('2026-11-02T09:00:00Z')
const WAITING = { status: 'waiting', awaits: ['requester'], digest: 'd' } as const
const options = {
  url: 'https://parley.example/console/queue/1',
  address: 'https://parley.example',
  isEditable: false,
  isLinkable: false,
  now: NOW,
}
const taken = ({ blocks }: SlackMessage) => Blocks.parse(blocks)
const textOf = (message: SlackMessage) => shownText({ blocks: taken(message) })

test('an answer that is longer than a message of Slack is cut, and says so with where the rest is', () => {
  const text = 'A long answer.\n'.repeat(6_000)
  const said = { text, link: null, isPressed: true }
  assert.match(
    textOf(answerMessage(drawnText(text), { ...said, whole: 'https://parley.example' })),
    /The rest is left out here[^\n]*<https:\/\/parley\.example\|Read it whole in Parley>$/,
  )
  assert.match(
    textOf(answerMessage(drawnText(text), { ...said, whole: null })),
    /The rest is left out here: this is longer than a message can be\.$/,
  )
  assert.doesNotMatch(textOf(answerMessage(drawnText('short'), { ...said, text: 'short', whole: null })), /left out/)
})

test('whoever isn’t known gets no buttons for their own plan, and is told what to do', () => {
  const requester = { id: 'outside.slack.acme|U3', name: 'Somebody' }
  const message = cardMessage(planView({ ...WAITING, requester }), options)
  assert.deepEqual(
    buttonsOf(taken(message)).map(({ text }) => text.text),
    ['Open in Parley'],
  )
  assert.match(
    textOf(message),
    /don’t know who you are here[^]*Sign in once at https:\/\/parley\.example[^]*ask for this again[^]*“cancel that”/,
  )
  assert.equal(buttonsOf(taken(cardMessage(planView(WAITING), options))).length, 4)
})

test('a German requester’s card is in German, and what is done stands beside each step', () => {
  assert.match(
    textOf(cardMessage(planView({ ...WAITING, language: 'de' }), options)),
    /Braucht Ihr Ja[^]*In Parley öffnen/,
  )
  const view = planView({ status: 'applying' })
  const effects = view.effects.map((effect, index) => ({
    ...effect,
    state: index === 0 ? ('succeeded' as const) : ('dispatched' as const),
    result: null,
  }))
  assert.match(textOf(cardMessage({ ...view, effects }, options)), /\*1\* [^\n]* · [^\n]*[^]*\*2\* [^\n]* · /)
})

test('whoever isn’t known and may link their account has a button for that, and none of it where nobody asks them', () => {
  const linkable = { ...options, isLinkable: true }
  const requester = { id: 'outside.slack.acme|U3', name: 'Somebody' }
  const titles = (changes: Parameters<typeof planView>[0]) =>
    buttonsOf(taken(cardMessage(planView(changes), linkable))).map(({ text }) => text.text)
  assert.deepEqual(titles({ ...WAITING, requester }), ['Say who I am', 'Open in Parley'])
  assert.deepEqual(titles({ ...WAITING, requester, awaits: ['support-lead'] }), ['Open in Parley'])
  assert.ok(!titles(WAITING).includes('Say who I am'))
  assert.match(
    textOf(cardMessage(planView({ ...WAITING, requester }), linkable)),
    /Press the button, and sign in there/,
  )
})

test('the window in which a German requester says no is in German, and is one that Slack takes', () => {
  const shown = { planId: 'p', digest: 'd', reasons: ['wrong-amount'] }
  assert.match(JSON.stringify(View.parse(rejectView({ ...shown, language: 'de' }, 'D1'))), /Nein sagen[^]*Warum\?/)
  assert.match(JSON.stringify(View.parse(rejectView(shown, 'D1'))), /Say no[^]*Why\?[^]*wrong amount/)
})
