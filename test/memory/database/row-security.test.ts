import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { notificationsOver } from '#memory/database/driver/notifications.ts'
import { inTransaction, type Rights, type Statements } from '#memory/database/driver/transaction.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { TenantId } from '#core/principal.ts'
import { openConnections } from '../../helpers/connections.ts'
import { testPlace } from '../../helpers/database.ts'

// Two tenants side by side, on PGlite too, where a server would refuse the second.
const OTHER_TENANT = TenantId.parse('other')
const THREAD = '01890a5d-ac96-774b-bcce-b302099a8057'
const connections = await openConnections(await testPlace({ after }))
await fillBothTenants()

test('a statement that forgets the tenant sees one tenant’s rows', async () => {
  for (const tenantId of [DEFAULT_TENANT, OTHER_TENANT]) {
    const rows = await as({ role: 'parley_app', tenantId }, ({ query }) =>
      query<object>(sql`select tenant_id from threads`),
    )
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [{ tenant_id: tenantId }],
    )
  }
})

test('a statement that forgets the tenant sees one tenant’s requests to a model', async () => {
  for (const tenantId of [DEFAULT_TENANT, OTHER_TENANT]) {
    const rows = await as({ role: 'parley_app', tenantId }, ({ query }) =>
      query<{ model: string }>(sql`select model from model_calls`),
    )
    assert.deepEqual(
      rows.map(({ model }) => model),
      [tenantId],
    )
  }
})

test('a statement that forgets the tenant changes one tenant’s rows', async () => {
  const changed = await as({ role: 'parley_app', tenantId: OTHER_TENANT }, ({ query }) =>
    query(sql`update threads set channel = 'slack' returning tenant_id`),
  )
  assert.equal(changed.length, 1)
})

test('a row of another tenant can be neither written nor referred to', async () => {
  const writing = as({ role: 'parley_app', tenantId: OTHER_TENANT }, ({ query }) =>
    query(sql`insert into principals (tenant_id, id, name, kind) values ('default', 'eve', 'Eve', 'person')`),
  )
  await assert.rejects(writing, { code: 'database-forbidden' })
  const referring = as({ role: 'parley_app', tenantId: OTHER_TENANT }, ({ query }) =>
    query(sql`
      insert into threads (tenant_id, id, agent, requester, channel)
      values ('other', gen_random_uuid(), 'support', 'customer', 'web')`),
  )
  await assert.rejects(referring, { code: 'database-reference' })
})

test('without a tenant there are no rows', async () => {
  const connection = await connections.acquire()
  await connection.exec('begin; set local role parley_app')
  const unset = await connection.run('select tenant_id from threads', [])
  await connection.exec(`set local app.tenant = ''`)
  const empty = await connection.run('select tenant_id from threads', [])
  await connection.exec('rollback')
  await connection.release('clean')
  assert.deepEqual([unset, empty], [[], []])
})

test('the queue sees its columns of every tenant’s runs', async () => {
  const rows = await as({ role: 'parley_queue' }, ({ query }) =>
    query(sql`select id, tenant_id, thread_id, state, lease_until, fence, attempts from runs order by tenant_id`),
  )
  assert.equal(rows.length, 2)
})

for (const [title, statement] of [
  ['what a run is about', sql`select agent from runs`],
  ['whole rows of runs', sql`select * from runs`],
  ['messages', sql`select id from messages`],
  ['threads', sql`select id from threads`],
  ['which thread a conversation is of', sql`select thread_id from conversations`],
  ['plans', sql`select id from plans`],
  ['requests to a model', sql`select id from model_calls`],
] as const) {
  test(`the queue does not see ${title}`, async () => {
    await assert.rejects(
      as({ role: 'parley_queue' }, ({ query }) => query(statement)),
      { code: 'database-forbidden' },
    )
  })
}

for (const [title, statement] of [
  ['the route of a run', sql`update runs set route = '{}'`],
  ['whose run it is', sql`update runs set tenant_id = 'other'`],
  ['which runs there are', sql`delete from runs`],
] as const) {
  test(`the queue cannot change ${title}`, async () => {
    await assert.rejects(
      as({ role: 'parley_queue' }, ({ query }) => query(statement)),
      { code: 'database-forbidden' },
    )
  })
}

for (const [title, statement] of [
  ['the body of an event', sql`update events set body = '{}'`],
  ['the hash of an event', sql`update events set hash = ''`],
  ['whether an event is there', sql`delete from events`],
  ['a decision', sql`update decisions set decision = 'approve'`],
  ['whether a decision is there', sql`delete from decisions`],
  ['the inbox', sql`delete from inbox`],
  ['what a model was asked with', sql`update model_calls set prompt = ''`],
  ['whether a model was asked', sql`delete from model_calls`],
  ['the migrations', sql`update migrations set hash = ''`],
] as const) {
  test(`no server can change ${title}`, async () => {
    await assert.rejects(
      as({ role: 'parley_app', tenantId: DEFAULT_TENANT }, ({ query }) => query(statement)),
      { code: 'database-forbidden' },
    )
  })
}

function as<T>(rights: Rights, work: (statements: Statements) => Promise<T>): Promise<T> {
  return inTransaction(connections, { rights, count: { roundTrips: 0 }, notices: notificationsOver(connections) }, work)
}

async function fillBothTenants(): Promise<void> {
  const owner = await connections.acquire()
  for (const tenant of ['default', 'other']) {
    await owner.exec(`
      insert into tenants (tenant_id, name) values ('${tenant}', '${tenant}') on conflict do nothing;
      insert into principals (tenant_id, id, name, roles, kind) values ('${tenant}', 'mia', 'Mia', '{}', 'person');
      insert into threads (tenant_id, id, agent, requester, channel)
      values ('${tenant}', '${THREAD}', 'support', 'mia', 'web');
      insert into messages (tenant_id, id, thread_id, role, parts)
      values ('${tenant}', '${THREAD}', '${THREAD}', 'user', '[]');
      insert into runs (tenant_id, id, thread_id, message_id, agent, requester)
      values ('${tenant}', '${THREAD}', '${THREAD}', '${THREAD}', 'support', 'mia');
      insert into model_calls (tenant_id, run_id, id, prompt, model)
      values ('${tenant}', '${THREAD}', '${THREAD}', 'route@1', '${tenant}')`)
  }
  await owner.release('clean')
}
