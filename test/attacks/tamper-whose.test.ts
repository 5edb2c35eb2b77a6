import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { after, beforeEach, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { deep } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'

// Threat 21: somebody gives a plan that waits to another agent or another tenant, with every row that would have to agree.
const agents = await copyAgents({ after })
// One whose rules ask nobody.
const RULES = `
@id("all") permit (principal, action, resource);
@id("look-up-refunds") forbid (principal, action == Action::"shop/refunds.get", resource);`
await writeFile(join(await agents.another('trusting'), 'policy.cedar'), RULES)
const environment = { AGENTS_DIR: agents.dir, RUN_LEASE_MS: '1500' }
const { parley, customer, shop } = await startShop({ after }, { environment })

beforeEach(() => shop.renew())

async function waiting() {
  const said = await customer.ask('Refund order A17')
  assert.equal(said.run.status, 'waiting')
  return { ...said, plan: await customer.planOf(said) }
}

async function tampered(statements: (plan: PlanView) => string, plan: PlanView): Promise<void> {
  await parley.stop()
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(statements(plan))
  await owner[Symbol.asyncDispose]()
  await parley.start()
}

async function writes(): Promise<number> {
  return (await shop.book()).calls.filter(({ tool }) => tool === 'refunds.create' || tool === 'mail.send').length
}

for (const [title, statements] of [
  [
    'given to an agent whose rules ask nobody, and set under way: nothing is done, and the agent is named',
    ({ id, runId }: PlanView) => `
      update runs set agent = 'trusting', state = 'queued' where id = '${runId}';
      update plans set status = 'applying' where id = '${id}'`,
  ],
  [
    'given to it with all its rows: nothing is done, and the agent is named',
    ({ id, runId }: PlanView) => `
      update runs set agent = 'trusting', state = 'queued' where id = '${runId}';
      update threads set agent = 'trusting' where id = (select thread_id from runs where id = '${runId}');
      update effects set agent = 'trusting' where plan_id = '${id}';
      update plans set status = 'applying', agent = 'trusting' where id = '${id}'`,
  ],
] as const) {
  test(`a plan ${title}`, async () => {
    const { plan, runId, threadId } = await waiting()
    await tampered(statements, plan)
    await customer.settled(runId, 'done', 'failed', 'waiting')
    assert.equal(await writes(), 0)
    assert.match((await customer.answers(threadId))[0] ?? '', /\(agent differs\)\. Nothing was done/)
  })
}

const onPostgres = { skip: parley.place.kind !== 'postgres' && 'PGlite holds one tenant' }

deep(
  'a plan moved with its whole tenant to another one, and set under way: nothing is done, and the tenant is named',
  onPostgres,
  async () => {
    const { plan } = await waiting()
    // Every row of the tenant, without the constraints that hold them together.
    await tampered(
      ({ id, runId }) => `
      update plans set status = 'applying' where id = '${id}';
      update runs set state = 'queued' where id = '${runId}';
      ${moveTenant('default', 'other')}`,
      plan,
    )
    await using owner = await openPlaceAsOwner(parley.place)
    const within = AbortSignal.timeout(30_000)
    const failed = `select failure from plans where id = $1 and tenant_id = 'other' and status = 'failed'`
    let rows = await owner.run(failed, [plan.id])
    for (; rows.length === 0; rows = await owner.run(failed, [plan.id])) await delay(50, undefined, { signal: within })
    assert.match(JSON.stringify(rows[0]), /\(tenant differs\)\. Nothing was done/)
    assert.equal(await writes(), 0)
  },
)

function moveTenant(from: string, to: string): string {
  return `
    set session_replication_role = replica;
    do $$ declare t text; begin
      for t in select c.table_name from information_schema.columns c join information_schema.tables b using (table_schema, table_name)
                where c.column_name = 'tenant_id' and c.table_schema = 'public' and b.table_type = 'BASE TABLE' loop
        execute format('update %I set tenant_id = %L where tenant_id = %L', t, '${to}', '${from}');
      end loop;
    end $$;
    set session_replication_role = default`
}
