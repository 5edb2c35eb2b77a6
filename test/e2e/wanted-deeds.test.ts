import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { shopMessages, type ShopMessage } from '../helpers/messages.ts'
import { MANY_MESSAGES, startShop } from '../helpers/parley.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { say } from '../helpers/wishes.ts'

// What comes of messages that ask for something to be done, said first in a thread of their own, without a model.

const { parley, shop } = await startShop({ after }, { limits: MANY_MESSAGES })
const random = randomNumbers(SEED)

const TOOLS: Readonly<Record<string, string>> = {
  refund: 'shop/refunds.create',
  'bank-account': 'shop/payouts.setAccount',
  'cancel-order': 'shop/orders.cancel',
  'change-address': 'shop/orders.setAddress',
  'send-again': 'shop/orders.sendAgain',
}

/**
 * `done`: planned in its requester's own words, and done or with whom the rules name; `pressed`: one press does it, of their yes
 * or of a button that says it; `asked`: a question, or buttons that lead to it; `lost`: none of these; `other`: something else
 * waits for their yes, and `wrong`: something else is begun without it.
 */
const OUTCOMES = ['done', 'pressed', 'asked', 'lost', 'other', 'wrong'] as const
type Outcome = (typeof OUTCOMES)[number]

const deeds = ({ wants }: ShopMessage): readonly string[] =>
  wants.map((deed) => {
    const [[name, order] = ['', null]] = Object.entries(deed)
    return `${TOOLS[name] ?? name} ${String(order)}`
  })

const planned = (plans: readonly PlanView[]): readonly string[] =>
  plans.flatMap(({ effects }) =>
    effects.flatMap(({ tool, args }) => {
      const of = args['orderId'] ?? args['id']
      return Object.values(TOOLS).includes(tool) ? [`${tool} ${typeof of === 'string' ? of : ''}`] : []
    }),
  )

interface Come {
  readonly outcome: Outcome
  readonly answer: string
  /** What the buttons below the answer say. */
  readonly buttons: readonly string[]
}

async function outcomeOf(message: ShopMessage): Promise<Come> {
  const first = await comesOf(message)
  if (first.outcome !== 'asked') return first
  for (const button of first.buttons) {
    const { outcome } = await comesOf(message, button)
    if (outcome === 'done') return { ...first, outcome: 'pressed' }
  }
  return first
}

/** What comes of a message, and of a button below what was answered to it. */
async function comesOf(message: ShopMessage, button?: string): Promise<Come> {
  const person = parley.as(message.as === 'maya' ? 'customer' : 'other-customer')
  const { threadId } = await say(person, message.said)
  if (button !== undefined) await say(person, button, threadId)
  const events = await person.events(threadId)
  const ids = new Set(events.flatMap((event) => (event.type === 'plan-proposed' ? [event.planId] : [])))
  const plans = await Promise.all([...ids].map((id) => person.plan(id)))
  const parts = (await person.messages(threadId)).flatMap((said) => (said.role === 'assistant' ? said.parts : []))
  const doubts = plans.flatMap(({ intent }) => intent?.doubts ?? [])
  const answer = [...parts.map((part) => ('text' in part ? part.text : '')), ...doubts].join('\n')
  const buttons = parts.flatMap((part) => (part.type === 'choices' ? part.choices.map(({ says }) => says) : []))
  for (const { runId, status } of plans)
    if (status === 'waiting') await person.request('POST', `/v1/runs/${runId}/cancel`)
  if (plans.length > 0) await shop.renew()
  const wanted = deeds(message)
  const does = planned(plans)
  const others = plans.filter((plan) => planned([plan]).some((deed) => !wanted.includes(deed)))
  const isWrong = others.some(({ status, awaits }) => status !== 'refused' && !awaits.includes('requester'))
  if (others.length > 0) return { outcome: isWrong ? 'wrong' : 'other', answer: does.join(), buttons }
  const isAll = wanted.every((deed) => does.includes(deed))
  // What the shop refuses was planned for nothing.
  if (plans.some(({ status }) => status === 'failed')) return { outcome: 'lost', answer, buttons }
  const awaitsThem = plans.some(({ awaits }) => awaits.includes('requester'))
  const asks = buttons.length > 0 || /\?/.test(answer)
  if (isAll) return { outcome: awaitsThem ? 'pressed' : 'done', answer, buttons }
  return { outcome: asks ? 'asked' : 'lost', answer, buttons }
}

async function outcomes(messages: readonly ShopMessage[]): Promise<Readonly<Record<Outcome, readonly string[]>>> {
  const found: Record<Outcome, string[]> = { done: [], pressed: [], asked: [], lost: [], other: [], wrong: [] }
  for (const message of messages) {
    const { outcome, answer } = await outcomeOf(message)
    found[outcome].push(`${message.said} → ${answer.replaceAll('\n', ' ').slice(0, 120)}`)
  }
  return found
}

function tell(t: TestContext, found: Readonly<Record<Outcome, readonly string[]>>): void {
  const all = Object.values(found).flat().length
  const shares = OUTCOMES.map((outcome) => `${outcome} ${((100 * found[outcome].length) / all).toFixed(1)} %`)
  t.diagnostic(`${all} messages: ${shares.join(', ')}`)
  for (const outcome of ['lost', 'other', 'wrong'] as const)
    for (const line of found[outcome]) t.diagnostic(`${outcome}: ${line}`)
}

const wanted = shopMessages().filter(({ comes }) => comes === 'done')

test(`of what is asked for in one’s own words nothing else is begun (seed ${SEED})`, async (t) => {
  const some = wanted.toSorted(() => random() - 0.5).slice(0, howMany({ quick: 6, deep: wanted.length }))
  const found = await outcomes(some)
  tell(t, found)
  assert.deepEqual(found.wrong, [])
})
