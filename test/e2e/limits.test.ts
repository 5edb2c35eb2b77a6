import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { after, test } from 'node:test'
import { deep, howMany } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startShop } from '../helpers/parley.ts'
import { startWorkerProcess } from '../helpers/parley-process.ts'
import type { PersonClient, Said } from '../helpers/parley-client.ts'

// A plan that pays 50.00 for an order of which much more could be paid back: only the rules stop it.
const GOODWILL = `export const playbook = { title: 'Goodwill', examples: ['pay goodwill for my table'], slots: {} }
export default async ({ tools, say }) => {
  const order = await tools.shop.orders.get({ id: 'A40' })
  if (!order) return say('There is no such order.')
  tools.shop.refunds.create({ orderId: order.id, amount: 5000, currency: order.currency, reason: 'other' })
}
`
const REFUND = 'forbid (principal, action == Action::"shop/refunds.create", resource)'
const RULES = `@id("read") permit (principal, action in Action::"read", resource);
@id("pay") permit (principal, action == Action::"shop/refunds.create", resource);
@id("a-day") @reason("More than 100.00 EUR in one day is refused")
${REFUND} when { context.ledger.user24h.amount > 10000 && principal != User::"support-lead" };
@id("a-day-of-leads") @ask("finance") @reason("More than 100.00 EUR in one day needs finance")
${REFUND} when { context.ledger.tenant30d.amount > 20000 && principal == User::"support-lead" };
`
const agents = await copyAgents({ after })
// One thing after another, as PGlite does them, shows the same with fewer.
const isPostgres = process.env.DATABASE_URL !== undefined
const AT_ONCE = isPostgres ? howMany({ quick: 16, deep: 50 }) : 15
const MAY_WAIT = isPostgres ? howMany({ quick: 12, deep: 40 }) : 8
await agents.change('agent.yaml', 'effectsPerPlan: 20', `effectsPerPlan: 20, waitingPlans: ${MAY_WAIT}`)
await agents.change('tools.yaml', 'timeout: 5s', 'timeout: 30s')
await writeFile(join(agents.dir, 'support/playbooks/goodwill.js'), GOODWILL)
await writeFile(join(agents.dir, 'support/policy.cedar'), RULES)
// So many plans and their workers are more than a small machine does in a short lease.
const environment = { AGENTS_DIR: agents.dir, RUN_LEASE_MS: '30000' }
const { parley, shop } = await startShop({ after }, { environment })
// On PostgreSQL workers besides the server's own take the plans.
for (let worker = isPostgres ? howMany({ quick: 1, deep: 2 }) : 0; worker > 0; worker -= 1) {
  await startWorkerProcess({ shop, place: parley.place, environment })
}

async function askAtOnce(person: PersonClient, times: number): Promise<readonly Said[]> {
  return Promise.all(Array.from({ length: times }, () => person.say('Pay goodwill for my table')))
}

async function refunds(): Promise<number> {
  return (await shop.book()).refunds.length
}

test('of many plans at once that each fit under a limit, only as many pass as fit together; the others are told', async () => {
  const customer = parley.as('customer')
  const said = await askAtOnce(customer, AT_ONCE)
  for (const { runId } of said) await customer.settled(runId, 'done', 'failed', 'waiting')
  const plans = await Promise.all(said.map((each) => customer.planOf(each)))
  assert.deepEqual(countBy(plans.map(({ status }) => status)), { done: 2, refused: AT_ONCE - 2 })
  assert.equal(await refunds(), 2)
  await eachJudgedOnce(customer, said)
  for (const [index, plan] of plans.entries()) {
    if (plan.status !== 'refused') continue
    assert.deepEqual(plan.verdict?.reasons, ['More than 100.00 EUR in one day is refused'])
    const [answer] = await customer.answers(said[index]?.threadId ?? '')
    assert.match(answer ?? '', /More than 100\.00 EUR in one day is refused/)
  }
})

