import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { whyTexts } from '#cards/drawing/plan-why.ts'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startShop } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'

// An operator changes a procedure while plans that were made by it wait for their yes.
const FILE = 'playbooks/refund.js'
const SYNONYMS = 'synonyms:\n  - [refund, reimbursement, order]\n'
const OTHER_REASON = ["slots.reason ?? 'other'", "slots.reason ?? 'late'"] as const
const agents = await copyAgents({ after })
const { parley, customer, lead, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })

interface Waiting extends Said {
  readonly plan: PlanView
}

beforeEach(() => shop.renew())

test('a title, examples, questions and comments of a procedure change: what waits is done by the yes that it has', async () => {
  const turn = await waitingPlan()
  await restart(async () => {
    await agents.change(FILE, "title: 'Refund an order'", "title: 'Pay an order back'")
    await agents.change(FILE, '  examples: [\n', "  examples: [\n    'let me have the price of A17 again',\n")
    await agents.change(FILE, "    'refund my workshop',\n", "    'refund my workshop',\n    'refund my time',\n")
    await agents.change(FILE, 'Which order is it?', 'Which of your orders is it?')
    await agents.change(FILE, '// Refunds one delivered order', '// Pays one delivered order back')
  })
  assert.equal((await lead.decide(turn.plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  const ended = await customer.plan(turn.plan.id)
  assert.deepEqual([ended.status, ended.digest, ended.settings], ['done', turn.plan.digest, []])
  assert.deepEqual(await reasons(), ['other'])
})

deep('which words mean the same changes: what waits is done by the yes that it has', async () => {
  const turn = await waitingPlan()
  const before = (await reasons()).length
  await restart(() => agents.change('agent.yaml', 'languages: [en, de]\n', `languages: [en, de]\n${SYNONYMS}`))
  assert.equal((await lead.decide(turn.plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  const ended = await customer.plan(turn.plan.id)
  assert.deepEqual([ended.status, ended.digest, ended.settings], ['done', turn.plan.digest, []])
  assert.equal((await reasons()).length, before + 1)
  await restart(() => agents.change('agent.yaml', SYNONYMS, ''))
})

deep(
  'a program changes: the new one is tried out and asked about, says that it is another, and the old one never runs',
  async () => {
    const turn = await waitingPlan()
    await restart(() => agents.change(FILE, ...OTHER_REASON))
    assert.equal((await lead.decide(turn.plan, 'approve')).status, 200)
    const again = await askedAgain(turn)
    assert.deepEqual(await reasons(), [])
    assert.deepEqual(
      again.settings.map(({ setting, of, title }) => [setting, of, title]),
      [['procedure', 'refund', 'Pay an order back']],
    )
    assert.equal(firstWhy(again), 'How "Pay an order back" is done changed after this was agreed to.')
    assert.deepEqual(
      again.stepChanges.map(({ change, was, values }) => [change, was, values]),
      [
        [
          'changed',
          again.effects[0]?.title,
          [{ name: 'reason', words: 'reason', was: 'not given', is: 'it came late' }],
        ],
      ],
    )
    assert.equal((await lead.decide(again, 'approve')).status, 200)
    await customer.settled(turn.runId, 'done')
    assert.equal((await customer.plan(turn.plan.id)).status, 'done')
    assert.deepEqual(await reasons(), ['late'])
    await restart(() => agents.change(FILE, OTHER_REASON[1], OTHER_REASON[0]))
  },
)

deep('a program changes and comes to the same steps: it is still asked about', async () => {
  const turn = await waitingPlan()
  const [was, is] = ['if (!order) return say(', 'if (order === null) return say('] as const
  await restart(() => agents.change(FILE, was, is))
  assert.equal((await lead.decide(turn.plan, 'approve')).status, 200)
  const again = await askedAgain(turn)
  assert.deepEqual(
    again.settings.map(({ setting }) => setting),
    ['procedure'],
  )
  assert.deepEqual(again.stepChanges, [])
  assert.equal((await lead.decide(again, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.deepEqual(await reasons(), ['other'])
})

deep(
  'what its requester said doesn’t fit the procedure any more: nothing is done, and they are told to ask again',
  async () => {
    const turn = await waitingPlan()
    const [was, is] = ["pattern: '(?i)[A-Z]\\\\d+', ask", "pattern: '(?i)[A-Z]-\\\\d+', ask"] as const
    await restart(() => agents.change(FILE, was, is))
    assert.equal((await lead.decide(turn.plan, 'approve')).status, 200)
    await customer.settled(turn.runId, 'done')
    assert.equal((await customer.plan(turn.plan.id)).status, 'stale')
    assert.match(
      (await customer.answers(turn.threadId))[0] ?? '',
      /needs other details\. Nothing was done\. Please ask/,
    )
    assert.deepEqual(await reasons(), [])
    await restart(() => agents.change(FILE, is, was))
  },
)

deep('a program in the plan’s own row is no change of the operator’s: the yes does nothing', async () => {
  const turn = await waitingPlan()
  await restart(async () => {
    await agents.change(FILE, ...OTHER_REASON)
    await using owner = await openPlaceAsOwner(parley.place)
    await owner.exec(
      `update plans set program = replace(program, '''other''', '''late''') where id = '${turn.plan.id}'`,
    )
  })
  assert.equal((await lead.decide(turn.plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.match((await customer.answers(turn.threadId))[0] ?? '', /\((program|seal) differs\)\. Nothing was done/)
  assert.deepEqual(await reasons(), [])
  await restart(() => agents.change(FILE, OTHER_REASON[1], OTHER_REASON[0]))
})

deep('a procedure is taken away: its plan ends in words of its own, and nothing is done', async () => {
  const turn = await waitingPlan()
  await restart(async () => {
    for (const file of [FILE, 'playbooks/refund.de.yaml', 'evals/refunds.yaml', 'evals/deeds.yaml'])
      await agents.remove(file)
    await agents.change('agent.yaml', '  - refund: { trusted: [orderId, items, reason] }\n', '')
    await agents.change('agent.yaml', 'offer: [order-status, refund, ', 'offer: [order-status, ')
  })
  assert.equal((await lead.decide(turn.plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.equal((await customer.plan(turn.plan.id)).status, 'stale')
  assert.match(
    (await customer.answers(turn.threadId))[0] ?? '',
    /has removed the procedure for this\. Nothing was done/,
  )
  assert.deepEqual(await reasons(), [])
})

async function waitingPlan(): Promise<Waiting> {
  const said = await customer.ask('Refund order A17')
  assert.equal(said.run.status, 'waiting')
  return { ...said, plan: await customer.planOf(said) }
}

async function askedAgain({ plan, threadId, runId }: Waiting): Promise<PlanView> {
  await customer.event(threadId, (event) => event.type === 'plan-proposed' && event.digest !== plan.digest)
  await customer.settled(runId, 'waiting')
  const again = await lead.plan(plan.id)
  assert.notEqual(again.digest, plan.digest)
  return again
}

async function restart(change: () => Promise<void>): Promise<void> {
  await parley.stop()
  await change()
  await parley.start()
}

function firstWhy(plan: PlanView): string | undefined {
  return whyTexts(plan, { id: 'support-lead', roles: ['support-lead'] })[0]
}

/** The reasons that the shop was given with refunds, in order. */
async function reasons(): Promise<readonly unknown[]> {
  const { refunds } = await shop.book()
  return refunds.map(({ reason }) => reason)
}
