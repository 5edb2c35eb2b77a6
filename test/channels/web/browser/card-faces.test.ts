import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cardOf, type Card } from '#cards/drawing/card.ts'
import { cardText } from '#cards/drawing/card-text.ts'
import { outsideCard } from '#cards/drawing/outside-card.ts'
import { stepLines } from '#channels/cli/plan-steps.ts'
import { drawnCard } from '#channels/slack/blocks.ts'
import { bodyOf } from '#channels/teams/card.ts'
import { cardSteps } from '#channels/web/browser/card-steps.ts'
import { planView } from '../../../helpers/plan-views.ts'

// What a card says of a step stands in every place that draws cards, and none of them is told of it.
const now = new Date('2026-11-20T09:40:00Z')
const reader = { id: 'customer', roles: ['customer'] }
const plan = planView({ awaits: ['requester'] })
const NEW_FACT = 'costs about 0.12 EUR'

const withFact = <Drawn extends Pick<Card, 'rows'>>(card: Drawn): Drawn => ({
  ...card,
  rows: card.rows.map((row) => ({ ...row, facts: [...row.facts, NEW_FACT] })),
})
const card = withFact(cardOf(plan, { reader, clock: { now } }))
const outside = withFact(outsideCard(plan, { url: null, address: null, isEditable: false, isLinkable: false, now }))

const FACES: Readonly<Record<string, () => unknown>> = {
  'a browser': () => cardSteps(card, { isOpen: false, isMoving: false, editing: null }),
  'a terminal': () => stepLines(card, { width: 120, plan, reader, before: null }),
  Slack: () => drawnCard(outside),
  Teams: () => bodyOf(outside),
  'mail, AG-UI, MCP and OpenAI’s API': () => cardText(card, { hasValues: false }),
}

for (const [place, draw] of Object.entries(FACES))
  test(`a new fact of each step is drawn by ${place}`, () => {
    assert.equal(JSON.stringify(draw()).split(NEW_FACT).length - 1, card.rows.length)
  })
