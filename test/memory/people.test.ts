import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test, { after } from 'node:test'
import { sql } from 'drizzle-orm'
import { seed } from '#db/seed.ts'
import type { Tx } from '#memory/database/database.ts'
import { createKey, findKey, hasUsableKey, listKeys, parseKey, revokeKey, secretMatches } from '#memory/people/keys.ts'
import { readPrincipal, upsertPerson, type Person } from '#memory/people/people.ts'
import { DEFAULT_TENANT, readTenantName } from '#memory/people/tenants.ts'
import { acceptTool, readPins } from '#memory/agents/tool-pins.ts'
import { PrincipalId, type Scope } from '#core/principal.ts'
import { testDatabase } from '../helpers/database.ts'

const database = await testDatabase({ after })
const OPERATOR = PrincipalId.parse('operator')

test('the example people are there, and seeding again changes nothing', async () => {
  await asTenant((tx) => tx.query(sql`update principals set name = 'Jonas' where id = 'support-lead'`))
  await seed(database)
  assert.deepEqual(await asTenant((tx) => readPrincipal(tx, 'support-lead')), {
    id: 'support-lead',
    name: 'Jonas',
    email: 'jonas.weber@example.com',
    roles: ['support-lead'],
    groups: [],
    kind: 'person',
  })
  assert.equal(await asTenant(readTenantName), 'Example shop')
})

test('somebody’s roles are those said last', async () => {
  const person = {
    id: PrincipalId.parse('mia'),
    name: 'Mia',
    email: null,
    roles: ['customer'],
    groups: [],
    kind: 'person',
  } as const
  await asTenant((tx) => upsertPerson(tx, person))
  await asTenant((tx) => upsertPerson(tx, { ...person, roles: ['finance', 'auditor'] }))
  assert.deepEqual((await asTenant((tx) => readPrincipal(tx, 'mia')))?.roles, ['finance', 'auditor'])
  assert.equal(await asTenant((tx) => readPrincipal(tx, 'nobody')), null)
})

test('somebody who is said to be as they are isn’t written again', async () => {
  const noah = {
    id: PrincipalId.parse('noah'),
    name: 'Noah',
    email: null,
    roles: ['customer'],
    groups: [],
    kind: 'person',
  } as const
  const versionAfter = async (person: Person) => {
    await asTenant((tx) => upsertPerson(tx, person))
    const rows = await asTenant((tx) =>
      tx.query(sql`select xmin::text, xmax::text, name, email, roles from principals where id = 'noah'`),
    )
    return rows[0]
  }
  const first = await versionAfter(noah)
  assert.deepEqual(await versionAfter(noah), first)
  assert.notDeepEqual(await versionAfter({ ...noah, email: 'noah@example.com' }), first)
})

test('a key says who uses it and what for, and its secret is not in the database', async () => {
  const { id, text } = await newKey(['chat', 'read'])
  const parsed = parseKey(text)
  assert.ok(parsed)
  assert.deepEqual([parsed.tenantId, parsed.keyId], ['default', id])
  const found = await asTenant((tx) => findKey(tx, id))
  assert.ok(found)
  assert.deepEqual(found.principal, {
    tenantId: 'default',
    id: 'operator',
    name: 'Sam Okafor',
    email: 'sam.okafor@example.com',
    roles: ['operator'],
    groups: [],
    scopes: ['chat', 'read'],
    authenticatedBy: 'key',
  })
  assert.equal(secretMatches(parsed.secret, found), true)
  assert.equal(secretMatches(`${parsed.secret.slice(1)}x`, found), false)
  assert.equal(secretMatches('', found), false)
  const [row] = await asTenant((tx) =>
    tx.query<{ row: string }>(sql`select row_to_json(k)::text as row from api_keys k where id = ${id}`),
  )
  assert.ok(row && !row.row.includes(parsed.secret))
})

test('a key that was revoked or is past its time is not found', async () => {
  const revoked = await newKey(['chat'])
  assert.equal(await asTenant((tx) => revokeKey(tx, revoked.id)), true)
  assert.equal(await asTenant((tx) => revokeKey(tx, revoked.id)), false)
  const late = await newKey(['chat'], new Date(0))
  for (const { id } of [revoked, late, { id: 'unknown' }]) assert.equal(await asTenant((tx) => findKey(tx, id)), null)
})

test('keys are listed newest first, page by page, without their secrets', async () => {
  await newKey(['chat'])
  await newKey(['decide'])
  const all = await asTenant((tx) => listKeys(tx, { before: null, limit: 100 }))
  const first = await asTenant((tx) => listKeys(tx, { before: null, limit: 1 }))
  const second = await asTenant((tx) => listKeys(tx, { before: first[0] ?? null, limit: 100 }))
  assert.deepEqual([...first, ...second], all)
  assert.partialDeepStrictEqual(all[0], { principalId: 'operator', roles: ['operator'], name: 'a program' })
  assert.ok(all.every((key) => !('secretHash' in key)))
  assert.equal(await asTenant(hasUsableKey), true)
})

for (const text of [
  '',
  'parley',
  'parley_default_abc_def',
  `parley_Default_${'0'.repeat(24)}_${'a'.repeat(43)}`,
  `parley_default_${'0'.repeat(24)}_${'a'.repeat(44)}`,
  `Bearer parley_default_${'0'.repeat(24)}_${'a'.repeat(43)}`,
]) {
  test(`“${text.slice(0, 30)}” is not a key`, () => assert.equal(parseKey(text), null))
}

test('a tool is pinned as it was accepted last', async () => {
  const pin = {
    tool: 'shop/orders.get',
    definitionHash: 'sha256:1',
    definition: { description: 'Reads an order' },
    address: 'http://127.0.0.1:4000/mcp',
    acceptedBy: 'operator',
  }
  await asTenant((tx) => acceptTool(tx, pin))
  await asTenant((tx) => acceptTool(tx, { ...pin, definitionHash: 'sha256:2' }))
  const pins = await asTenant(readPins)
  assert.equal(pins.length, 1)
  assert.partialDeepStrictEqual(pins[0], { ...pin, definitionHash: 'sha256:2' })
})

function newKey(scopes: readonly Scope[], expiresAt: Date | null = null) {
  return asTenant((tx) => createKey(tx, { principalId: OPERATOR, name: 'a program', scopes, expiresAt }, randomBytes))
}

function asTenant<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.tenant(DEFAULT_TENANT, work)
}
