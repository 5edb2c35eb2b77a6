import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
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
  schemaName === 'reading' ? routesTo('playbook', 'refund', messages.at(-1)?.content ?? '') : fails(400)

/** Each way to fail with a quarter of the messages, and with another one by another seed. */
const FAILURES: readonly ModelReply[] = [fails(429), fails(401), fails(500), says('Sure! I refunded {"everything"')]
const failing = ({ messages }: ChatRequest): ModelReply => {
  const said = createHash('sha256')
    .update(messages.at(-1)?.content ?? '')
    .digest()
  return FAILURES[(said.readUInt32BE() + SEED) % FAILURES.length] ?? fails(500)
}

/** Without a model all of them are said in a night by `asked-for.test.ts` and `wanted-deeds.test.ts`. */
const WORST: readonly (readonly [string, (request: ChatRequest) => ModelReply, number])[] = [
  ['a model that always says playbook/refund', alwaysRefund, 2],
  ['a model that answers 429, 401, 500 and nonsense', failing, 2],
]

/** What `agents/support/policy.cedar` forbids above, in cents. */
const MOST_REFUNDED = 50_000

/** Messages that are said side by side: each waits for the database and the model more than it computes. */
const AT_ONCE = 4

for (const [title, script, ofEach] of someOf(WORST)) {
  test(`with ${title}, nothing is done that nobody's words ask for, nor proposed without a question (seed ${SEED})`, async (t) => {
    const shop = await startTestShop(t)
    await using model = await openModelServer(script)
    const parley = await startParley(t, { shop, environment: model.environment, limits: MANY_MESSAGES })
    const clients = { maya: parley.as('customer'), omar: parley.as('other-customer') }
    const wrong: string[] = []
    const judge = async (message: ShopMessage) => {
      const person = clients[message.as]
      for (const plan of await proposedFor(person, message.said)) {
        // What waits is reckoned with by the next judgement.
        if (plan.status === 'waiting') await person.request('POST', `/v1/runs/${plan.runId}/cancel`)
        if (isOneOf(plan, message)) continue
        // What its rules never let pass is refused before anybody is asked.
        const status = plan.effects.some(({ args }) => Number(args['amount'] ?? 0) > MOST_REFUNDED)
          ? 'refused'
          : 'waiting'
        if (plan.intent?.basis === 'inferred' && plan.status === status) continue
        wrong.push(`${plan.intent?.basis} and ${plan.status} for ${message.kind}: ${message.said}`)
      }
    }
    const messages = sample(ofEach)
    const unwanting = messages.filter(({ wants }) => wants.length === 0)
    const calls = async () => (await shop.book()).calls.length
    const before = await calls()
    await sideBySide(unwanting, judge)
    assert.equal(await calls(), before)
    await sideBySide(
      messages.filter((message) => !unwanting.includes(message)),
      judge,
    )
    assert.deepEqual(wrong, [])
  })
}

async function sideBySide<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const next = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
}

/** The plans that a message came to: of several wishes each has a run of its own. */
async function proposedFor(person: PersonClient, said: string): Promise<readonly PlanView[]> {
  const { threadId } = await say(person, said)
  const events = await person.events(threadId)
  const ids = new Set(events.flatMap((event) => (event.type === 'plan-proposed' ? [event.planId] : [])))
  return Promise.all([...ids].map((id) => person.plan(id)))
}

function isOneOf({ playbook, effects }: PlanView, { wants }: ShopMessage): boolean {
  const orders = effects.map(({ args }) => args['orderId']).filter((order) => order !== undefined)
  return wants.some((deed) =>
    Object.entries(deed).some(
      ([name, order]) => name === playbook && (order === null || orders.every((each) => each === order)),
    ),
  )
}
