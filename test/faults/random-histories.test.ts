import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { writeFile } from 'node:fs/promises'
import type { PlanView } from '#graph/contract.ts'
import { canonical, verifyEvidence } from '../../bin/verify-evidence.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { readEvidence } from '../helpers/evidence.ts'
import { startParley } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import {
  cancel,
  decide,
  emptyModel,
  LEADS,
  settle,
  type Answer,
  type Decider,
  type Decision,
  type ModelPlan,
} from './histories/model.ts'

// Plans are asked for, approved, rejected, changed, taken back, forgotten until their time is over, by the right people and the
// wrong ones, while the server is killed: whatever comes after whatever, each answer and each end is the model's.
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const histories = Number(process.env['HISTORIES'] ?? 6)
const STEPS = 12

const ORDERS = ['A12', 'A17', 'A23', 'A31', 'A40']
const POLICY = `
@id("look-up") permit (principal, action in [Action::"shop/orders.get"], resource);
@id("refund") permit (principal, action == Action::"shop/refunds.create", resource);
@id("mail") permit (principal, action == Action::"shop/mail.send", resource);
@id("ask") @ask("support-lead") @reason("Every refund asks") forbid (principal, action == Action::"shop/refunds.create", resource);
`

const random = randomNumbers(seed)
const shop = await startTestShop({ after })
const agents = await copyAgents({ after })
// What the histories leave waiting stays so.
await agents.change('agent.yaml', 'effectsPerPlan: 20,', 'effectsPerPlan: 20, waitingPlans: 200,')
await writeFile(join(agents.dir, 'support', 'policy.cedar'), POLICY)
const parley = await startParley({ after }, { shop, environment: { AGENTS_DIR: agents.dir, RUN_LEASE_MS: '500' } })
const customer = parley.as('customer')

interface Known extends ModelPlan {
  readonly said: Said
  /** As it was seen last. */
  view: PlanView
  /** What it pays back, in minor units. */
  amount: number
}

for (let history = 1; history <= histories; history++) {
  test(`history ${history} of ${histories}: every answer and every end is what the model says`, async (t) => {
    t.diagnostic(`SEED=${seed}`)
    await shop.renew()
    const told: string[] = []
    try {
      await live(told)
    } catch (error) {
      throw new Error(`With SEED=${seed} HISTORIES=${histories}, after:\n${told.join('\n')}`, { cause: error })
    }
  })
}

/** One history: random steps, each compared with the model, then everything that is left. */
async function live(told: string[]): Promise<void> {
  const model = emptyModel()
  const plans: Known[] = []
  for (let step = 0; step < STEPS; step++) {
    const plan = plans.length > 0 ? oneOf(plans) : null
    const roll = random()
    if (!plan || roll < 0.35) {
      const order = oneOf(ORDERS)
      told.push(`ask for ${order}`)
      if (model.inFull.has(order)) await askInVain(order)
      else {
        const known = await propose(order)
        plans.push(known)
        model.plans.push(known)
      }
    } else if (roll < 0.75) {
      const decision: Decision = { by: someDecider(), choice: someAnswer(), sound: random() < 0.85 }
      told.push(`plan ${plans.indexOf(plan)}: ${JSON.stringify(decision)}`)
      const expected = decide(model, plan, decision)
      assert.equal(await decideFor(plan, decision), expected)
      await checkEnd(plan)
    } else if (roll < 0.83) {
      told.push(`plan ${plans.indexOf(plan)}: taken back`)
      const expected = cancel(plan)
      const { status } = await customer.request('POST', `/v1/runs/${plan.said.runId}/cancel`)
      assert.equal(status < 300 ? 200 : status, expected)
      await checkEnd(plan)
    } else if (roll < 0.9) {
      const late = random() < 0.5 && plan.state === 'waiting' ? plan : null
      told.push(late ? `killed, and back when plan ${plans.indexOf(late)} is over` : 'killed')
      await parley.kill()
      if (late) await makeLate(late)
      await parley.start()
      if (late) {
        late.state = 'expired'
        await checkEnd(late)
      }
    } else {
      const by = oneOf(LEADS)
      told.push(`plan ${plans.indexOf(plan)}: killed while ${by} approves`)
      await killWhile(plan, by)
      const { decisions } = await customer.plan(plan.view.id)
      if (plan.state === 'waiting' && decisions.some(({ decision }) => decision === 'approve')) {
        settle(model, plan, { by, choice: 'approve' })
      }
      await checkEnd(plan)
    }
  }
  await judge(plans, model.refunded)
}

