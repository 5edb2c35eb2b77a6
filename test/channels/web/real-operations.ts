import { randomBytes, randomUUID } from 'node:crypto'
import type { Operations } from '#contract/operations.ts'
import { PrincipalId, type Scope } from '#core/principal.ts'
import type { Database } from '#memory/database/database.ts'
import { appendEvents, type NewEvent } from '#memory/events/events.ts'
import { createKey } from '#memory/people/keys.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { appendToThread } from '#memory/threads/append-to-thread.ts'
import { createThread } from '#memory/threads/threads.ts'
import { startParley } from '../../helpers/parley.ts'
import { shared } from '../../helpers/shared.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { newThread } from '../../helpers/threads.ts'

/** The operations behind the servers of a process's files, on one real database. */
export interface RealOperations {
  readonly operations: Operations
  readonly database: Database
  /** A key of `customer` with these scopes. */
  keyWith(...scopes: readonly Scope[]): Promise<string>
  /** A key of another example person. */
  keyOf(person: string, ...scopes: readonly Scope[]): Promise<string>
  /** A thread of `customer` in which so many things have happened. */
  threadWith(events: number, text?: string): Promise<string>
  /** A thread of another example person in which nothing has happened. */
  threadOf(person: string): Promise<string>
  /** More events for a thread, as large as the text makes them; everyone who follows it gets them. */
  emit(threadId: string, count: number, text?: string): Promise<void>
}

/** Events that are appended in one transaction. */
const AT_ONCE = 50

/** What servers of tests answer from. Nothing works on runs: what happens in a thread is what its test says. */
export const realOperations = shared(async (closing): Promise<RealOperations> => {
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  const shop = await startTestShop(scope)
  const parley = await startParley(scope, { shop, environment: { RUN_WORKER: 'false' } })
  const { operations, services } = parley.app()
  const { database } = services
  const keys = new Map<string, Promise<string>>()
  const keyOf: RealOperations['keyOf'] = (person, ...scopes) => {
    const name = [person, ...scopes.toSorted()].join(' ')
    const key = keys.get(name) ?? makeKey(database, PrincipalId.parse(person), scopes)
    keys.set(name, key)
    return key
  }
  const emit: RealOperations['emit'] = async (threadId, count, text = '') => {
    const place = { tenantId: DEFAULT_TENANT, threadId }
    for (let left = count; left > 0; left -= AT_ONCE) {
      const events = Array.from({ length: Math.min(left, AT_ONCE) }, () => eventWith(text))
      await appendToThread(database, place, (tx) => appendEvents(tx, threadId, events, randomBytes))
    }
  }
  return {
    operations,
    database,
    emit,
    threadWith: async (events, text) => {
      const threadId = await newThread(database)
      await emit(threadId, events, text)
      return threadId
    },
    threadOf: async (person) => {
      const id = randomUUID()
      const thread = { id, agent: 'support', requester: PrincipalId.parse(person), channel: 'web' }
      await database.tenant(DEFAULT_TENANT, (tx) => createThread(tx, thread))
      return id
    },
    keyWith: (...scopes) => keyOf('customer', ...scopes),
    keyOf,
  }
})

function eventWith(text: string): NewEvent {
  const runId = '019a0000-0000-7000-8000-000000000002'
  const event =
    text === ''
      ? ({ type: 'run-started', runId } as const)
      : ({ type: 'run-failed', runId, code: 'internal', text } as const)
  return { event, personal: [] }
}

async function makeKey(database: Database, principalId: PrincipalId, scopes: readonly Scope[]): Promise<string> {
  const key = { principalId, name: 'a test', scopes, expiresAt: null }
  return (await database.tenant(DEFAULT_TENANT, (tx) => createKey(tx, key, randomBytes))).text
}
