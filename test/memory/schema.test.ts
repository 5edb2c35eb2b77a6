import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import { z } from 'zod'
import { describeTables } from '#db/tables.ts'
import { openPlaceAsOwner, testPlace } from '../helpers/database.ts'

test('every table says what it holds, and the page of tables has them all as they are', async (t) => {
  await using owner = await openPlaceAsOwner(await testPlace(t))
  const silent = await owner.run(`
    select c.relname from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
       and obj_description(c.oid, 'pg_class') is null`)
  assert.deepEqual(silent, [])
  const page = await readFile(new URL('../../docs/reference/database.md', import.meta.url), 'utf8')
  assert.equal(page.slice(page.indexOf('\n## ') + 1), await describeTables(owner), 'Write it anew: npm run tables')
})

test('every table with a tenant is under a policy that holds its owner too', async (t) => {
  await using owner = await openPlaceAsOwner(await testPlace(t))
  const unprotected = await owner.run(`
    select c.relname from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
       and not (c.relrowsecurity and c.relforcerowsecurity
                and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_tenant')
                and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'))`)
  assert.deepEqual(unprotected, [])
})

// Two indexes of passages that begin with the tenant look alike to the planner: decision 139.
const ENDS_WITH_THE_TENANT = 'passages_in_order'

test('every unique and foreign key begins with the tenant, but for one that ends with it', async (t) => {
  await using owner = await openPlaceAsOwner(await testPlace(t))
  const keys = await owner.run(`
    with keys as (
      select c.conname::text as key, c.conrelid as of, c.conkey as columns from pg_constraint c
       where c.contype in ('p', 'u', 'f') and c.connamespace = 'public'::regnamespace
      union all
      select i.indexrelid::regclass::text, i.indrelid, i.indkey::int2[] from pg_index i
        join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
       where i.indisunique)
    select key, array(select a.attname::text from unnest(columns) with ordinality as u(attnum, place)
                        join pg_attribute a on a.attrelid = of and a.attnum = u.attnum order by place) as columns
      from keys where of <> 'migrations'::regclass`)
  assert.ok(keys.length > 50)
  for (const { key, columns } of keys) {
    const names = z.array(z.string()).parse(columns)
    assert.equal(key === ENDS_WITH_THE_TENANT ? names.at(-1) : names[0], 'tenant_id', String(key))
  }
})
