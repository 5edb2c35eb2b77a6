import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import test from 'node:test'
import { promisify } from 'node:util'
import { migrate, migrateBeforeServer } from '#db/migrate.ts'
import { isMarkedMigrated, markMigrated } from '#db/migrated-mark.ts'
import { readConfig } from '#core/config.ts'
import { createLogger } from '#core/log.ts'
import { openDatabase } from '#memory/database/database.ts'
import { lockFolder } from '#memory/database/folder-lock.ts'
import { openOwner } from '#memory/database/owner.ts'
import { Secret } from '#core/secret.ts'
import { deep } from '../helpers/depth.ts'
import { openPlace, openPlaceAsOwner, testPlace } from '../helpers/database.ts'
import { openPostgresWithoutVector } from '../helpers/postgres-without-vector.ts'
import { acceptedMessage } from '../helpers/threads.ts'

const run = promisify(execFile)

test('a database that is up to date stays as it is', async (t) => {
  await using owner = await openPlaceAsOwner(await testPlace(t))
  const told: string[] = []
  assert.deepEqual(await migrate(owner, (line) => void told.push(line)), [])
  assert.deepEqual(told, [])
})

for (const [title, change, codes] of [
  ['a migration that was edited', `update migrations set hash = 'other'`, ['migration-edited', 'migration-edited']],
  ['a migration that is missing', `delete from migrations`, ['migrations-pending', 'database-error']],
  ['no migrations at all', `drop table migrations cascade`, ['migrations-pending', 'database-error']],
] as const) {
  test(`a server refuses a database with ${title}`, async (t) => {
    const place = await testPlace(t)
    const owner = await openPlaceAsOwner(place)
    await owner.exec(change)
    // What stands half-way isn't made again over what is there.
    await assert.rejects(
      migrate(owner, () => {}),
      { code: codes[1] },
    )
    await owner[Symbol.asyncDispose]()
    await assert.rejects(openPlace(place), { code: codes[0] })
  })
}

test('a database of a newer version is served, and not migrated', async (t) => {
  const place = await testPlace(t)
  const owner = await openPlaceAsOwner(place)
  await owner.exec(`insert into migrations (number, name, hash) values (9999, '9999_later.sql', '')`)
  await assert.rejects(
    migrate(owner, () => {}),
    { code: 'database-newer' },
  )
  await owner[Symbol.asyncDispose]()
  await openPlace(place)
})

test('a server needs a user that owns nothing and may act in two roles', async (t) => {
  const place = await testPlace(t)
  if (place.url === null) return t.skip('PGlite has one user')
  const user = `parley_test_${randomBytes(8).toString('hex')}`
  const owner = await openPlaceAsOwner(place)
  place.closing.defer(async () => {
    await owner.exec(`drop role ${user}`)
    await owner[Symbol.asyncDispose]()
  })
  await owner.exec(`create role ${user} login noinherit`)
  const url = new URL(place.url.reveal())
  url.username = user
  const server = { ...place, url: new Secret(url.href) }
  await assert.rejects(openPlace(server), { code: 'database-role-missing', message: /grant parley_app, parley_queue/ })
  await owner.exec(`grant parley_app, parley_queue to ${user}`)
  await acceptedMessage(await openPlace(server))
})

test('migrating is a command of its own that says what it does', async (t) => {
  const { environment } = await testPlace(t)
  const { stdout, stderr } = await run(process.execPath, ['db/migrate.ts'], {
    env: { PATH: process.env.PATH, ...environment },
  })
  assert.match(stdout, /is ready\.\n$/)
  assert.equal(stderr, '')
})

test('the embedded database’s files are its owner’s alone, those of an older folder too', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'))
  t.after(() => rm(dataDir, { recursive: true }))
  const open = { url: null, dataDir, log: createLogger('silent'), onProgress: () => {} }
  await (await openOwner(open))[Symbol.asyncDispose]()
  const database = join(dataDir, 'database')
  const isOwnersAlone = async (path: string) => ((await stat(path)).mode & 0o077) === 0
  const packed = ['', 'PG_VERSION', 'base', 'global/pg_control', 'postgresql.conf'].map((name) => join(database, name))
  assert.deepEqual(
    await Promise.all(packed.map(isOwnersAlone)),
    packed.map(() => true),
  )
  await chmod(database, 0o755)
  await (await openOwner(open))[Symbol.asyncDispose]()
  assert.ok(await isOwnersAlone(database))
})

