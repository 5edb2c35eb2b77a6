import type { ChainHead } from './hash-chain.ts'

/** The end of a thread's chain as this process wrote or read it last. */
export interface KnownHead extends ChainHead {
  readonly clock: DatabaseClock
}

/** The database's time when it was read last, and this process's monotonic clock then: what has passed since is added. */
export interface DatabaseClock {
  readonly databaseMs: number
  readonly processMs: number
}

/** The database's time that has just been read. */
export function clockAt(now: Date): DatabaseClock {
  return { databaseMs: now.getTime(), processMs: performance.now() }
}

/** Threads remembered at once; those that nobody wrote to for longest go first. */
const MOST_KNOWN = 10_000

/** After this the database is asked for its time again, from which a process's own clock may have moved away. */
const CLOCK_HOLDS_MS = 60_000

const heads = new Map<string, KnownHead>()

/**
 * The head of a thread as far as this process knows; null where it has to be read. Others may have appended since:
 * whoever appends to it has to assert it.
 */
export function knownHead(threadId: string): KnownHead | null {
  const known = heads.get(threadId)
  return known && performance.now() - known.clock.processMs < CLOCK_HOLDS_MS ? known : null
}

/** To be called once what it says is committed. */
export function rememberHead(threadId: string, head: KnownHead): void {
  heads.delete(threadId)
  heads.set(threadId, head)
  const [oldest] = heads.keys()
  if (heads.size > MOST_KNOWN && oldest !== undefined) heads.delete(oldest)
}

/** Lets the next one read it. */
export function forgetHead(threadId: string): void {
  heads.delete(threadId)
}

/** The database's time now, as far as this process can tell: never before what it was read from. */
export function timeOf({ databaseMs, processMs }: DatabaseClock): string {
  return new Date(databaseMs + Math.round(performance.now() - processMs)).toISOString()
}
