import type { Listeners } from './listener-lock.ts'

/** A statement's rows, as plain objects by column name. */
export type Row = Readonly<Record<string, unknown>>

/** One session of the database, held by one transaction at a time. What is sent is done in the order of sending. */
export interface Connection {
  /**
   * Whether a statement may be sent before the ones ahead of it are answered. Then the session itself sees to it that
   * none is done outside the transaction which one ahead of it was to open.
   */
  readonly sendsAhead: boolean
  /** One statement with parameters. */
  run(text: string, values: readonly unknown[]): Promise<readonly Row[]>
  /** Any number of statements without parameters, in one message. */
  exec(text: string): Promise<void>
  /** Gives the session back; one that may have kept something is closed or reset before another gets it. */
  release(state: 'clean' | 'broken'): Promise<void>
}

/** Where connections come from: a pool of PostgreSQL sessions, or PGlite's one. */
export interface Connections extends AsyncDisposable {
  readonly kind: 'pglite' | 'postgres'
  /** Where the database is, in words, without credentials. */
  readonly description: string
  acquire(limits?: Limits): Promise<Connection>
  /** Lets go of every session, the one that listens too: those at work when they are given back. They are made anew. */
  renew(): void
  /** Who hears of a notification beside the listeners of this process. */
  readonly audience: Listeners
  /** Calls back for each notification, and with `''` where some may have been missed: look for yourself then. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<AsyncDisposable>
}

/** How long a caller waits for a connection before it is told that all are taken. */
export const ACQUIRE_TIMEOUT_MS = 10_000

/** How long a statement may take. */
export interface Limits {
  /** One that takes longer is stopped by the database; what is open in a transaction waits no longer for its next. */
  readonly statementMs: number
  /**
   * A session that answers nothing for as long is gone. Above the database's own limit, which has its say before, and which
   * each of several statements that are under way has for itself.
   */
  readonly answerMs: number
}

/** Far above any statement of ours, far below a person's patience. */
export const STATEMENT_LIMITS: Limits = { statementMs: 15_000, answerMs: 18_000 }

/** For claims and leases, which are small, and which a run's life hangs on. */
export const QUEUE_LIMITS: Limits = { statementMs: 4_000, answerMs: 5_000 }

/** A migration may fill columns and build indexes of a large table, and is still not waited for without end. */
export const OWNER_LIMITS: Limits = { statementMs: 3_600_000, answerMs: 3_630_000 }

/** The name of a notification channel as SQL writes it. Ours are all plain words. */
export function channelName(channel: string): string {
  if (!/^[a-z_]{1,63}$/.test(channel)) throw new TypeError(`Not a channel's name: ${channel}`)
  return channel
}

/** What a session has prepared returns other types since a migration (0A000), or is gone (26000): in it that never ends. */
export const STATEMENT_OUTDATED: ReadonlySet<string> = new Set(['0A000', '26000'])

/** Statements that a session keeps parsed and planned. Ours are some hundred; a text made up each time would fill it. */
export const STATEMENTS_KEPT = 1_000
