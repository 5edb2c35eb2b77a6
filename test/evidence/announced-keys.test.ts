import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { canonicalJson } from '#core/commitment.ts'
import { systemContext } from '#core/context.ts'
import { openEvidenceKey } from '#memory/events/evidence-key.ts'
import { createLogger } from '#core/log.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { announceKey, othersThan } from '#evidence/announced-keys.ts'
import { signStatement } from '#evidence/sign-statement.ts'
import { runVerifier } from '../../bin/verify-evidence.ts'
import { lentOpen } from '../helpers/lent-database.ts'
import { readReleasedEvidence } from '../helpers/released-evidence.ts'

test('a second server with a key of its own is told of, and what either signed can be checked with what one publishes', async (t) => {
  const database = await lentOpen(t)
  const [first, second] = [await keyIn(t), await keyIn(t)]
  const logged: string[] = []
  const log = pino({}, { write: (line: string) => void logged.push(line) })
  await announceKey(database, first, log)
  await announceKey(database, first, log)
  assert.equal(logged.length, 0)
  await announceKey(database, second, log)
  const [warned = '', ...more] = logged
  assert.deepEqual(more, [])
  assert.match(warned, /evidence-keys-differ/)
  assert.ok(warned.includes(first.publicKey.kid))

  const others = await database.tenant(DEFAULT_TENANT, (tx) => othersThan(tx, first))
  assert.deepEqual(
    others.map(({ kid }) => kid),
    [second.publicKey.kid],
  )
  const folder = await folderOf(t)
  const [file, keys] = [join(folder, 'evidence.json'), join(folder, 'keys.json')]
  const { statement, disclosed } = await readReleasedEvidence()
  await writeFile(file, canonicalJson(signStatement(statement, disclosed, second)))
  await writeFile(keys, JSON.stringify({ keys: first.published, others }))
  const lines: string[] = []
  assert.equal(
    runVerifier({ file, key: keys }, (line) => void lines.push(line)),
    0,
  )
  assert.match(lines.join('\n'), /which another server announced[\s\S]*ask whoever runs that server/)
})

test('a key that was announced under another one’s name is none', async (t) => {
  const database = await lentOpen(t)
  const [own, forged] = [await keyIn(t), await keyIn(t)]
  await database.tenant(DEFAULT_TENANT, (tx) =>
    tx.query(sql`
      insert into evidence_keys (tenant_id, kid, x)
      values (${tx.tenantId}, ${'A'.repeat(43)}, ${forged.publicKey.x}), (${tx.tenantId}, 'x', 'y')`),
  )
  assert.deepEqual(await database.tenant(DEFAULT_TENANT, (tx) => othersThan(tx, own)), [])
})

async function keyIn(t: TestContext) {
  const config = { DATA_DIR: await folderOf(t), EVIDENCE_SIGNING_KEY: undefined }
  const key = await openEvidenceKey(config, systemContext(createLogger('silent')))
  assert.ok(key)
  return key
}

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'announced-keys-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}
