import assert from 'node:assert/strict'
import { test } from 'node:test'
import '#cards/texts/card-language.ts'
import { outsideCardTexts } from '#cards/texts/outside-card-texts.ts'
import { problemTexts } from '#cards/texts/problem-texts.ts'
import { refusedPress } from '#cards/drawing/refused-press.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { inLanguage } from '#cards/texts/spoken-language.ts'
import { leadText } from '#channels/cli/lead-text.ts'
import { newCard, nextCard, type CardHappening, type CardState } from '#channels/web/browser/card-state.ts'
import { DECISION_PROBLEMS, RESOLUTION_PROBLEMS } from '#contract/plan-endpoints.ts'
import { CANCEL_PROBLEMS } from '#contract/run.ts'
import { SHARED_PROBLEMS } from '#contract/shared-problems.ts'
import { AppError } from '#core/errors.ts'
import { planView } from '../helpers/plan-views.ts'

const declared = [
  ...DECISION_PROBLEMS,
  ...RESOLUTION_PROBLEMS,
  ...CANCEL_PROBLEMS,
  ...Object.values(SHARED_PROBLEMS).flat(),
]
const CODES = [...new Set([...declared.map(({ code }) => code), ...Object.keys(problemTexts)])]

const refusedIn = (language: string, code: string) =>
  inLanguage(language, () => refusedPress(new AppError('', { code })))

for (const language of ['en', 'de']) {
  test(`each problem of a decision has a sentence of its own and a way on (${language})`, () => {
    const said = new Map(CODES.map((code) => [code, refusedIn(language, code).words]))
    assert.equal(new Set(said.values()).size, CODES.length)
    for (const [code, words] of said) {
      assert.match(words, /^\p{Lu}.*\.$/u, code)
      const { lead } = refusedIn(language, code)
      if (lead === 'mend') continue
      assert.notEqual(
        inLanguage(language, () => screenTexts.card.leads[lead]),
        '',
        code,
      )
    }
  })
}

test('nothing that is said in German is said in English', () => {
  for (const code of CODES) assert.notEqual(refusedIn('de', code).words, refusedIn('en', code).words)
})

test('the same status says different things by its code, and the status alone says nothing', () => {
  const words = ['decided-before', 'hand-over-open', 'effect-known', 'plan-at-work', 'run-ended'].map((code) =>
    refusedPress(new AppError('What the server says.', { code, status: 409 })),
  )
  assert.equal(new Set(words.map((one) => one.words)).size, 5)
  const tomorrows = refusedPress(new AppError('What the server says.', { code: 'of-tomorrow', status: 409 }))
  assert.deepEqual([tomorrows.words, tomorrows.lead], ['What the server says.', 'look-again'])
})

for (const asking of [null, 'reject', 'edit', 'happened'] as const) {
  test(`after each problem a card (asking ${asking ?? 'nothing'}) is no final one: it says it, leads on and takes a press`, () => {
    const written: CardState = { ...newCard(planView()), isInert: false, asking, note: 'Twice', pressed: 'approve' }
    for (const code of CODES) {
      const refused = refusedIn('en', code)
      const card = nextCard(written, { type: 'refused', refused })
      const told = card.wrong?.words ?? card.told
      assert.deepEqual([told, card.pressed, card.plan.status], [refused.words, null, 'waiting'], code)
      // Either a button leads on, or the form with what was written and its own buttons.
      assert.equal(card.leadsOn !== null || card.asking !== null, true, code)
      if (refused.lead === 'try-again') assert.deepEqual([card.asking, card.note], [asking, 'Twice'], code)
      const pressed = nextCard(card, { type: 'pressed', press: 'approve' } satisfies CardHappening)
      assert.deepEqual([pressed.pressed, pressed.told, pressed.leadsOn], ['approve', null, null], code)
    }
  })
}

test('a terminal and a card elsewhere have a way on for each problem, too', () => {
  const at = { server: 'https://parley.example', planId: 'P' }
  for (const language of ['en', 'de'])
    for (const code of CODES) {
      const refused = refusedIn(language, code)
      // Without a line of its own the card as it stands is printed below.
      const line = inLanguage(language, () => leadText(refused, at))
      assert.equal(line === '', refused.lead === 'look-again', code)
    }
  assert.notEqual(outsideCardTexts.pressAgain, outsideCardTexts.openAt('https://parley.example'))
})

test('facts of a problem stand in its sentence', () => {
  const by = (code: string, details: Record<string, unknown>, language = 'en') =>
    inLanguage(language, () => refusedPress(new AppError('As the server says it.', { code, details })).words)
  assert.match(by('hand-over-open', { by: 'Omar' }), /^Omar has this conversation/)
  assert.match(by('hand-over-open', { by: null }), /^This conversation waits for a person/)
  assert.match(by('stopped', { by: 'Olga', why: 'Audit' }, 'de'), /von Olga: „Audit“/)
  assert.match(by('wrong-role', { needs: ['support-lead', 'operator'] }), /^Only our support lead and operator/)
  assert.equal(by('stopped', { by: 'Olga', why: 'Audit' }), 'As the server says it.')
})
