import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { startApp, type App } from '#app/app.ts'
import type { LentParts } from '#app/open-parts.ts'
import { openPort } from '#channels/web/open-port.ts'
import type { WebLimits } from '#channels/web/limits.ts'
import { readConfig, type Config } from '#core/config.ts'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'
import { holdHere, type DatabasePlace, type Furnishing, type Scope } from './database.ts'
import type { ExpectedLine } from './error-lines.ts'
import { lentDatabase, lentPlace } from './lent-database.ts'
import { lentParts, type OpenedParts } from './lent-parts.ts'
import { personClient, type PersonClient } from './parley-client.ts'
import { startTestShop, type TestShop } from './shop.ts'
import { spending } from './spent.ts'

export interface ParleyOptions {
  /** Where the tools of the example agent are, and the token they ask for. */
  readonly shop: { readonly url: string; readonly token: string }
  /** A database that is there already; a fresh one otherwise. */
  readonly place?: DatabasePlace
  readonly environment?: Readonly<Record<string, string>>
  /** Lines of level `error`, and failed attempts, that its log may have in any of its tests. */
  readonly expected?: readonly ExpectedLine[]
}

/** What only an app in this process can be given. */
export interface ParleyHereOptions extends ParleyOptions {
  readonly limits?: Partial<WebLimits>
}

/** No limit that a thousand messages, one after another, come to. */
export const MANY_MESSAGES: Partial<WebLimits> = { messagesPerMinute: 100_000 }

/** The whole app inside this process, over real HTTP, on a database of this test's own. */
export interface TestParley {
  readonly url: string
  readonly place: DatabasePlace
  /** The API as one of the example people. */
  as(person: string): PersonClient
  /** The API with an API key. */
  withKey(key: string): PersonClient
  /** What the server has written to its log so far. */
  log(): string
  /** Lines of level `error`, and failed attempts, that may be in its log at the end of this test. */
  expect(...lines: readonly ExpectedLine[]): void
  /** Ends it, after what it has begun. */
  stop(): Promise<unknown>
  /** Starts it again, on the same port and database; with other variables from now on, where some are given. */
  start(changed?: Readonly<Record<string, string>>): Promise<void>
}

/** One of which a test sees what runs behind it. */
export interface ParleyHere extends TestParley {
  /** The app that runs now: another one after `start`. */
  app(): App
}

const ROOT = join(import.meta.dirname, '../..')
const DevPeople = z.record(z.string(), z.object({ key: z.string() }))

/** Starts the app as `bin/server.js` does. What only a process has of it is started by `startParleyProcess`. */
export async function startParley(scope: Scope, options: ParleyHereOptions): Promise<ParleyHere> {
  const place = options.place ?? (await lentPlace(scope, furnishingFor(options)))
  place.errorLines.allow(options.expected ?? [])
  let environment = options.environment ?? {}
  let running = await spending('app', () => startHere(place, options, '0'))
  place.closing.defer(() => running.stop())
  const url = running.app.url
  assert.ok(url)
  return {
    ...(await clientsOf(url, place)),
    app: () => running.app,
    log: () => running.log(),
    expect: place.errorLines.expect,
    stop: () => running.stop(),
    start: async (changed = {}) => {
      environment = { ...environment, ...changed }
      running = await spending('app', () => startHere(place, { ...options, environment }, new URL(url).port))
    },
  }
}

/** The app beside an example shop of its own, and the two of its people that most tests speak as. */
export async function startShop(scope: Scope, options: Omit<ParleyHereOptions, 'shop'> = {}): Promise<ShopHere> {
  const shop = await startTestShop(scope)
  const parley = await startParley(scope, { ...options, shop })
  return {
    shop,
    parley,
    // With an identity provider there is neither.
    get customer() {
      return parley.as('customer')
    },
    get lead() {
      return parley.as('support-lead')
    },
  }
}

interface ShopHere {
  readonly shop: TestShop
  readonly parley: ParleyHere
  readonly customer: PersonClient
  readonly lead: PersonClient
}

interface RunningApp {
  readonly app: App
  log(): string
  stop(): Promise<void>
}

async function startHere(place: DatabasePlace, options: ParleyHereOptions, at: string): Promise<RunningApp> {
  const config = readConfig({ AGENTS_DIR: join(ROOT, 'agents'), ...environmentOf(place, options), PORT: at })
  const stopping = new AbortController()
  let log = ''
  place.errorLines.watch(() => log)
  const context = systemContext(createLogger(config.LOG_LEVEL, { write: (line) => void (log += line) }))
  const isElsewhere = options.environment?.DATABASE_URL !== undefined || options.environment?.DATA_DIR !== undefined
  const database = isElsewhere ? null : lentDatabase(place)
  const lent = { ...lentFor(config, await lentParts()), ...(database && { database }) }
  await using parts = new AsyncDisposableStack()
  const port = parts.use(await openPort(config, context, options.limits))
  const app = parts.use(await startApp({ config, context, port, onProgress: () => {}, signal: stopping.signal, lent }))
  const letGo = holdHere(place, app.services.database)
  const closing = parts.move()
  return {
    app,
    log: () => log,
    stop: async () => {
      stopping.abort()
      await closing.disposeAsync()
      letGo()
    },
  }
}

// A test that says how a part is opened is about that part.
function lentFor(config: Config, { sandbox, embedder, parser }: OpenedParts): LentParts {
  const isOrdinarySandbox = config.SANDBOX_SOCKET === undefined && config.NODE_ENV !== 'production'
  return {
    parser,
    ...(isOrdinarySandbox ? { sandbox } : {}),
    ...(config.EMBEDDINGS_MODEL === undefined ? { embedder } : {}),
  }
}

/** What a test's server is told. */
export function environmentOf(place: DatabasePlace, options: ParleyOptions): Readonly<Record<string, string>> {
  return {
    LOG_LEVEL: 'warn',
    RUN_LEASE_MS: '1500',
    SHOP_MCP_URL: options.shop.url,
    SHOP_MCP_TOKEN: options.shop.token,
    ...place.environment,
    ...options.environment,
  }
}

/** The API of a running server, as anyone whom it knows. */
export async function clientsOf(
  url: string,
  place: DatabasePlace,
): Promise<Pick<TestParley, 'url' | 'place' | 'as' | 'withKey'>> {
  // With an identity provider there are no example people.
  const people = await readFile(join(place.dataDir, 'dev-people.json'), 'utf8').catch(() => '{}')
  const keys = DevPeople.parse(JSON.parse(people))
  return {
    url,
    place,
    as: (person) => {
      const key = keys[person]?.key
      assert.ok(key, `there is no example person ${person}`)
      return personClient(url, key)
    },
    withKey: (key) => personClient(url, key),
  }
}

// Vectors are of one model: with another, all would have to be made anew in the background.
export function furnishingFor({ environment }: ParleyOptions): Furnishing {
  return environment?.EMBEDDINGS_MODEL === undefined ? 'documents' : 'people'
}
