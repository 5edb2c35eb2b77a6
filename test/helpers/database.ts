import { createHash, randomBytes } from 'node:crypto'
import { cpSync, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { migrate } from '#db/migrate.ts'
import { readMigrations } from '#db/migration-files.ts'
import { EXAMPLE_PEOPLE, seed } from '#db/seed.ts'
import { nonOwning } from '#app/non-owning.ts'
import { AppError } from '#core/errors.ts'
import { createLogger } from '#core/log.ts'
import { openDatabase, type Database } from '#memory/database/database.ts'
import { lockFolder } from '#memory/database/folder-lock.ts'
import { openOwner, type Owner } from '#memory/database/owner.ts'
import { Secret } from '#core/secret.ts'
import { checkAtEnd, errorLinesIn, type ErrorLines } from './error-lines.ts'
import { exampleDocumentsKey, ingestExampleDocuments } from './example-documents.ts'
import { keepRows } from './kept-rows.ts'
import { ownerThrough } from './owner-through.ts'
import { shared, usingShared } from './shared.ts'
import { spending } from './spent.ts'

/** A test, a suite or `{ after }` of node:test: whatever tells when to clean up. */
export interface Scope {
  after(cleanUp: () => Promise<void>): unknown
  /** False for a bench or an eval, whose servers may log what they like. */
  readonly isTest?: false
}

/** For what ends with what is shared in this process. */
export const THE_PROCESS: Scope = { after: () => {} }

/** Where a database for one test is: PostgreSQL where `DATABASE_URL` is set for the tests, else PGlite in a folder. */
export interface DatabasePlace {
  readonly kind: 'pglite' | 'postgres'
  readonly url: Secret | null
  readonly dataDir: string
  /** For a server that the test starts: `DATA_DIR`, and `DATABASE_URL` on PostgreSQL. */
  readonly environment: Readonly<Record<string, string>>
  /** What ends with the test, last opened first. */
  readonly closing: AsyncDisposableStack
  /** Where the logs of servers on it are looked through. */
  readonly errorLines: ErrorLines
}

/** A migrated database with the example people, of this test's own. */
export async function testDatabase(scope: Scope): Promise<Database> {
  return openPlace(await testPlace(scope))
}

/** Opens a place; once more, after whoever had it open has ended, to see what they left. */
export async function openPlace(place: DatabasePlace): Promise<Database> {
  const held = heldHere.get(place)
  if (held?.kind === 'pglite') return nonOwning(held)
  return spending('database', async () =>
    place.closing.use(await openDatabase({ ...place, ...QUIET, signal: AbortSignal.timeout(60_000) })),
  )
}

/**
 * The same rows with the owner's rights, which no server has: to look behind the policies, or to tamper. Beside a server
 * of this process too, also where that has the folder for itself; beside another process's only on PostgreSQL.
 */
export async function openPlaceAsOwner(place: DatabasePlace): Promise<Owner> {
  const held = heldHere.get(place)
  return held?.kind === 'pglite' ? ownerThrough(held) : openOwner({ ...place, ...QUIET })
}

const heldHere = new WeakMap<DatabasePlace, Database>()

/** Says that this process has the place open, a server or whoever lends it to one; the answer says that it has closed it. */
export function holdHere(place: DatabasePlace, database: Database): () => void {
  const before = heldHere.get(place)
  heldHere.set(place, database)
  return () => void (before ? heldHere.set(place, before) : heldHere.delete(place))
}

/**
 * What a place has from its beginning, beside the example people: nothing, or the example agents' documents as well,
 * which a server's first start would take its time to embed.
 */
export type Furnishing = 'people' | 'documents'

/** A migrated database with the example people that nobody has open yet. */
export function testPlace(scope: Scope, furnishing: Furnishing = 'people'): Promise<DatabasePlace> {
  return spending('database', () => makePlace(scope, furnishing))
}

async function makePlace(scope: Scope, furnishing: Furnishing): Promise<DatabasePlace> {
  const ends = endingWith(scope)
  const { closing } = ends
  if (scope !== THE_PROCESS) closing.defer(usingShared())
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'))
  closing.defer(() => rm(dataDir, { recursive: true, force: true }))
  if (ADMIN_URL !== undefined) return copyOnPostgres(ADMIN_URL, furnishing, dataDir, ends)
  // Five times as fast as the one that doesn't block, for the thousand small files of a database.
  cpSync(await folderTemplate(furnishing), dataDir, { recursive: true })
  return folderPlace(dataDir, ends)
}

/** What ends with a scope, and then the last look at what its servers logged. To be called before anything is awaited. */
export function endingWith(scope: Scope): PlaceEnds {
  const closing = new AsyncDisposableStack()
  const errorLines = errorLinesIn(scope)
  scope.after(async () => {
    await closing.disposeAsync()
    checkAtEnd(scope, errorLines)
  })
  return { closing, errorLines }
}

type PlaceEnds = Pick<DatabasePlace, 'closing' | 'errorLines'>

const ADMIN_URL = process.env.DATABASE_URL
const QUIET = { log: createLogger('silent'), onProgress: () => {} }

function folderPlace(dataDir: string, ends: PlaceEnds): DatabasePlace {
  return { kind: 'pglite', url: null, dataDir, environment: { DATA_DIR: dataDir }, ...ends }
}

function postgresPlace(url: string, dataDir: string, ends: PlaceEnds): DatabasePlace {
  const environment = { DATA_DIR: dataDir, DATABASE_URL: url }
  return { kind: 'postgres', url: new Secret(url), dataDir, environment, ...ends }
}

async function copyOnPostgres(
  adminUrl: string,
  furnishing: Furnishing,
  dataDir: string,
  ends: PlaceEnds,
): Promise<DatabasePlace> {
  const name = `parley_test_${randomBytes(8).toString('hex')}`
  const admin = await sharedAdmin()
  const template = await (madeTemplates[furnishing] ??= postgresTemplate(admin, adminUrl, furnishing))
  // Half of what it costs to have each page of the template written to the log.
  await admin.run(`create database ${name} template ${template} strategy file_copy`)
  ends.closing.defer(async () => {
    await admin.run(`drop database if exists ${name} with (force)`)
  })
  return postgresPlace(urlOf(adminUrl, name), dataDir, ends)
}

// Making a session costs as much as copying a database.
const sharedAdmin = shared(async (closing) =>
  closing.use(await openOwner({ url: new Secret(ADMIN_URL ?? ''), dataDir: '', ...QUIET })),
)

/** Those that this process has made, or found made. */
const madeTemplates: Partial<Record<Furnishing, Promise<string>>> = {}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  return url.href
}

