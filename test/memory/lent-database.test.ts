import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Owner } from '#memory/database/owner.ts'
import { openPlaceAsOwner, type DatabasePlace } from '../helpers/database.ts'
import { someOf } from '../helpers/depth.ts'
import { lentPlace } from '../helpers/lent-database.ts'

// What tests stand on that use one database after the other.

/** Borrows one for as long as `work` takes; gives its name, where it has one. */
async function borrow(work: (owner: Owner, place: DatabasePlace) => Promise<unknown>): Promise<string> {
  await using scope = new AsyncDisposableStack()
  const place = await lentPlace({ after: (cleanUp) => scope.defer(cleanUp) }, 'documents')
  const owner = await openPlaceAsOwner(place)
  scope.defer(() => owner[Symbol.asyncDispose]())
  await work(owner, place)
  const [row] = await owner.run('select current_database() as name')
  return String(row?.['name'])
}

/** All rows of the tables that have some, and where sequences are. */
async function rowsOf(owner: Owner): Promise<readonly unknown[]> {
  const tables = await owner.run(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
  )
  const rows = await Promise.all(
    tables.map(({ name }) =>
      owner.run(`select '${String(name)}' as of, md5(t::text) as row from public.${String(name)} t order by 2`),
    ),
  )
  const sequences = await owner.run(
    "select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1",
  )
  return [...rows.flat(), ...sequences]
}

test('what a test has added, changed or deleted is as it was for the next, in the same database', async () => {
  let before: readonly unknown[] = []
  const first = await borrow(async (owner, { kind }) => {
    before = await rowsOf(owner)
    await owner.run(
      "insert into threads (tenant_id, id, agent, requester, channel) values ('default', gen_random_uuid(), 'support', 'customer', 'web')",
    )
    await owner.run("update principals set roles = '{}' where id = 'customer'")
    await owner.run('delete from passage_terms')
    await owner.run("select nextval('access_lists_id_seq')")
    assert.notDeepEqual(await rowsOf(owner), before, kind)
  })
  const second = await borrow(async (owner) => assert.deepEqual(await rowsOf(owner), before))
  assert.equal(second, first)
})

for (const [what, change] of someOf([
  ['a rule', 'drop policy if exists tenant on threads; alter table threads no force row level security'],
  ['a table', 'create table mark (id int)'],
  ['what keeps history', 'alter table events disable trigger user'],
] as const)) {
  test(`where ${what} itself was changed, the next has another database`, async () => {
    let kind = ''
    const changed = await borrow(async (owner, place) => {
      kind = place.kind
      for (const statement of change.split('; ')) await owner.exec(statement)
    })
    const next = await borrow(async (owner) => {
      const [row] = await owner.run(
        "select to_regclass('public.mark') is null and (select relforcerowsecurity from pg_class where relname = 'threads') and not exists (select from pg_trigger where tgenabled = 'D') as \"isAsItWas\"",
      )
      assert.equal(row?.['isAsItWas'], true)
    })
    if (kind === 'postgres') assert.notEqual(next, changed)
  })
}
