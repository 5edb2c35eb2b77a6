import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { testPlace, type DatabasePlace, type Scope } from './database.ts'
import { personClient, type PersonClient } from './parley-client.ts'

export interface ParleyOptions {
  /** Where the tools of the example agent are, and the token they ask for. */
  readonly shop: { readonly url: string; readonly token: string }
  /** A database that is there already; a fresh one otherwise. */
  readonly place?: DatabasePlace
  readonly environment?: Readonly<Record<string, string>>
}

/** The real server as a process of its own, on a database of this test's own. */
export interface TestParley {
  readonly url: string
  readonly place: DatabasePlace
  /** The API as one of the example people. */
  as(person: string): PersonClient
  /** The API with an API key. */
  withKey(key: string): PersonClient
  /** What the server has written to its log so far. */
  log(): string
  /** Ends it as Ctrl-C would. */
  stop(): Promise<number | null>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Starts it again, on the same port and database. */
  start(): Promise<void>
}

const ROOT = join(import.meta.dirname, '../..')
const STARTS_WITHIN_MS = 60_000
const DevPeople = z.record(z.string(), z.object({ key: z.string() }))

export async function startParley(scope: Scope, options: ParleyOptions): Promise<TestParley> {
  const place = options.place ?? (await testPlace(scope))
  let running = await startServer(place, options, '0')
  // Before the database's folder goes, whoever holds it must have gone.
  place.closing.defer(() => endProcess(running.child, 'SIGKILL').then(() => undefined))
  const keys = DevPeople.parse(JSON.parse(await readFile(join(place.dataDir, 'dev-people.json'), 'utf8')))
  const { url } = running
  return {
    url,
    place,
    as: (person) => {
      const key = keys[person]?.key
      assert.ok(key, `there is no example person ${person}`)
      return personClient(url, key)
    },
    withKey: (key) => personClient(url, key),
    log: () => running.log(),
    stop: () => endProcess(running.child, 'SIGINT'),
    kill: async () => void (await endProcess(running.child, 'SIGKILL')),
    start: async () => {
      running = await startServer(place, options, new URL(url).port)
    },
  }
}

interface RunningServer {
  readonly child: ChildProcess
  readonly url: string
  log(): string
}

async function startServer(place: DatabasePlace, options: ParleyOptions, port: string): Promise<RunningServer> {
  const child = spawn(process.execPath, ['src/server.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      LOG_LEVEL: 'warn',
      RUN_LEASE_MS: '1500',
      SHOP_MCP_URL: options.shop.url,
      SHOP_MCP_TOKEN: options.shop.token,
      ...place.environment,
      ...options.environment,
      PORT: port,
    },
  })
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const url = await listeningUrl(child).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw new Error(`The server didn't start.\n${log}`, { cause: error })
  })
  return { child, url, log: () => log }
}

async function listeningUrl(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout)
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`it ended with ${String(code)}`)
  })
  const within = AbortSignal.timeout(STARTS_WITHIN_MS)
  const lines = createInterface({ input: child.stdout, signal: within })
  const found = (async () => {
    for await (const line of lines) {
      const url = /^ {2}Parley +(http\S+)$/.exec(line)?.[1]
      if (url) return url
    }
    throw new Error('it said nothing of where it listens')
  })()
  const url = await Promise.race([found, exited])
  exited.catch(() => undefined)
  return url
}

async function endProcess(child: ChildProcess, signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }
  return child.exitCode
}
