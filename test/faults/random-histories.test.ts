import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { writeFile } from 'node:fs/promises'
import type { PlanView } from '#contract/plan.ts'
import { canonical, verifyEvidence } from '../../bin/verify-evidence.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { readEvidence } from '../helpers/evidence.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'
import { callNow, openTestTools } from '../helpers/tool-servers.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { until } from '../helpers/until.ts'
import {
  askAnew,
  begin,
  cancel,
  decide,
  emptyModel,
  leftOf,
  LEADS,
  newPlan,
  pay,
  resolve,
  settle,
  type Answer,
  type Decider,
  type Decision,
  type Lead,
  type Model,
  type ModelPlan,
  type Resolution,
} from './histories/model.ts'

// Plans are asked for, approved by one or by two, rejected, changed, taken back, forgotten until their time is over, by the
// right people and the wrong ones; the shop's desk pays meanwhile, what a mail came to is lost and told, and the server is
// killed: whatever comes after whatever, each answer and each end is the model's.
const histories = howMany({ quick: 2, deep: 40 })
const STEPS = 20

const ORDERS = ['A12', 'A17', 'A23', 'A31', 'A40']
const POLICY = `
@id("look-up") permit (principal, action in [Action::"shop/orders.get", Action::"shop/refunds.quote"], resource);
@id("refund") permit (principal, action == Action::"shop/refunds.create", resource);
@id("mail") permit (principal, action == Action::"shop/mail.send", resource);
@id("ask") @ask("support-lead") @reason("Every refund asks")
forbid (principal, action == Action::"shop/refunds.create", resource) when { context.args.amount <= 10000 };
@id("ask-two") @ask("2 support-lead") @reason("Large refunds ask two")
forbid (principal, action == Action::"shop/refunds.create", resource) when { context.args.amount > 10000 };
`

const random = randomNumbers(SEED)
const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const agents = await copyAgents({ after })
// Mail without a key can't be called again, and nobody can look it up: only a person says what became of it.
const later = '    later: [values]\n'
await agents.change('tools.yaml', `${later}    idempotencyKey: key\n    keyLives: 24h\n`, later)
// What the histories leave waiting stays so.
await agents.change('agent.yaml', 'effectsPerPlan: 20', 'effectsPerPlan: 20, waitingPlans: 200')
await writeFile(join(agents.dir, 'support', 'policy.cedar'), POLICY)
const environment = { AGENTS_DIR: agents.dir, RUN_LEASE_MS: '1500' }
const parley = await startParleyProcess({ after }, { shop: { url: proxy.url, token: shop.token }, environment })
const customer = parley.as('customer')
// A third lead, who decides by a script.
const { body: desk } = await parley
  .as('operator')
  .request<{ key: string }>('POST', '/v1/keys', { name: 'desk', roles: ['support-lead'], scopes: ['read', 'decide'] })

interface Known extends ModelPlan {
  readonly of: Said
  /** As it was seen last. */
  view: PlanView
}

/** One history: what it has come to, in the model and beside it. */
interface History {
  readonly t: TestContext
  readonly model: Model
  readonly plans: Known[]
  /** What the shop's desk paid. */
  readonly desk: (readonly [order: string, amount: number])[]
  tell(text: string): void
}

for (let number = 1; number <= histories; number++) {
  test(`history ${number} of ${histories}: every answer and every end is what the model says`, async (t) => {
    t.diagnostic(`seed ${SEED}`)
    await shop.renew()
    const told: string[] = []
    try {
      await live({ t, model: emptyModel(), plans: [], desk: [], tell: (text) => void told.push(text) })
    } catch (error) {
      throw new Error(`With seed ${SEED}, after:\n${told.join('\n')}`, { cause: error })
    }
  })
}

