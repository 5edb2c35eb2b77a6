import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { migrate } from '#db/migrate.ts'
import { readMigrations } from '#db/migration-files.ts'
import { createLogger } from '#core/log.ts'
import { openOwner, type Owner } from '#memory/database/owner.ts'
import { errorLinesIn } from '../../test/helpers/error-lines.ts'
import { filesOfRelease, type ReleasedPlan, type ReleasedPlans } from '../../test/helpers/release-fixture.ts'
import { playDesk, type DeskPlans, type NotePlan } from './released-desk.ts'
import { rowsAsSql } from './rows.ts'

const DESK = join(import.meta.dirname, '../../test/fixtures/release-desk')

/**
 * Makes what a release leaves for the tests of all later ones, in `folder`: a database with plans, as PGlite's folder and as
 * rows for PostgreSQL, evidence, and the agent and the program that they were made with. The server that makes them is this
 * version's own, as a process.
 */
export async function makeReleaseFixtures(release: string, folder: string): Promise<void> {
  await using closing = new AsyncDisposableStack()
  const scratch = await mkdtemp(join(tmpdir(), 'parley-release-'))
  closing.defer(() => rm(scratch, { recursive: true, force: true }))
  const dataDir = join(scratch, 'data')
  const files = filesOfRelease(folder)
  await mkdir(folder, { recursive: true })
  await cp(join(DESK, 'agents'), files.agentsDir, { recursive: true })
  await cp(join(DESK, 'desk-program.js'), files.program)
  await migrated(dataDir)
  const desk = { agentsDir: files.agentsDir, program: files.program, book: join(scratch, 'book') }
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  const errorLines = errorLinesIn(scope)
  const place = { kind: 'pglite', url: null, dataDir, environment: { DATA_DIR: dataDir }, closing, errorLines } as const
  const played = await playDesk(scope, place, desk)
  await writeFile(files.evidence, played.evidence)
  await writeFile(files.evidenceKeys, played.evidenceKeys)
  await writeFile(files.anchors, played.anchors)
  const kept = await keepDatabase(dataDir, played)
  await writeFile(
    files.rowsFile,
    `-- The rows of a database of Parley ${release}. Never edited: that is what it is for.\n${kept.rows}`,
  )
  await writeFile(files.plansFile, `${JSON.stringify({ release, ...kept.plans }, null, 2)}\n`)
  await packFolder(dataDir, files.dataFolder)
}

async function migrated(dataDir: string): Promise<void> {
  await using owner = await openFolder(dataDir)
  await migrate(owner, () => {})
}

async function keepDatabase(
  dataDir: string,
  { waiting, begun, unknown, done }: DeskPlans,
): Promise<{ readonly rows: string; readonly plans: Omit<ReleasedPlans, 'release'> }> {
  await using owner = await openFolder(dataDir)
  const plans = {
    lastMigration: (await readMigrations()).at(-1)?.number ?? 0,
    waiting: await keptPlan(owner, waiting),
    begun: await keptPlan(owner, begun),
    unknown: await keptPlan(owner, unknown),
    done: await keptPlan(owner, done),
  }
  const rows = await rowsAsSql(owner)
  await forgetLog(owner)
  return { rows, plans }
}

// All that the log holds is in the tables by then, and it is half of what the folder takes when it is packed.
async function forgetLog(owner: Owner): Promise<void> {
  for (const statement of ['set wal_recycle = off', 'select pg_switch_wal()', 'checkpoint']) await owner.exec(statement)
}

async function keptPlan(owner: Owner, { planId, threadId, runId, note }: NotePlan): Promise<ReleasedPlan> {
  const [row] = await owner.run(
    `select p.digest, e.idempotency_key as key from plans p join effects e on e.plan_id = p.id where p.id = $1`,
    [planId],
  )
  const key = row?.['key'] ?? null
  return { id: planId, threadId, runId, digest: String(row?.['digest']), note, key: key === null ? null : String(key) }
}

function openFolder(dataDir: string): Promise<Owner> {
  return openOwner({ url: null, dataDir, log: createLogger('silent'), onProgress: () => {} })
}

// With the mode of each file: the key that evidence is signed with is its owner's alone.
async function packFolder(dataDir: string, file: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name !== 'lock').toSorted()
  await promisify(execFile)('tar', ['-czf', file, '-C', dataDir, ...names])
}