// Made under another name, then renamed: a test run that was killed meanwhile leaves nothing that looks finished.
async function postgresTemplate(admin: Owner, adminUrl: string, furnishing: Furnishing): Promise<string> {
  const name = `parley_template_${await templateKey(furnishing)}`
  await admin.run('select pg_advisory_lock(1)')
  try {
    const [existing] = await admin.run('select 1 from pg_database where datname = $1', [name])
    if (existing === undefined) {
      await admin.run(`drop database if exists ${name}_making`)
      await admin.run(`create database ${name}_making`)
      const ends = endingWith(THE_PROCESS)
      await using closing = ends.closing
      await fill(postgresPlace(urlOf(adminUrl, `${name}_making`), '', ends), furnishing)
      await closing.disposeAsync()
      await admin.run(`alter database ${name}_making rename to ${name}`)
    }
    return name
  } finally {
    await admin.run('select pg_advisory_unlock(1)')
  }
}

async function folderTemplate(furnishing: Furnishing): Promise<string> {
  const folder = join(tmpdir(), `parley-template-${await templateKey(furnishing)}`)
  if (existsSync(folder)) return folder
  using _lock = await lockWhenFree(`${folder}.lock`)
  if (existsSync(folder)) return folder
  const making = `${folder}.making`
  await rm(making, { recursive: true, force: true })
  await mkdir(making)
  const ends = endingWith(THE_PROCESS)
  await using closing = ends.closing
  await fill(folderPlace(making, ends), furnishing)
  await closing.disposeAsync()
  await rm(join(making, 'lock'))
  await rename(making, folder)
  return folder
}

async function fill(place: DatabasePlace, furnishing: Furnishing): Promise<void> {
  const owner = await openPlaceAsOwner(place)
  await migrate(owner, () => {})
  await owner[Symbol.asyncDispose]()
  const database = await openPlace(place)
  await seed(database)
  if (furnishing === 'documents') await ingestExampleDocuments(database)
  await database[Symbol.asyncDispose]()
  await using keeper = await openPlaceAsOwner(place)
  await keepRows(keeper)
}

async function templateKey(furnishing: Furnishing): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(EXAMPLE_PEOPLE))
  hash.update(await readFile(join(import.meta.dirname, 'kept-rows.ts')))
  if (furnishing === 'documents') hash.update(await exampleDocumentsKey())
  for (const migration of await readMigrations()) hash.update(migration.hash)
  return hash.digest('hex').slice(0, 16)
}

async function lockWhenFree(folder: string): Promise<Disposable> {
  for (;;) {
    try {
      return lockFolder(folder)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'data-folder-locked')) throw error
      await setTimeout(50)
    }
  }
}