/** Random steps, each compared with the model, then everything that is left. */
async function live(history: History): Promise<void> {
  const { plans } = history
  for (let step = 0; step < STEPS; step++) {
    const unknown = plans.filter(({ state }) => state === 'unknown')
    // Somebody looks after what nobody knows of, soon or late.
    if (unknown.length > 0 && random() < 0.5) await sayWhatBecame(history, oneOf(unknown))
    else if (plans.length === 0 || random() < 0.2) await askFor(history, oneOf(ORDERS))
    else await oneOf(COMMANDS)(history, somePlan(plans))
  }
  await judge(history)
  const ends = Map.groupBy(plans, ({ state }) => state)
  history.t.diagnostic([...ends].map(([state, all]) => `${all.length} ${state}`).join(', '))
}

// What has ended is to stay so, and what hasn't is where most may happen.
function somePlan(plans: readonly Known[]): Known {
  const open = plans.filter(({ state }) => isOpen(state))
  return open.length > 0 && random() < 0.8 ? oneOf(open) : oneOf(plans)
}

type Command = (history: History, plan: Known) => Promise<void>

/** As often as each is to happen. */
const COMMANDS: readonly Command[] = [
  ...Array.from({ length: 8 }, () => answer),
  ...Array.from({ length: 4 }, () => answerAndLoseItsMail),
  sayWhatBecame,
  takeBack,
  payAtTheDesk,
  killAndLetGrowOld,
  killAndLetExpire,
  killWhileSomebodyApproves,
]

async function askFor({ model, plans, tell }: History, order: string): Promise<void> {
  tell(`ask for ${order}`)
  const of = await customer.ask(`Refund order ${order}`)
  if (plans.some((plan) => plan.order === order && leftOf(model, plan) === 0)) {
    assert.equal(of.run.status, 'done')
    return assert.match((await customer.answers(of.threadId))[0] ?? '', /nothing to refund/)
  }
  assert.equal(of.run.status, 'waiting')
  const view = await customer.planOf(of)
  const known: Known = { ...newPlan(model, order, Number(view.effects[0]?.args['amount'])), of, view }
  assert.ok(plans.every((plan) => plan.order !== order || plan.total === known.total))
  assert.equal(view.people.asked, known.asks)
  plans.push(known)
  model.plans.push(known)
}

async function answer(history: History, plan: Known): Promise<void> {
  const decision: Decision = { by: someDecider(), choice: someAnswer(), sound: random() < 0.85 }
  history.tell(`plan ${history.plans.indexOf(plan)}: ${JSON.stringify(decision)}`)
  await answerWith(history, plan, decision)
  await checkEnd(plan)
}

async function answerWith({ model }: History, plan: Known, decision: Decision): Promise<void> {
  const given = await decideFor(plan, decision)
  assert.equal(given, decide(model, plan, decision))
  await beginOrAskAnew({ model }, plan)
}

/** A yes; the mail's answer is lost on the way, with the mail or without it, and the shop turns away whoever asks again. */
async function answerAndLoseItsMail(history: History, plan: Known): Promise<void> {
  const decision: Decision = { by: oneOf(LEADS), choice: 'approve', sound: true }
  const isMailed = random() < 0.5
  history.tell(`plan ${history.plans.indexOf(plan)}: ${JSON.stringify(decision)}, and its mail is lost (${isMailed})`)
  const wasWaiting = plan.state === 'waiting'
  let isLost = false
  onCall = (tool) => {
    if (tool !== 'mail.send') return 'pass'
    if (isLost) return { status: 429 }
    isLost = true
    return isMailed ? 'drop-after' : 'drop-before'
  }
  await answerWith(history, plan, decision)
  if (wasWaiting && plan.state === 'done') Object.assign(plan, { state: 'unknown', isMailed })
  await checkEnd(plan)
  onCall = () => 'pass'
}

