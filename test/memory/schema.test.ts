import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import assert from 'node:assert/strict'
import test from 'node:test'
import * as schema from '#db/schema.ts'
import { openPlaceAsOwner, testPlace } from '../helpers/database.ts'

test('schema.ts has the tables, columns, types, nullability and primary keys that the migrations make', async (t) => {
  await using owner = await openPlaceAsOwner(await testPlace(t))
  const rows = await owner.run(`
    select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
           a.attnotnull as "notNull", coalesce(array_position(i.indkey::int2[], a.attnum), -1) as place
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_index i on i.indrelid = c.oid and i.indisprimary
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'`)
  const inDatabase = rows.map(({ table, column, type, notNull, place }) =>
    [table, column, type, notNull ? 'not null' : 'null', place === -1 ? '' : `key ${String(place)}`].join(' '),
  )
  assert.deepEqual(inDatabase.sort(), Object.values(schema).flatMap(linesOf).sort())
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

test('every unique and foreign key begins with the tenant', async (t) => {
  await using owner = await openPlaceAsOwner(await testPlace(t))
  const astray = await owner.run(`
    select c.conname as key from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype in ('p', 'u', 'f') and c.connamespace = 'public'::regnamespace
       and c.conrelid <> 'migrations'::regclass and a.attname <> 'tenant_id'
    union all
    select i.indexrelid::regclass::text from pg_index i
      join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace and c.relname <> 'migrations'
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where i.indisunique and a.attname <> 'tenant_id'`)
  assert.deepEqual(astray, [])
})

function linesOf(table: unknown): readonly string[] {
  assert.ok(table instanceof PgTable)
  const { name, columns, primaryKeys } = getTableConfig(table)
  const key = primaryKeys[0]?.columns ?? columns.filter((column) => column.primary)
  return columns.map((column) => {
    const place = key.findIndex((keyColumn) => keyColumn.name === column.name)
    const type = column.getSQLType()
    return [name, column.name, type, column.notNull ? 'not null' : 'null', place === -1 ? '' : `key ${place}`].join(' ')
  })
}
