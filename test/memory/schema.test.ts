import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
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

test('every unique and foreign key is of one tenant', async (t) => {
  await using owner = await openPlaceAsOwner(await testPlace(t))
  const astray = await owner.run(`
    select c.conname as key from pg_constraint c
      left join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey) and a.attname = 'tenant_id'
     where c.contype in ('p', 'u', 'f') and c.connamespace = 'public'::regnamespace
       and c.conrelid <> 'migrations'::regclass and a.attname is null
    union all
    select i.indexrelid::regclass::text from pg_index i
      join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace and c.relname <> 'migrations'
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) and a.attname = 'tenant_id'
     where i.indisunique and a.attname is null`)
  assert.deepEqual(astray, [])
})
