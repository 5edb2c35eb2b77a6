import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ExplanationView } from '#contract/explanation.ts'
import { copyAgents } from '../../helpers/agents.ts'
import { openPlaceAsOwner } from '../../helpers/database.ts'
import { deep } from '../../helpers/depth.ts'
import { edited } from '../../helpers/edited.ts'
import { bannedWords } from './banned-words.ts'
import { runParley } from './run-parley.ts'
import { startShop } from '../../helpers/parley.ts'
import { patient } from '../../helpers/patient.ts'

const agents = await copyAgents({ after })
const { parley, customer, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })

const explain = (planId: string, ...words: readonly string[]) =>
  runParley(['policy', 'explain', planId, ...words], {
    dataDir: parley.place.dataDir,
    env: { PARLEY_URL: parley.url },
  })

async function explained(planId: string, person: string): Promise<ExplanationView> {
  const { status, body } = await parley.as(person).request<ExplanationView>('GET', `/v1/plans/${planId}/explanation`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

async function waitingPlan() {
  await shop.renew()
  return customer.planOf(await customer.ask('Refund order A17'))
}

// The first of this file: what waits later in it adds up to a day's limit.
test('a plan that somebody changed, and that no rule asks about any more, agrees with the rules', patient, async () => {
  const plan = await waitingPlan()
  const { verdict } = await edited(plan, parley.as('support-lead'), { effect: 0, path: '/amount', value: 100 })
  assert.deepEqual(verdict?.policies, ['parley.edited'])
  assert.equal((await explained(plan.id, 'operator')).agrees, true)
  // Its share of the limits goes back.
  assert.equal((await parley.as('other-lead').decide(await customer.plan(plan.id), 'reject')).status, 200)
})

test(
  'the rule that asked is named, with the part of its condition that made it ask, and in words',
  patient,
  async () => {
    const plan = await waitingPlan()
    const { code, out, err } = await explain(plan.id)
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, /^Plan \w{4}: Refund 129\.00 EUR for order A17/)
    assert.match(out, /^Step 1: Refund 129\.00 EUR for order A17: a support lead must say yes\.$/m)
    assert.match(out, /^ {2}The rule "larger-refund" asks \(policy\.cedar:\d+\):$/m)
    assert.match(out, /^ {4}context\.args\.amount > 5000 is true \(12900\)$/m)
    assert.match(out, /^ {4}context\.ledger\.user24h\.amount > 10000 is true \(12900\)$/m)
    assert.match(out, /^ {2}The rule "mail-about-refunds" allows it \(policy\.cedar:\d+\):$/m)
    assert.match(out, /^The rules haven’t changed since\.$/m)
    assert.deepEqual(bannedWords(out), [])
    const { effects } = await explained(plan.id, 'support-lead')
    const words = effects.flatMap(({ rules }) => rules.flatMap(({ parts }) => parts.map((part) => part.words)))
    assert.deepEqual(words, [
      'amount is 129.00 EUR, more than 50.00 EUR',
      'amount for this person in 24 hours is 129.00 EUR, more than 100.00 EUR',
      'template is "refund-issued"',
    ])
  },
)

test(
  'each reader sees what is theirs: the operator all, who is asked what asks them, who asked no limits',
  patient,
  async () => {
    const plan = await waitingPlan()
    const values = ({ effects }: ExplanationView) =>
      effects.flatMap(({ rules }) => rules.flatMap(({ parts }) => parts.flatMap((part) => part.values)))
    const operator = await explained(plan.id, 'operator')
    assert.deepEqual([operator.agrees, operator.rules, operator.conditions], [true, 'current', true])
    assert.ok(values(operator).every(({ shown }) => shown))
    const lead = await explained(plan.id, 'support-lead')
    assert.ok(values(lead).some(({ name, shown }) => name === 'context.ledger.user24h.amount' && shown))
    const own = await explained(plan.id, 'customer')
    assert.equal(own.conditions, false)
    assert.deepEqual(
      own.effects.map(({ rules }) => rules.map(({ id, at, parts }) => ({ id, at, parts }))),
      [[{ id: 'larger-refund', at: null, parts: [] }], [{ id: 'mail-about-refunds', at: null, parts: [] }]],
    )
    assert.doesNotMatch(JSON.stringify(own), /5000/)
    for (const person of ['other-customer', 'finance']) {
      const { status } = await parley.as(person).request('GET', `/v1/plans/${plan.id}/explanation`)
      assert.equal(status, 404, person)
    }
  },
)

test('what the ledger held when a plan was judged is what explains it, whatever was done since', patient, async () => {
  await shop.renew()
  const first = await customer.planOf(await customer.ask('Refund order A12'))
  const before = await explained(first.id, 'operator')
  const second = await customer.ask('Refund order A17')
  assert.equal((await parley.as('support-lead').decide(await customer.planOf(second), 'approve')).status, 200)
  await customer.settled(second.runId, 'done')
  assert.deepEqual(await explained(first.id, 'operator'), before)
})

deep('a plan that was judged by rules that are no longer there says so, and by which', patient, async () => {
  const plan = await waitingPlan()
  await agents.change('policy.cedar', 'context.args.amount > 5000 ||', 'context.args.amount > 6000 ||')
  await agents.change('policy.cedar', '@id("mail-about-refunds")', '@id("refund-mail")')
  await parley.stop()
  await parley.start()
  const { code, out } = await explain(plan.id)
  assert.equal(code, 0)
  assert.match(out, /^The rules have changed since\. These are the ones that it was judged by\.$/m)
  assert.match(out, /^ {4}context\.args\.amount > 5000 is true \(12900\)$/m)
  assert.match(out, /^ {4}This rule has changed since\.$/m)
  assert.match(out, /^ {4}This rule is no longer there\.$/m)
})

test('where nothing permits a step, what might have is shown with what kept it from it', patient, async () => {
  await agents.change('policy.cedar', 'context.args.amount <= 50000', 'context.args.amount <= 100')
  await parley.stop()
  await parley.start()
  const plan = await waitingPlan()
  assert.equal(plan.status, 'refused')
  const { out } = await explain(plan.id)
  assert.match(out, /^Step 1: .*: not allowed\.\n {2}Why: No rule allows this\.$/m)
  assert.match(out, /^ {2}The rule "refund" would allow it, but does not apply \(policy\.cedar:19\):$/m)
  assert.match(out, /^ {4}context\.args\.amount <= 100 is false \(12900\)$/m)
  assert.doesNotMatch(out, /"EUR"/)
})

test(
  'a verdict that was changed in the database is told, and one whose facts are gone is not explained',
  patient,
  async () => {
    const [changed, gone] = [await waitingPlan(), await waitingPlan()]
    await parley.stop()
    {
      await using owner = await openPlaceAsOwner(parley.place)
      await owner.run(`update effects set verdict = jsonb_set(verdict, '{decision}', '"allow"') where plan_id = $1`, [
        changed.id,
      ])
      await owner.run(`delete from judgements where plan_id = $1`, [gone.id])
    }
    await parley.start()
    const told = await explain(changed.id)
    assert.equal(told.code, 1)
    assert.match(told.out, /JUDGED AGAIN BY THE SAME RULES, THE RESULT DIFFERS/)
    const { out, code } = await explain(gone.id)
    assert.equal(code, 0)
    assert.match(out, /^The rules that it was judged by are not kept any more/m)
  },
)

test('a plan that came to nothing before it had a step was never judged', patient, async () => {
  const said = await customer.ask('Refund order Z99')
  const { plans } = (await customer.request<{ plans: { id: string; runId: string }[] }>('GET', '/v1/plans')).body
  const plan = plans.find(({ runId }) => runId === said.runId)
  const { status, body } = await customer.request('GET', `/v1/plans/${plan?.id}/explanation`)
  assert.deepEqual([status, body['code']], [409, 'plan-not-judged'])
})
