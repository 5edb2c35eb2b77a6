import { copyAgents } from '../../test/helpers/agents.ts'
import type { Scope } from '../../test/helpers/database.ts'
import { messagesOf } from '../../test/helpers/messages.ts'
import { MANY_MESSAGES, startParley, type TestParley } from '../../test/helpers/parley.ts'
import { startTestShop } from '../../test/helpers/shop.ts'
import { ended } from '../ended.ts'
import { modelIn } from '../model-at.ts'
import { rangeIn } from '../range-in.ts'
import { madeCard } from './made-cards.ts'
import { openRelay, type Relay } from './relay.ts'

type Case = ReturnType<typeof messagesOf>[number]

/** What became of the card: agreed to, taken back, or as it was. */
type Came = 'agreed' | 'taken back' | 'waits'

/**
 * `npm run evals -- cards --model URL`: says each message of the set `beside-card` beside the card that it was written for, with the
 * model there (without one: by the rules), and prints what it was taken for. A range plays those alone.
 */
export async function runCards(words: readonly string[], say: (text: string) => void): Promise<void> {
  const closing = new AsyncDisposableStack()
  const scope: Scope = { isTest: false, after: (cleanUp) => closing.defer(cleanUp) }
  try {
    const [from, to] = rangeIn(words)
    const cases = messagesOf('beside-card').slice(from - 1, to)
    const relay = await openRelay(modelIn(words) ?? null)
    scope.after(async () => await relay[Symbol.asyncDispose]())
    const shop = await startTestShop(scope)
    // A card of 640 EUR is among them, which the shop's own limit would refuse.
    const agents = await copyAgents(scope)
    await agents.change('policy.cedar', 'context.args.amount > 50000', 'context.args.amount > 90000')
    await agents.change('policy.cedar', 'context.args.amount <= 50000', 'context.args.amount <= 90000')
    const environment = {
      ...relay.environment,
      AGENTS_DIR: agents.dir,
      MODEL_REPLY_MS: '3000000',
      RUN_LEASE_MS: '30000',
    }
    const parley = await startParley(scope, { shop, limits: MANY_MESSAGES, environment })
    const right = { yes: 0, other: 0, wrongYes: 0, second: 0 }
    const made: Case[] = []
    for (const [index, one] of cases.entries()) {
      await shop.renew()
      const came = await planTalk(parley, relay, one)
      if (came.card === null) {
        say(`none  ${from + index} ${one.is}: the shop can’t do that: ${one.card}`)
        continue
      }
      made.push(one)
      const isRight = isExpected(one, came.card)
      if (isRight) right[one.is === 'yes' ? 'yes' : 'other']++
      if (came.card === 'agreed' && !mayAgree(one)) right.wrongYes++
      if (came.cards > 1 && one.is === 'yes') right.second++
      say(`${isRight ? 'ok   ' : 'WRONG'} ${from + index} ${one.is}: ${came.card}, ${came.cards} cards: ${one.said}`)
    }
    const count = (isYes: boolean) => made.filter(({ is }) => (is === 'yes') === isYes).length
    say(`\nYes: ${right.yes} of ${count(true)} taken. Others: ${right.other} of ${count(false)}.`)
    say(`Taken for a yes that isn't one: ${right.wrongYes}. A second card beside a yes: ${right.second}.`)
  } finally {
    await closing.disposeAsync()
  }
}

async function planTalk(
  parley: TestParley,
  relay: Relay,
  { card = '', said }: Case,
): Promise<{ readonly card: Came | null; readonly cards: number }> {
  const customer = parley.as('customer')
  relay.make(madeCard(card))
  const asked = await customer.ask(madeCard(card).asks)
  relay.make(null)
  const proposed = async () =>
    (await customer.events(asked.threadId)).flatMap((event) => (event.type === 'plan-proposed' ? [event.planId] : []))
  const [planId] = await proposed()
  if (planId === undefined) return { card: null, cards: 0 }
  const answered = await customer.say(said, asked.threadId)
  await ended(customer, answered.threadId, answered.runId)
  const plan = await customer.plan(planId)
  const cards = new Set(await proposed()).size
  for (const other of await customer.waitingPlans()) await customer.decide(other, 'reject', { reason: 'other' })
  const isGone = plan.status === 'cancelled' || plan.status === 'rejected'
  return { card: isGone ? 'taken back' : plan.awaits.includes('requester') ? 'waits' : 'agreed', cards }
}

// A condition that nobody has looked up is none that is met.
function mayAgree({ is, also }: Case): boolean {
  return is === 'yes' || (is === 'yes-but' && also !== undefined)
}

function isExpected(one: Case, came: Came): boolean {
  switch (one.is) {
    case 'yes':
      return came === 'agreed'
    case 'no':
      return came === 'taken back'
    case 'change':
      return came !== 'agreed'
    case 'yes-but':
      return one.also === undefined ? came !== 'agreed' : came === 'agreed'
    case 'wait':
    case 'other':
      return came === 'waits'
  }
}