async function propose(order: string): Promise<Known> {
  const said = await customer.ask(`Refund order ${order}`)
  assert.equal(said.run.status, 'waiting')
  const view = await customer.planOf(said)
  const amount = Number(view.effects[0]?.args['amount'])
  return { order, state: 'waiting', editor: null, decided: null, said, view, amount }
}

async function askInVain(order: string): Promise<void> {
  const { run, threadId } = await customer.ask(`Refund order ${order}`)
  assert.equal(run.status, 'done')
  assert.match((await customer.answers(threadId))[0] ?? '', /nothing to refund/)
}

async function decideFor(plan: Known, { by, choice, sound }: Decision): Promise<number> {
  const client = parley.as(by)
  const { id, digest } = plan.view
  await client.request('GET', `/v1/plans/${id}`)
  const amount = plan.amount - 1
  const { status, body } = await client.request<{ plan: PlanView }>('POST', `/v1/plans/${id}/decisions`, {
    digest: sound ? digest : `sha256:${'0'.repeat(64)}`,
    decision: choice,
    ...(choice === 'edit' && { changes: [{ effect: 0, path: '/amount', value: amount }] }),
  })
  if (choice === 'edit' && status === 200) {
    assert.notEqual(body.plan.digest, digest)
    plan.view = body.plan
    plan.amount = amount
  }
  return status
}

/** The power goes while a decision is on its way; whether it was taken is for the server to say, once and for all. */
async function killWhile({ view }: Known, by: Decider): Promise<void> {
  const answer = parley
    .as(by)
    .decide(view, 'approve')
    .catch(() => null)
  await delay(random() * 60)
  await parley.kill()
  await answer
  await parley.start()
}

async function makeLate({ view }: Known): Promise<void> {
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update plans set expires_at = now() - interval '1 second' where id = $1`, [view.id])
}

const STATUS_OF: Readonly<Record<ModelPlan['state'], readonly PlanView['status'][]>> = {
  waiting: ['waiting'],
  done: ['done'],
  'refused-by-shop': ['stale', 'failed'],
  rejected: ['rejected'],
  expired: ['expired'],
  cancelled: ['cancelled'],
}

async function checkEnd({ state, said, view }: Known): Promise<void> {
  const ends = state === 'waiting' ? (['waiting'] as const) : (['done', 'failed', 'cancelled'] as const)
  await customer.settled(said.runId, ...ends)
  const { status } = await customer.plan(view.id)
  assert.ok(STATUS_OF[state].includes(status), `the plan is ${status}, and in the model ${state}`)
}

/** The shop's own book, each thread's answers and each plan's chain. */
async function judge(plans: readonly Known[], refunded: ReadonlySet<string>): Promise<void> {
  for (const plan of plans) {
    await checkEnd(plan)
    const ended = plan.state !== 'waiting'
    assert.equal((await customer.answers(plan.said.threadId)).length, ended ? 1 : 0)
    const evidence = Buffer.from(canonical(await readEvidence(customer, plan.view.id)))
    const wrong = verifyEvidence(evidence, { trusted: null, anchors: null }).filter(({ kind }) => kind === 'wrong')
    // Whoever moves a plan's last hour in the database, as `makeLate` does, is found out.
    const expected = plan.state === 'expired' ? ['/statement/seal/differs'] : []
    assert.deepEqual(
      wrong.map(({ at }) => at),
      expected,
    )
  }
  const { refunds, mails } = await shop.book()
  assert.deepEqual(refunds.map(({ orderId }) => orderId).toSorted(), [...refunded].toSorted())
  const paid = plans.filter(({ state }) => state === 'done').map(({ order, amount }) => [order, amount] as const)
  assert.deepEqual(new Map(refunds.map(({ orderId, amount }) => [orderId, amount])), new Map(paid))
  assert.equal(mails.length, refunds.length)
}

function someDecider(): Decider {
  return random() < 0.8 ? oneOf(LEADS) : oneOf(['customer', 'finance'] as const)
}

function someAnswer(): Answer {
  const roll = random()
  if (roll < 0.5) return 'approve'
  return roll < 0.75 ? 'edit' : 'reject'
}

function oneOf<T>(items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)]
  assert.ok(item !== undefined)
  return item
}
