import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { canonicalJson } from '#core/commitment.ts'
import { judgedDocument } from '#sealed-plan/judged-document.ts'
import { parseSeal } from '#sealed-plan/seal.ts'
import { readAgentParts } from '#memory/agents/agent-parts.ts'
import { readPlan } from '#memory/plans/plans.ts'
import { sealPlan } from '#sealed-plan/digest.ts'
import { TenantId } from '#core/principal.ts'
import { verifyEvidence } from '../../bin/verify-evidence.ts'
import { openPlace, openPlaceAsOwner } from '../helpers/database.ts'
import { readEvidence } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'

// What docs/explanation/a-turn.md says can still go wrong: the digest has no key.
const { parley, customer, shop } = await startShop({ after })

test('whoever writes every row of a plan, its digest and a lead’s decision among them, has it done; its evidence tells', async () => {
  const said = await customer.ask('Refund order A17')
  const { id, digest, status } = await customer.planOf(said)
  assert.equal(status, 'waiting')
  await parley.stop()
  const forged = await forge(id, said.runId)
  assert.notEqual(forged, digest)
  await parley.start()
  await customer.settled(said.runId, 'done')
  // Nobody said yes to anything, least of all to this.
  assert.deepEqual(
    (await shop.book()).refunds.map(({ amount }) => amount),
    [1234],
  )
  const { decisions, ...plan } = await customer.plan(id)
  assert.deepEqual([plan.status, plan.digest, decisions.length], ['done', forged, 1])
  // What it was when it was proposed stands in the thread's events, which are a chain of their own.
  const events = await customer.events(said.threadId)
  const proposed = events.find((event) => event.type === 'plan-proposed')
  assert.equal(proposed?.type === 'plan-proposed' && proposed.digest, digest)
  assert.ok(!events.some(({ type }) => type === 'plan-decided'))
  const evidence = Buffer.from(canonicalJson(await readEvidence(customer, id)))
  const wrong = verifyEvidence(evidence, { trusted: null, anchors: null }).filter(({ kind }) => kind === 'wrong')
  assert.deepEqual(
    wrong.map(({ at, text }) => [at, text]),
    [['/statement/decisions/0', 'The thread’s chain knows no such decision.']],
  )
})

/** As somebody does it who knows the code and can write all rows; the digest that fits. */
async function forge(planId: string, runId: string): Promise<string> {
  const tenantId = TenantId.parse('default')
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(
    `update effects set args = jsonb_set(args, '{amount}', '1234') where plan_id = '${planId}' and index = 0`,
  )
  await owner[Symbol.asyncDispose]()
  const { plan, parts } = await (async () => {
    await using database = await openPlace(parley.place)
    return await database.tenant(tenantId, async (tx) => {
      const read = await readPlan(tx, planId)
      assert.ok(read?.seal)
      return { plan: read, parts: await readAgentParts(tx, [parseSeal(read.seal).agentPart ?? '']) }
    })
  })()
  const document = judgedDocument({ tenantId, plan, parts, live: undefined })
  assert.ok(document && plan.seal)
  const seal = { ...parseSeal(plan.seal), ...sealPlan(document, randomBytes) }
  await using again = await openPlaceAsOwner(parley.place)
  await again.run(
    `update plans set status = 'applying', digest = $2, seal = $3::jsonb, dry_run_ended_at = now() + interval '1 hour'
      where id = $1`,
    [planId, seal.digest, JSON.stringify(seal)],
  )
  await again.exec(`
    insert into decisions (tenant_id, id, plan_id, digest, principal_id, decision, roles, authenticated_by)
    values ('default', gen_random_uuid(), '${planId}', '${seal.digest}', 'support-lead', 'approve', '{support-lead}', 'session');
    update runs set state = 'queued' where id = '${runId}'`)
  return seal.digest
}
