import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { pino } from 'pino'
import { systemContext } from '#core/context.ts'
import { openEvidenceKey } from '#memory/events/evidence-key.ts'
import { openAnchors } from '#evidence/anchors.ts'
import { testDatabase } from '../helpers/database.ts'
import { patient } from '../helpers/patient.ts'
import { acceptedMessage } from '../helpers/threads.ts'

test('ends of threads that couldn’t be written are written when they can be', patient, async (t) => {
  const database = await testDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'anchors-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'anchors.jsonl')
  // Nothing can be appended to a folder.
  await mkdir(file)
  const logged: string[] = []
  const context = systemContext(pino({}, { write: (line: string) => void logged.push(line) }))
  const config = { DATA_DIR: folder }
  const key = await openEvidenceKey(config, context)
  assert.ok(key)
  await using _ = await openAnchors({ config, context, database, key })
  const { threadId } = await acceptedMessage(database)
  const endedAt = Date.now() + 60_000
  while (!logged.some((line) => line.includes('threads-not-anchored'))) await soon(endedAt)
  await rmdir(file)
  while (!(await readFile(file, 'utf8').catch(() => '')).includes(threadId)) await soon(endedAt)
})

async function soon(endedAt: number): Promise<void> {
  assert.ok(Date.now() < endedAt, 'it comes to that')
  await delay(50)
}
