import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { migrate } from '#db/migrate.ts'
import { readMigrations } from '#db/migration-files.ts'
import { giveToAgents } from '#memory/documents/document-agents.ts'
import { keepDocuments, readAs, viewFor } from '#memory/database/reader.ts'
import { search } from '#memory/documents/search.ts'
import type { Owner } from '#memory/database/owner.ts'
import { sql } from 'drizzle-orm'
import { TenantId } from '#core/principal.ts'
import { openPlace, openPlaceAsOwner, testPlace } from '../helpers/database.ts'

const TENANT = TenantId.parse('default')
const LAST_BEFORE = 55
const reader = { id: 'somebody', roles: [] }

// Everybody may read all of them. A second list is there so that not everything is one.
const BEFORE = [
  { source: 'agent:support/knowledge/returns.md', acl: ['public'] },
  { source: 'agent:support/knowledge/shipping.md', acl: ['public'] },
  { source: 'agent:lamps/knowledge/engraving.md', acl: ['public'] },
  { source: 'mcp:lamps/shop/docs://care', acl: ['public'] },
  { source: 'handbook/holidays.md', acl: ['public'] },
  { source: 'handbook/pay.md', acl: ['role:finance'] },
  { source: 'agenda.md', acl: ['public'] },
].map((document) => ({ ...document, id: randomUUID(), passageId: randomUUID() }))

/** Rows as the version before wrote them, through its own triggers. */
async function storeAsBefore(owner: Owner): Promise<void> {
  const tables = ['tenants', 'access_lists', 'documents', 'document_versions', 'passages', 'passage_terms']
  for (const table of tables) await owner.exec(`alter table ${table} no force row level security`)
  await owner.run(`insert into tenants (tenant_id, name) values ('default', 'Default')`)
  for (const { id, passageId, source, acl } of BEFORE) {
    await owner.run(
      `insert into documents (tenant_id, id, source, title, acl, class, origin, language, current_version, passages, terms)
       values ('default', $1, $2, $2, $3::text[], 'internal', 'upload', 'en', 1, 1, 1)`,
      [id, source, `{${acl.join(',')}}`],
    )
    await owner.run(
      `insert into document_versions (tenant_id, document_id, version, text, content_hash, format, inspection)
       values ('default', $1, 1, 'wibbet', 'h', 'markdown', 9)`,
      [id],
    )
    await owner.run(
      `insert into passages (tenant_id, id, document_id, version, ordinal, start, "end", text, length)
       values ('default', $1, $2, 1, 0, 0, 6, 'wibbet', 1)`,
      [passageId, id],
    )
    await owner.run(
      `insert into passage_terms (tenant_id, passage_id, term, frequency, document_id, length, access)
       select 'default', $1, 'wibbet', 1, id, 1, access from documents where id = $2`,
      [passageId, id],
    )
  }
  for (const table of tables) await owner.exec(`alter table ${table} force row level security`)
}

test('what a folder held belongs to its agent, all else to the agents that there are at the next start, and no id is another', async (t) => {
  const place = await testPlace(t)
  {
    await using owner = await openPlaceAsOwner(place)
    await owner.exec('drop schema public cascade; create schema public; grant usage on schema public to public')
    await owner.exec(
      'create table migrations (number integer primary key, name text not null, hash text not null, applied_at timestamptz not null default now())',
    )
    for (const { number, name, hash, text } of await readMigrations()) {
      if (number > LAST_BEFORE) continue
      await owner.exec(text)
      await owner.run('insert into migrations (number, name, hash) values ($1, $2, $3)', [number, name, hash])
    }
    await storeAsBefore(owner)
    await migrate(owner, () => {})
  }
  await using database = await openPlace(place)
  const found = async (agents: readonly string[]) => {
    const { results } = await database.tenant(TENANT, (tx) =>
      search(tx, { query: 'wibbet', words: [], vector: null, readers: [reader], agents, k: 20 }),
    )
    return results
      .map(({ document, passageId }) => {
        const before = BEFORE.find(({ id }) => id === document.id)
        assert.deepEqual([before?.passageId, document.version], [passageId, 1])
        return before?.source
      })
      .toSorted()
  }
  const own = { support: [BEFORE[0], BEFORE[1]], lamps: [BEFORE[2], BEFORE[3]] }
  const sources = (documents: readonly ({ source: string } | undefined)[]) =>
    documents.map((one) => one?.source).toSorted()
  assert.deepEqual(await found(['support']), sources(own.support))
  assert.deepEqual(await found(['lamps']), sources(own.lamps))
  const given = await database.tenant(TENANT, (tx) => giveToAgents(tx, ['support', 'lamps']))
  assert.equal(given, 3)
  assert.equal(await database.tenant(TENANT, (tx) => giveToAgents(tx, ['support', 'lamps', 'library'])), 0)
  const handedIn = [BEFORE[4], BEFORE[6]]
  assert.deepEqual(await found(['support']), sources([...own.support, ...handedIn]))
  assert.deepEqual(await found(['lamps']), sources([...own.lamps, ...handedIn]))
  assert.deepEqual(await found(['library']), [])
  await database.tenant(TENANT, async (tx) => {
    await readAs(tx, viewFor(reader, ['lamps']))
    const terms = await tx.query<{ id: string }>(sql`select passage_id as id from passage_terms`)
    assert.equal(terms.length, 4)
  })
  const [astray] = await database.tenant(TENANT, async (tx) => {
    await keepDocuments(tx)
    return tx.query<{ count: number }>(sql`
      select count(*)::int from documents d
        join access_lists l on l.tenant_id = d.tenant_id and l.id = d.access
        join passage_terms t on t.tenant_id = d.tenant_id and t.document_id = d.id
       where l.agents is distinct from d.agents or t.access <> d.access or l.digest <> access_digest(l.entries, l.agents)`)
  })
  assert.equal(astray?.count, 0)
})
