import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '#core/secret.ts'
import { testPlace, type DatabasePlace, type Scope } from './database.ts'
import { freePort } from './free-port.ts'

/** A PostgreSQL server of a test's own, which may come to harm. */
export interface OwnPostgres {
  /** A database in it with the example people and documents. */
  readonly place: DatabasePlace
  /** Whether it takes sessions. */
  isUp(): boolean
  /** Starts it again where it has ended by itself, as whoever looks after it would. */
  startAgain(): void
  /** What it has written to its log. */
  log(): Promise<string>
}

/** The programs of a PostgreSQL on this machine; null where there are none. */
export function postgresPrograms(): string | null {
  const versions = '/usr/lib/postgresql'
  const found = existsSync(versions) ? readdirSync(versions).toSorted((one, other) => Number(other) - Number(one)) : []
  return found.map((version) => join(versions, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null
}

/** Makes and starts one whose log of changes (WAL) is in a folder of its own, in small pieces that are kept for long. */
export async function startOwnPostgres(scope: Scope, bin: string, walFolder: string): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-own-postgres-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const [data, wal, logFile] = [join(folder, 'data'), join(walFolder, 'wal'), join(folder, 'log')]
  for (const path of [data, wal]) await mkdir(path)
  await writeFile(logFile, '')
  execFileSync('chown', ['-R', 'postgres:', folder, wal])
  // PostgreSQL refuses to run as root, which whoever mounts a volume is.
  const { uid, gid } = await stat(data)
  const asPostgres = (program: string, ...words: readonly string[]) =>
    execFileSync(join(bin, program), words, { uid, gid, cwd: '/', stdio: 'ignore' })
  asPostgres(
    'initdb',
    ...['-D', data, `--waldir=${wal}`, '--wal-segsize=1', '--no-sync'],
    ...['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'],
  )
  const port = await freePort()
  // What it keeps of its log for later is room that a full volume still has: as little as it takes.
  const kept = '-c min_wal_size=2MB -c max_wal_size=2MB'
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off ${kept}`
  const control = (...words: readonly string[]) => asPostgres('pg_ctl', '-D', data, '-w', '-l', logFile, ...words)
  control('-o', settings, 'start')
  // It may have ended by itself.
  scope.after(
    async () => void spawnSync(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop'], { uid, gid }),
  )
  const isUp = () => spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0
  return {
    place: await copiedInto(scope, bin, `postgres://postgres@127.0.0.1:${port}/parley`),
    isUp,
    startAgain: () => {
      if (!isUp()) control('-m', 'immediate', '-o', settings, 'restart')
    },
    log: () => readFile(logFile, 'utf8'),
  }
}

async function copiedInto(scope: Scope, bin: string, url: string): Promise<DatabasePlace> {
  const place = await testPlace(scope, 'documents')
  const from = place.url?.reveal() ?? ''
  const admin = new URL(url)
  admin.pathname = '/postgres'
  const into = (address: string, sql: Buffer | string) =>
    execFileSync(join(bin, 'psql'), ['-q', '-X', '-d', address], { input: sql, stdio: ['pipe', 'ignore', 'ignore'] })
  into(admin.href, execFileSync(join(bin, 'pg_dumpall'), ['--roles-only', '-d', from]))
  into(admin.href, 'create database parley')
  into(url, execFileSync(join(bin, 'pg_dump'), ['-d', from], { maxBuffer: 1 << 28 }))
  return { ...place, url: new Secret(url), environment: { ...place.environment, DATABASE_URL: url } }
}
