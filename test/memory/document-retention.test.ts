import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { deleteExpiredDocuments } from '#memory/documents/document-retention.ts'
import { removeDocument, storeDocument } from '#memory/documents/documents.ts'
import { prepareDocument } from '#memory/documents/prepare-document.ts'
import { keepDocuments } from '#memory/database/reader.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { testDatabase } from '../helpers/database.ts'
import { acceptedMessage } from '../helpers/threads.ts'

const database = await testDatabase({ after })
const DAY_MS = 86_400_000

async function removed(source: string, keepMs: number | null): Promise<string> {
  const document = prepareDocument({
    agents: ['shared'],
    source,
    title: source,
    text: 'The ibis waits.',
    owner: null,
    acl: ['public'],
    class: 'public',
    ...(keepMs !== null && { keepMs }),
  })
  const embeddings = { embedder: 'none', vectors: new Map<string, readonly number[]>() }
  return database.tenant(DEFAULT_TENANT, async (tx) => {
    const { documentId } = await storeDocument(tx, document, { newId: randomUUID, embeddings })
    await removeDocument(tx, documentId)
    return documentId
  })
}

/** An answer that quotes a document, in a thread with or without a plan. */
async function quote(documentId: string, options: { readonly hasPlan: boolean }): Promise<void> {
  const { threadId, runId } = await acceptedMessage(database)
  const passage = { start: 0, end: 1, passageId: randomUUID(), quote: 'T', span: { start: 0, end: 1 } }
  const citations = [{ ...passage, document: { id: documentId, title: 'T', version: 1 } }]
  const parts = JSON.stringify([{ type: 'text', text: 'T', citations }])
  await database.tenant(DEFAULT_TENANT, async (tx) => {
    await tx.query(sql`
      insert into messages (tenant_id, id, thread_id, run_id, role, parts)
      values (${tx.tenantId}, ${randomUUID()}, ${threadId}, ${runId}, 'assistant', ${parts}::jsonb)`)
    if (!options.hasPlan) return
    await tx.query(sql`
      insert into plans (tenant_id, id, thread_id, run_id, round, requester, agent, agent_hash, author, program, literals,
                         slots, now_ms, status)
      values (${tx.tenantId}, ${randomUUID()}, ${threadId}, ${runId}, 1, 'customer', 'support', '', 'model', '', '{}',
              '{}', 0, 'done')`)
  })
}

const sweep = () => database.tenant(DEFAULT_TENANT, (tx) => deleteExpiredDocuments(tx, 20))
const rowsOf = (documentId: string) =>
  database.tenant(DEFAULT_TENANT, async (tx) => {
    await keepDocuments(tx)
    const [row] = await tx.query<{ rows: readonly number[] }>(sql`
      select array[(select count(*)::int from documents where id = ${documentId}),
                   (select count(*)::int from document_versions where document_id = ${documentId}),
                   (select count(*)::int from passages where document_id = ${documentId})] as rows`)
    return row?.rows
  })

test('what was removed is deleted, whole, when it was kept as long as it was to be, and no sooner', async () => {
  const over = await removed('over', 0)
  const later = await removed('later', DAY_MS)
  const forGood = await removed('for-good', null)
  await new Promise((resolve) => setTimeout(resolve, 5))
  assert.deepEqual(await sweep(), ['over'])
  assert.deepEqual(await rowsOf(over), [0, 0, 0])
  for (const id of [later, forGood]) assert.deepEqual(await rowsOf(id), [1, 1, 1])
  assert.deepEqual(await sweep(), [])
})

test('what an answer beside a plan quotes stays for the plan’s evidence, and is looked at again in a week', async () => {
  const quoted = await removed('quoted', 0)
  const mentioned = await removed('mentioned', 0)
  await quote(quoted, { hasPlan: true })
  await quote(mentioned, { hasPlan: false })
  await new Promise((resolve) => setTimeout(resolve, 5))
  assert.deepEqual(await sweep(), ['mentioned'])
  assert.deepEqual(await rowsOf(quoted), [1, 1, 1])
  const [row] = await database.tenant(DEFAULT_TENANT, async (tx) => {
    await keepDocuments(tx)
    return tx.query<{ isInAWeek: boolean }>(sql`
      select keep_until between now() + interval '6 days' and now() + interval '7 days' as "isInAWeek"
        from documents where id = ${quoted}`)
  })
  assert.equal(row?.isInAWeek, true)
})

test('what a plan goes by stays for its evidence, too', async () => {
  const cited = await removed('cited', 0)
  const { threadId, runId } = await acceptedMessage(database)
  const citation = { passageId: randomUUID(), quote: 'T', document: { id: cited, title: 'T', version: 1 } }
  await database.tenant(DEFAULT_TENANT, (tx) =>
    tx.query(sql`
      insert into plans (tenant_id, id, thread_id, run_id, round, requester, agent, agent_hash, author, program, literals,
                         slots, now_ms, status, citations)
      values (${tx.tenantId}, ${randomUUID()}, ${threadId}, ${runId}, 1, 'customer', 'support', '', 'playbook', '', '{}',
              '{}', 0, 'done', ${JSON.stringify([citation])}::jsonb)`),
  )
  await new Promise((resolve) => setTimeout(resolve, 5))
  assert.deepEqual(await sweep(), [])
  assert.deepEqual(await rowsOf(cited), [1, 1, 1])
})

test('what is there again is not deleted, whatever it was to be', async () => {
  const id = await removed('again', 0)
  const document = prepareDocument({
    agents: ['shared'],
    source: 'again',
    title: 'again',
    text: 'The ibis waits.',
    owner: null,
    acl: ['public'],
    class: 'public',
    keepMs: 0,
  })
  const embeddings = { embedder: 'none', vectors: new Map<string, readonly number[]>() }
  const stored = await database.tenant(DEFAULT_TENANT, (tx) =>
    storeDocument(tx, document, { newId: randomUUID, embeddings }),
  )
  assert.deepEqual([stored.documentId, stored.version, stored.change], [id, 2, 'stored'])
  assert.deepEqual(await sweep(), [])
  assert.deepEqual(await rowsOf(id), [1, 2, 2])
})