/** Somebody who may, or who may not, says what became of a mail, whether anybody asked or not. */
async function sayWhatBecame({ plans, tell }: History, plan: Known): Promise<void> {
  const word = oneOf(['happened', 'did-not', 'look-again'] as const)
  const resolution: Resolution = { by: someDecider(), word }
  tell(`plan ${plans.indexOf(plan)}: ${JSON.stringify(resolution)}`)
  const lastWait = (await customer.events(plan.of.threadId)).at(-1)?.seq ?? 0
  const path = `/v1/plans/${plan.view.id}/effects/1/resolution`
  const { status } = await clientOf(resolution.by).request('POST', path, { outcome: word, note: 'looked' })
  assert.equal(status, resolve(plan, resolution))
  if (status === 200 && plan.state === 'unknown') {
    await customer.event(plan.of.threadId, ({ type, seq }) => type === 'run-waiting' && seq > lastWait)
  }
  await checkEnd(plan)
}

async function takeBack({ plans, tell }: History, plan: Known): Promise<void> {
  tell(`plan ${plans.indexOf(plan)}: taken back`)
  const expected = cancel(plan)
  const { status } = await customer.request('POST', `/v1/runs/${plan.of.runId}/cancel`)
  assert.equal(status < 300 ? 200 : status, expected)
  await checkEnd(plan)
}

/** Somebody pays a plan's order back at the shop itself, a little of it or all that is left. */
async function payAtTheDesk({ t, model, plans, desk: paid, tell }: History, plan: Known): Promise<void> {
  const left = leftOf(model, plan)
  if (left === 0) return
  const amount = random() < 0.6 ? left : 1
  tell(`the desk pays ${amount} for plan ${plans.indexOf(plan)}’s ${plan.order}`)
  const tools = await openTestTools(t, { url: shop.url, token: shop.token, tools: ['refunds.create'] })
  const refund = {
    orderId: plan.order,
    amount,
    currency: 'EUR',
    reason: 'at the desk',
    key: `desk-${plan.order}-${paid.length}`,
  }
  assert.partialDeepStrictEqual(await callNow(t, tools, 'refunds.create', refund), { ok: true })
  pay(model, plan.order, amount)
  paid.push([plan.order, amount])
}

async function killAndLetGrowOld(history: History, plan: Known): Promise<void> {
  const { plans, tell } = history
  if (random() < 0.5) await payAtTheDesk(history, plan)
  tell('killed, and back when all that was read is old')
  await killAnd(`update plans set dry_run_ended_at = now() - interval '1 minute' where status = 'waiting'`)
  for (const plan of plans.filter(({ state }) => state === 'waiting')) plan.isOld = true
}

async function killAndLetExpire({ plans, tell }: History, plan: Known): Promise<void> {
  tell(`killed, and back when plan ${plans.indexOf(plan)} is over`)
  await killAnd(`update plans set expires_at = now() - interval '1 second'
                  where status = 'waiting' and id = '${plan.view.id}'`)
  if (plan.state === 'waiting') plan.state = 'expired'
  await checkEnd(plan)
}

async function killAnd(statement: string): Promise<void> {
  await parley.kill()
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(statement)
  await owner[Symbol.asyncDispose]()
  await parley.start()
}

/** The power goes while a yes is on its way; whether it was taken is for the server to say, once and for all. */
async function killWhileSomebodyApproves({ model, plans, tell }: History, plan: Known): Promise<void> {
  const by = oneOf(LEADS)
  tell(`plan ${plans.indexOf(plan)}: killed while ${by} approves`)
  const given = clientOf(by)
    .decide(plan.view, 'approve')
    .catch(() => null)
  await delay(random() * 60)
  await parley.kill()
  await given
  await parley.start()
  const { decisions } = await customer.plan(plan.view.id)
  const yes = decisions.filter(({ decision, digest }) => decision === 'approve' && digest === plan.view.digest)
  if (plan.state === 'waiting' && yes.length > plan.said.size) settle(model, plan, { by, choice: 'approve' })
  await beginOrAskAnew({ model }, plan)
  await checkEnd(plan)
}

async function decideFor(plan: Known, { by, choice, sound }: Decision): Promise<number> {
  const client = clientOf(by)
  const { id, digest } = plan.view
  await client.request('GET', `/v1/plans/${id}`)
  const { status, body } = await client.request<{ plan: PlanView }>('POST', `/v1/plans/${id}/decisions`, {
    digest: sound ? digest : `sha256:${'0'.repeat(64)}`,
    decision: choice,
    ...(choice === 'edit' && { changes: [{ effect: 0, path: '/amount', value: plan.amount - 1 }] }),
  })
  if (choice === 'edit' && status === 200) {
    assert.notEqual(body.plan.digest, digest)
    plan.view = body.plan
  }
  return status
}