test('a start that was killed between two migrations goes on with the next', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'))
  t.after(() => rm(dataDir, { recursive: true }))
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir }
  const first = spawn(process.execPath, ['db/migrate.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(first, 'exit')
  for await (const line of createInterface(first.stdout)) if (line.startsWith('Applying')) first.kill('SIGKILL')
  assert.deepEqual(await ended, [null, 'SIGKILL'])
  const { stdout } = await run(process.execPath, ['db/migrate.ts'], { env })
  assert.doesNotMatch(stdout, /Making the database/)
  // One line for all that are left.
  assert.match(stdout, /^Applying \d+ migrations to [^\n]*\n[^\n]*is ready\.\n$/m)
})

test('a server has the embedded database that it migrated, with none of its owner’s rights', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'))
  t.after(() => rm(dataDir, { recursive: true }))
  const start = () => migrateBeforeServer(readConfig({ DATA_DIR: dataDir }), createLogger('silent'), () => {})
  await using database = await start()
  assert.ok(database)
  const session = sql`select current_user as "user", (select count(*)::int from pg_locks where locktype = 'advisory') as locks`
  assert.deepEqual(await database.queue((tx) => tx.query(session)), [{ user: 'parley_queue', locks: 0 }])
  assert.equal(await start(), null)
})

test('a folder without a database says how to make one', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'))
  t.after(() => rm(dataDir, { recursive: true }))
  const opening = openDatabase({
    url: null,
    dataDir,
    log: createLogger('silent'),
    signal: AbortSignal.timeout(10_000),
    onProgress: () => {},
  })
  await assert.rejects(opening, { code: 'migrations-pending', message: /npm run migrate/ })
})

test('a data folder has one process at a time, and is free once that one was killed', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'))
  t.after(() => rm(dataDir, { recursive: true }))
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', HOLD_LOCK, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  assert.throws(() => lockFolder(dataDir), {
    code: 'data-folder-locked',
    message: new RegExp(`${dataDir}.*DATA_DIR`, 's'),
  })
  const migrating = run(process.execPath, ['db/migrate.ts'], { env: { PATH: process.env.PATH, DATA_DIR: dataDir } })
  await assert.rejects(migrating, { code: 1, stderr: /in use by another process/ })
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  lockFolder(dataDir)[Symbol.dispose]()
})

const HOLD_LOCK = `
  import { lockFolder } from '#memory/database/folder-lock.ts'
import { openOwner } from '#memory/database/owner.ts'
  const lock = lockFolder(process.argv[1])
  console.log('held')
  setInterval(() => lock, 1_000)`

test('a data folder that was migrated to these files is marked so, and one without its database isn’t', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-mark-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  assert.equal(await isMarkedMigrated(dataDir), false)
  await markMigrated(dataDir)
  assert.equal(await isMarkedMigrated(dataDir), false)
  await mkdir(join(dataDir, 'database'))
  assert.equal(await isMarkedMigrated(dataDir), true)
  await writeFile(join(dataDir, 'migrated'), 'of an older version')
  assert.equal(await isMarkedMigrated(dataDir), false)
})

test(
  'a database that keeps text in another encoding is told in words, before anything is made in it',
  { skip: process.env.DATABASE_URL === undefined ? 'the embedded one is UTF-8' : false },
  async (t) => {
    const { url } = await testPlace(t)
    const name = `parley_test_${randomBytes(8).toString('hex')}`
    const open = (to: URL) =>
      openOwner({ url: new Secret(to.href), dataDir: '', log: createLogger('silent'), onProgress: () => {} })
    await using closing = new AsyncDisposableStack()
    const admin = closing.use(await open(new URL(url?.reveal() ?? '')))
    await admin.run(`create database ${name} encoding 'SQL_ASCII' locale 'C' template template0`)
    closing.defer(async () => void (await admin.run(`drop database ${name} with (force)`)))
    const target = new URL(url?.reveal() ?? '')
    target.pathname = `/${name}`
    const owner = closing.use(await open(target))
    await assert.rejects(
      migrate(owner, () => {}),
      { code: 'database-encoding', message: /keeps text as SQL_ASCII, and Parley needs UTF8\. Make another database/ },
    )
    assert.deepEqual(await owner.run('select number from migrations'), [])
  },
)

deep('a PostgreSQL without pgvector is told in words, before anything is made in it', async (t) => {
  const url = new Secret(await openPostgresWithoutVector(t))
  await using owner = await openOwner({ url, dataDir: '', log: createLogger('silent'), onProgress: () => {} })
  await assert.rejects(
    migrate(owner, () => {}),
    { code: 'vector-missing', message: /Install pgvector there/ },
  )
  assert.deepEqual(await owner.run('select number from migrations'), [])
})
