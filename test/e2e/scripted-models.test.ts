import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { IS_DEEP, SEED, someOf } from '../helpers/depth.ts'
import { shopMessages, type ShopMessage } from '../helpers/messages.ts'
import { fails, openModelServer, says, type ChatRequest, type ModelReply } from '../helpers/model-server.ts'
import { MANY_MESSAGES, startParley } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { routesTo } from '../helpers/planner-replies.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { startTestShop } from '../helpers/shop.ts'
import { say } from '../helpers/wishes.ts'

/*
 * Each message to the example shop goes through the public door, with a model that does its worst. A check takes some of
 * each kind, by its seed; a night all of them.
 */

const MESSAGES = shopMessages()
const KINDS = [...new Set(MESSAGES.map(({ kind }) => kind))]
const random = randomNumbers(SEED)

/** A few of each kind, or all. */
function sample(ofEach: number): readonly ShopMessage[] {
  if (IS_DEEP) return MESSAGES
  return KINDS.flatMap((kind) =>
    MESSAGES.filter((message) => message.kind === kind)
      .map((message) => ({ message, at: random() }))
      .toSorted((left, right) => left.at - right.at)
      .slice(0, ofEach)
      .map(({ message }) => message),
  )
}

/** The worst that a quote can be: the whole message, which stands in it verbatim. */
const alwaysRefund = ({ schemaName, messages }: ChatRequest): ModelReply =>
  schemaName === 'route' ? routesTo('playbook', 'refund', messages.at(-1)?.content ?? '') : fails(400)

const WORST: readonly (readonly [string, ((request: ChatRequest) => ModelReply) | null, number])[] = [
  ['no model', null, 2],
  ['a model that always says playbook/refund', alwaysRefund, 2],
  ['a model that answers 429', () => fails(429), 1],
  ['a model that answers 401', () => fails(401), 1],
  ['a model that answers 500', () => fails(500), 1],
  ['a model that answers nonsense', () => says('Sure! I refunded {"everything"'), 1],
]

for (const [title, script, ofEach] of someOf(WORST)) {
  test(`with ${title}, nothing is done that nobody's words ask for, nor proposed without a question (seed ${SEED})`, async (t) => {
    const shop = await startTestShop(t)
    await using model = script && (await openModelServer(script))
    const parley = await startParley(t, { shop, environment: model?.environment ?? {}, limits: MANY_MESSAGES })
    const clients = { maya: parley.as('customer'), omar: parley.as('other-customer') }
    for (const message of sample(ofEach)) {
      const before = (await shop.book()).calls.length
      const plan = await proposalOf(clients[message.as], message.said)
      const isWanted = plan !== null && isOneOf(plan, message)
      if (isWanted || plan === null) continue
      const label = `${message.kind}: ${message.said}`
      assert.equal(plan.intent?.basis, 'inferred', label)
      assert.equal((await shop.book()).calls.length, before, label)
    }
  })
}

/** The plan that a message came to, or null. */
async function proposalOf(person: PersonClient, said: string): Promise<PlanView | null> {
  // Of several wishes each has a run of its own, and none is to go on beside the next message.
  const { threadId } = await say(person, said)
  const proposed = (await person.events(threadId)).find(({ type }) => type === 'plan-proposed')
  return proposed?.type === 'plan-proposed' ? person.plan(proposed.planId) : null
}

function isOneOf({ playbook, effects }: PlanView, { wants }: ShopMessage): boolean {
  const orders = effects.map(({ args }) => args['orderId']).filter((order) => order !== undefined)
  return wants.some((deed) =>
    Object.entries(deed).some(
      ([name, order]) => name === playbook && (order === null || orders.every((each) => each === order)),
    ),
  )
}
