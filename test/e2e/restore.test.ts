import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { Secret } from '#core/secret.ts'
import { readPages } from '../docs/page.ts'
import { databaseOfRelease } from '../helpers/database-of-release.ts'
import type { DatabasePlace } from '../helpers/database.ts'
import { startDeskOfRelease } from '../helpers/desk-of-release.ts'
import { releaseFixtures } from '../helpers/release-fixture.ts'

// The commands are those of the page, typed in a folder in which `data` is the server's.
const KIND = process.env.DATABASE_URL === undefined ? 'pglite' : 'postgresql'
const canDump = KIND === 'pglite' || spawnSync('pg_dump', ['--version']).status === 0
const release = releaseFixtures().at(-1) ?? assert.fail('there is no release')
const SOURCE = 'postgres://postgres@host/parley'
const RESTORED = 'parley_restored'

test(
  'a backup is restored by the commands of the page, and its plans go on',
  { skip: canDump ? false : 'pg_dump is not here' },
  async () => {
    const place = await databaseOfRelease({ after }, release)
    const folder = await mkdtemp(join(tmpdir(), 'restore-'))
    place.closing.defer(() => rm(folder, { recursive: true, force: true }))
    await rename(place.dataDir, join(folder, 'data'))
    const restored = restoredPlace(place, folder)
    await type(folder, 'backup', place, restored)
    await type(folder, 'restore', place, restored)
    if (restored.url !== null) {
      const drop = ['--quiet', `--command=drop database ${nameOf(restored)} with (force)`, place.url?.reveal() ?? '']
      place.closing.defer(async () => void (await promisify(execFile)('psql', drop)))
    }

    const { parley, calls } = await startDeskOfRelease({ after }, release, restored)
    const { waiting } = release.plans
    const [customer, lead] = [parley.as('customer'), parley.as('support-lead')]
    assert.equal((await lead.decide(waiting, 'approve')).status, 200)
    await customer.settled(waiting.runId, 'done')
    assert.equal((await calls(waiting.note)).length, 1)
    assert.ok((await readdir(folder)).includes('data-before'))
  },
)

// On PostgreSQL the server's folder stays where it is, and its database is another one.
function restoredPlace({ kind, url, closing, errorLines }: DatabasePlace, folder: string): DatabasePlace {
  const dataDir = join(folder, 'data')
  if (url === null) return { kind, url, dataDir, environment: { DATA_DIR: dataDir }, closing, errorLines }
  const target = new URL(url.reveal())
  target.pathname = `/parley_test_${randomBytes(8).toString('hex')}`
  const environment = { DATA_DIR: dataDir, DATABASE_URL: target.href }
  return { kind, url: new Secret(target.href), dataDir, environment, closing, errorLines }
}

async function type(
  folder: string,
  what: 'backup' | 'restore',
  place: DatabasePlace,
  restored: DatabasePlace,
): Promise<void> {
  const page = readPages().find(({ path }) => path === 'docs/how-to/upgrade.md')
  const block = page?.blocks.find(({ words }) => words.includes(`${what}=${KIND}`))
  assert.ok(block)
  const script = block.text
    .replaceAll(`${SOURCE}_restored`, restored.url?.reveal() ?? '')
    .replaceAll(RESTORED, nameOf(restored))
    .replaceAll(SOURCE, place.url?.reveal() ?? '')
  await promisify(execFile)('bash', ['-ec', script], { cwd: folder })
}

function nameOf({ url }: DatabasePlace): string {
  return url === null ? '' : new URL(url.reveal()).pathname.slice(1)
}
