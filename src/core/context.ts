import { randomBytes as systemRandomBytes } from 'node:crypto'
import { v7 as uuidV7 } from 'uuid'
import type { Logger } from './log.ts'

/**
 * Clock, randomness, process exit and the log, handed to whoever needs them so that a test can hold them still.
 * The clock is for spans, sizes of waits and what a person reads; only the database's time decides expiry, leases
 * and windows.
 */
export interface Context {
  readonly log: Logger
  now(): Date
  /** A UUIDv7 (RFC 9562 §5.7): random, and in this process in the order of its making, within a millisecond too (§6.2). */
  newId(): string
  randomBytes(length: number): Buffer
  exit(code: number): never
}

export function systemContext(log: Logger): Context {
  return {
    log,
    now: () => new Date(),
    newId: () => uuidV7(),
    randomBytes: systemRandomBytes,
    exit: (code) => process.exit(code),
  }
}