deep(
  'where the limit is a question, plans above it wait, as many as may, and each that was passed goes on undisturbed',
  async () => {
    const lead = parley.as('support-lead')
    const before = await refunds()
    const said = await askAtOnce(lead, AT_ONCE)
    for (const { runId } of said) await lead.settled(runId, 'done', 'failed', 'waiting')
    const plans = await Promise.all(said.map((each) => lead.planOf(each)))
    // 100.00 of the tenant's 200.00 were used by the customer.
    assert.deepEqual(countBy(plans.map(({ status }) => status)), {
      done: 2,
      waiting: MAY_WAIT,
      refused: AT_ONCE - MAY_WAIT - 2,
    })
    assert.equal(await refunds(), before + 2)
    await eachJudgedOnce(lead, said)
    const waiting = plans.filter(({ status }) => status === 'waiting')
    assert.deepEqual(new Set(waiting.flatMap(({ verdict }) => verdict?.roles ?? [])), new Set(['finance']))

    // No more may wait than may, at the same moment or not.
    for (const [index, plan] of plans.entries()) {
      if (plan.status !== 'refused') continue
      assert.deepEqual(plan.verdict?.policies, ['parley.waiting'])
      const [answer] = await lead.answers(said[index]?.threadId ?? '')
      assert.ok(answer?.includes(`${MAY_WAIT} of your requests are waiting for a decision already`), answer)
    }

    // What finance allows is done, whatever was asked after it.
    const [first] = waiting
    assert.ok(first)
    assert.equal((await parley.as('finance').decide(first, 'approve')).status, 200)
    await lead.settled(said[plans.indexOf(first)]?.runId ?? '', 'done')
    assert.equal((await lead.plan(first.id)).status, 'done')
    assert.equal(await refunds(), before + 3)

    // One yes is spent by one plan: the same again is asked for again, and the old yes is none for it.
    const again = await lead.ask('Pay goodwill for my table')
    const asked = await lead.planOf(again)
    assert.equal(asked.status, 'waiting')
    assert.deepEqual(
      asked.effects.map(({ tool, args }) => ({ tool, args })),
      first.effects.map(({ tool, args }) => ({ tool, args })),
    )
    const replayed = { ...asked, digest: first.digest }
    assert.equal((await parley.as('finance').decide(replayed, 'approve')).status, 412)
    assert.equal((await parley.as('finance').decide(first, 'approve')).status, 200)
    assert.equal((await lead.plan(asked.id)).status, 'waiting')
    assert.equal(await refunds(), before + 3)
  },
)

const onPostgres = { skip: !isPostgres && 'PGlite stores one thing at a time' }

deep(
  'plans that are stored at the very same moment, all judged by the same totals, are told apart',
  onPostgres,
  async () => {
    const lead = parley.as('other-lead')
    const before = await refunds()
    await using owner = await openPlaceAsOwner(parley.place)
    await owner.exec(HOLD_JUDGEMENTS)
    const said = await askAtOnce(lead, 6)
    const held = `select count(*)::int as held from pg_stat_activity
                 where datname = current_database() and wait_event_type = 'Lock'`
    while (Number((await owner.run(held))[0]?.['held']) < said.length) await delay(20)
    await owner.run('select pg_advisory_unlock(7)')
    for (const { runId } of said) await lead.settled(runId, 'done', 'failed', 'waiting')
    const plans = await Promise.all(said.map((each) => lead.planOf(each)))
    assert.deepEqual(countBy(plans.map(({ status }) => status)), { done: 2, refused: 4 })
    assert.equal(await refunds(), before + 2)
    await eachJudgedOnce(lead, said)
  },
)

// Whoever writes a verdict down waits for us.
const HOLD_JUDGEMENTS = `select pg_advisory_lock(7);
create function hold() returns trigger language plpgsql as $$
begin perform pg_advisory_xact_lock_shared(7); return new; end $$;
create trigger hold before update of verdict on effects for each row execute function hold();`

// A plan that passed and then had to give way would have been judged twice.
async function eachJudgedOnce(person: PersonClient, said: readonly Said[]): Promise<void> {
  for (const { threadId } of said) {
    const proposed = (await person.events(threadId)).filter(({ type }) => type === 'plan-proposed')
    assert.equal(proposed.length, 1)
  }
}

function countBy(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    Object.entries(Object.groupBy(names, (name) => name)).map(([name, all = []]) => [name, all.length]),
  )
}