const STATUS_OF: Readonly<Record<ModelPlan['state'], readonly PlanView['status'][]>> = {
  waiting: ['waiting'],
  agreed: ['done', 'failed', 'stale', 'unknown'],
  unknown: ['unknown'],
  done: ['done'],
  // A slow machine makes a plan old by itself.
  'refused-by-shop': ['stale', 'failed'],
  stale: ['stale'],
  rejected: ['rejected'],
  expired: ['expired'],
  cancelled: ['cancelled'],
  'told-undone': ['failed'],
}

async function checkEnd({ state, said, asks, of, view }: Known): Promise<void> {
  const ends = isOpen(state) ? (['waiting'] as const) : (['done', 'failed', 'cancelled'] as const)
  await customer.settled(of.runId, ...ends)
  const { status, people } = await customer.plan(view.id)
  assert.ok(STATUS_OF[state].includes(status), `the plan is ${status}, and in the model ${state}`)
  if (state === 'waiting') assert.deepEqual(people, { asked: asks, yes: said.size })
}

/** What all agreed to, and isn't as it was read: either it looks again and asks anew, or it begins. */
async function beginOrAskAnew({ model }: Pick<History, 'model'>, plan: Known): Promise<void> {
  if (plan.state !== 'agreed') return
  const { id, digest } = plan.view
  await until(async () => {
    plan.view = await customer.plan(id)
    return plan.view.status === 'waiting' ? plan.view.digest !== digest : STATUS_OF.agreed.includes(plan.view.status)
  })
  if (plan.view.status !== 'waiting') return begin(model, plan)
  askAnew(model, plan)
  assert.equal(plan.view.effects[0]?.args['amount'], plan.amount)
}

/** Whether a person is still to say something. */
function isOpen(state: ModelPlan['state']): boolean {
  return state === 'waiting' || state === 'unknown'
}

/** The shop's own book, each thread's answers and each plan's chain. */
async function judge({ plans, desk: paid }: History): Promise<void> {
  for (const plan of plans) {
    await checkEnd(plan)
    assert.equal((await customer.answers(plan.of.threadId)).length, isOpen(plan.state) ? 0 : 1)
    const evidence = Buffer.from(canonical(await readEvidence(customer, plan.view.id)))
    const wrong = verifyEvidence(evidence, { trusted: null, anchors: null }).filter(({ kind }) => kind === 'wrong')
    // Whoever moves a plan's last hour in the database, as `killAndLetExpire` does, is found out.
    const expected = plan.state === 'expired' ? ['/statement/seal/differs'] : []
    assert.deepEqual(
      wrong.map(({ at }) => at),
      expected,
    )
  }
  const { refunds, mails } = await shop.book()
  const byPlans = plans.filter(({ isPaid }) => isPaid).map(({ order, amount }) => `${order} ${amount}`)
  const byDesk = paid.map(([order, amount]) => `${order} ${amount}`)
  assert.deepEqual(
    refunds.map(({ orderId, amount }) => `${orderId} ${amount}`).toSorted(),
    [...byPlans, ...byDesk].toSorted(),
  )
  assert.equal(mails.length, plans.filter(({ isMailed }) => isMailed).length)
}

function clientOf(by: Decider) {
  return by === 'desk' ? parley.withKey(desk.key) : parley.as(by)
}

function someDecider(): Decider {
  return random() < 0.8 ? oneOf<Lead>(LEADS) : oneOf(['customer', 'finance'] as const)
}

function someAnswer(): Answer {
  const roll = random()
  if (roll < 0.6) return 'approve'
  return roll < 0.8 ? 'edit' : 'reject'
}

function oneOf<T>(items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)]
  assert.ok(item !== undefined)
  return item
}
