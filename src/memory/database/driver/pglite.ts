import type { PGlite } from '@electric-sql/pglite'
import { chmod } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { NO_OTHER_LISTENERS } from './listener-lock.ts'
import { startAutoanalyze } from './autoanalyze.ts'
import { ACQUIRE_TIMEOUT_MS, channelName, STATEMENT_OUTDATED, type Connection, type Connections } from './connection.ts'
import { sqlStateOf } from './database-error.ts'
import { CLUSTER_FOLDER_MODE } from './empty-cluster.ts'
import { makeMutex } from './mutex.ts'
import { PgliteStatements } from './pglite-statements.ts'

/**
 * PostgreSQL inside this process, in a folder: one session, so one transaction at a time. The caller holds the folder's
 * lock; a second process on the same folder silently loses rows.
 */
export async function openPglite(
  folder: string,
  description: string,
  options: { readonly acquireTimeoutMs?: number } = {},
): Promise<Connections> {
  const [{ PGlite, protocol, messages }, { vector }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite-pgvector'),
  ])
  await chmod(folder, CLUSTER_FOLDER_MODE).catch(() => {}) // of a version before; whoever isn't its owner may not
  const pglite = await asFirstCompiled(() => PGlite.create({ dataDir: folder, extensions: { vector } }))
  await pglite.exec(SESSION_SETTINGS)
  const statements = new PgliteStatements(pglite, { serialize: protocol.serialize, messages })
  const turns = makeMutex(options.acquireTimeoutMs ?? ACQUIRE_TIMEOUT_MS)
  const acquire = async (): Promise<Connection> => connectionOf({ pglite, statements, endTurn: await turns.take() })
  const autoanalyze = startAutoanalyze({ acquire, used: () => sent, tables: 'all' })
  return {
    kind: 'pglite',
    description,
    acquire,
    audience: NO_OTHER_LISTENERS,
    listen: (channel, onPayload) => listen(pglite, acquire, { channel, onPayload }),
    renew: () => {}, // the one session is in this process
    async [Symbol.asyncDispose]() {
      await autoanalyze[Symbol.asyncDispose]()
      const end = await turns.take()
      turns.close()
      end()
      await pglite.close()
    },
  }
}

/**
 * V8 compiles the functions of a WebAssembly that are called much once more, and better. One of this database's, of 105 KB,
 * takes it four seconds of a processor and 600 MB, in each process that opens one; a turn is no quicker by it. Which way a
 * WebAssembly goes is decided when it is loaded; those that are loaded after it (vectors, policies, embeddings) are theirs.
 */
async function asFirstCompiled<T>(load: () => Promise<T>): Promise<T> {
  setFlagsFromString('--no-wasm-dynamic-tiering')
  setFlagsFromString('--no-wasm-tier-up')
  try {
    return await load()
  } finally {
    setFlagsFromString('--wasm-dynamic-tiering')
    setFlagsFromString('--wasm-tier-up')
  }
}

interface Turn {
  readonly pglite: PGlite
  readonly statements: PgliteStatements
  readonly endTurn: () => void
}

function connectionOf({ pglite, statements, endTurn }: Turn): Connection {
  let last: Promise<unknown> = Promise.resolve()
  let isOutdated = false
  // One after the other: PGlite itself promises no order, and a statement that overtook BEGIN would run as the owner.
  function next<T>(statement: () => Promise<T>): Promise<T> {
    const result = last.then(letTimersRun).then(statement)
    last = result.catch(() => {})
    return result
  }
  return {
    sendsAhead: false,
    run: (text, values) =>
      next(async () => {
        try {
          return await statements.run(text, values)
        } catch (error) {
          isOutdated ||= STATEMENT_OUTDATED.has(sqlStateOf(error))
          throw error
        }
      }),
    exec: (text) =>
      next(async () => {
        await pglite.exec(text)
      }),
    async release(state) {
      try {
        await last
        if (state === 'broken' || isOutdated) await reset(pglite, statements)
      } finally {
        endTurn()
      }
    },
  }
}

// Statements on PGlite wait for nothing but microtasks, so a busy loop of them would hold up every timer and socket:
// leases would run out while their holder works, and questions wait for a document's statements together.
const STATEMENTS_BETWEEN_BREATHS = 8
const MOST_MS_BETWEEN_BREATHS = 5
let sent = 0
let breathedAt = 0
async function letTimersRun(): Promise<void> {
  sent += 1
  const isDue = performance.now() - breathedAt > MOST_MS_BETWEEN_BREATHS
  if (!isDue && sent % STATEMENTS_BETWEEN_BREATHS !== 0) return
  await setImmediate()
  breathedAt = performance.now()
}

// As sessions of PostgreSQL have it (`postgres.ts`): a statement that is planned while a table is empty mustn't scan it later.
const SESSION_SETTINGS = 'set enable_seqscan = off'

// All that DISCARD ALL does but for UNLISTEN, which would end everybody's notifications.
async function reset(pglite: PGlite, statements: PgliteStatements): Promise<void> {
  statements.forget()
  await pglite.exec('rollback')
  await pglite.exec('close all; reset session authorization; reset all; deallocate all; discard temp')
  await pglite.exec('select pg_advisory_unlock_all()')
  await pglite.exec(SESSION_SETTINGS)
}

async function listen(
  pglite: PGlite,
  acquire: () => Promise<Connection>,
  { channel, onPayload }: { readonly channel: string; readonly onPayload: (payload: string) => void },
): Promise<AsyncDisposable> {
  // Inside another's transaction LISTEN would end with it, so it takes its turn.
  const connection = await acquire()
  try {
    const stop = await pglite.listen(channelName(channel), onPayload)
    return {
      async [Symbol.asyncDispose]() {
        if (pglite.closed) return
        const later = await acquire()
        try {
          await stop()
        } finally {
          await later.release('clean')
        }
      },
    }
  } finally {
    await connection.release('clean')
  }
}
