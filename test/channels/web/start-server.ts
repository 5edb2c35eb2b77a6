import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { Writable } from 'node:stream'
import pino from 'pino'
import type { OutsideChannels } from '#channels/contract.ts'
import { openDevPeople, type DevPeople } from '#channels/web/dev-people.ts'
import { openPort } from '#channels/web/open-port.ts'
import { startWebServer, type WebServer } from '#channels/web/web-server.ts'
import type { WebLimits } from '#channels/web/limits.ts'
import { readConfig, type Config } from '#core/config.ts'
import { systemContext, type Context } from '#core/context.ts'
import { notFound } from '#core/errors.ts'
import type { Operations } from '#contract/operations.ts'
import { realOperations, type RealOperations } from './real-operations.ts'

export interface TestServer extends WebServer, Omit<RealOperations, 'operations'> {
  /** Those behind it, with what this test has in their place. */
  readonly operations: Operations
  readonly devPeople: DevPeople | null
  readonly config: Config
  readonly context: Context
  /** Everything that it logged, as JSON lines. */
  log(): string
  /** A request to it; JSON bodies are declared as such. */
  request(path: string, init?: RequestInit & { key?: string }): Promise<Response>
}

interface Wishes {
  readonly limits?: Partial<WebLimits>
  readonly environment?: Record<string, string>
  readonly withPeople?: boolean
  /** Operations that fail as this test is about, or say what none of its database would. */
  readonly instead?: (real: Operations) => Partial<Operations>
}

/** A server that no outside service sends anything to. */
export const NO_CHANNELS: OutsideChannels = {
  channels: [],
  operations: {
    receive: () => Promise.reject(new Error('nobody sends')),
    recognise: (outside) => Promise.resolve(outside),
    offerLink: () => Promise.resolve(null),
    readFile: () => Promise.resolve({ ok: false, code: 'document-format-unknown' }),
    undelivered: () => Promise.resolve(false),
    outletState: () => Promise.resolve(null),
    listUndelivered: () => Promise.resolve([]),
    beginInstallation: () => Promise.reject(new Error('nothing is installed')),
    takeInstallation: () => Promise.resolve(null),
    endInstallation: () => Promise.resolve(),
    welcome: () => Promise.resolve(null),
  },
  subscriptions: { listChannels: () => Promise.resolve([]), sendAgain: () => Promise.resolve(0) },
  starters: {
    webhookSecrets: () => null,
    beginByWebhook: () => Promise.reject(new Error('nobody sends')),
    beginDue: () => Promise.resolve(null),
    listSchedules: () => Promise.resolve([]),
    runSchedule: () => Promise.reject(notFound('schedule')),
  },
}

/** A server of this test's own on a free port, over the real operations that a process's tests share. */
export async function startServer(t: TestContext, wishes: Wishes = {}): Promise<TestServer> {
  const config = readConfig({ PORT: '0', DATA_DIR: await temporaryFolder(t), ...wishes.environment })
  const real = await realOperations()
  const operations = { ...real.operations, ...wishes.instead?.(real.operations) }
  const { context, log } = testContext()
  const devPeople = wishes.withPeople === true ? await openDevPeople(config, context) : null
  const port = await openPort(config, context, { messagesPerMinute: 10_000, closeMs: 500, ...wishes.limits })
  t.after(() => port[Symbol.asyncDispose]())
  const server = startWebServer({
    config,
    context,
    operations,
    outside: NO_CHANNELS,
    devPeople,
    port,
    signal: t.signal,
  })
  t.after(() => server.close())
  const request: TestServer['request'] = async (path, { key, ...init } = {}) => {
    const headers = new Headers(init.headers)
    if (key !== undefined) headers.set('authorization', `Bearer ${key}`)
    if (typeof init.body === 'string' && !headers.has('content-type')) headers.set('content-type', 'application/json')
    return await fetch(`${server.url}${path}`, { ...init, headers })
  }
  return { ...real, ...server, operations, devPeople, config, context, log, request }
}

export function testContext(): { context: Context; log(): string } {
  let text = ''
  const sink = new Writable({
    write: (chunk, _, done) => {
      text += String(chunk)
      done()
    },
  })
  return { context: systemContext(pino({ base: null, level: 'debug' }, sink)), log: () => text }
}

export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-web-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** What comes back for these bytes on a connection of their own, for requests that `fetch` wouldn't send. */
export async function sendRaw(url: string, bytes: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  const { promise, resolve } = Promise.withResolvers<string>()
  socket.on('data', (chunk) => (answer += chunk.toString('latin1')))
  socket.on('error', () => resolve(answer))
  socket.on('close', () => resolve(answer))
  socket.write(bytes)
  return await promise
}
