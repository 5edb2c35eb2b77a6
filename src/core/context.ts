import { randomBytes as systemRandomBytes } from 'node:crypto'
import type { Logger } from './log.ts'

/**
 * Clock, randomness, process exit and the log, handed to whoever needs them so that a test can hold them still.
 * The clock is for spans, sizes of waits and what a person reads; only the database's time decides expiry, leases
 * and windows.
 */
export interface Context {
  readonly log: Logger
  now(): Date
  /** A UUIDv7 (RFC 9562 §5.7): random, and in the order of its making. */
  newId(): string
  randomBytes(length: number): Buffer
  exit(code: number): never
}

export function systemContext(log: Logger): Context {
  return {
    log,
    now: () => new Date(),
    newId: () => uuidV7(Date.now(), systemRandomBytes(10)),
    randomBytes: systemRandomBytes,
    exit: (code) => process.exit(code),
  }
}

function uuidV7(millis: number, random: Buffer): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(millis, 0, 6)
  random.copy(bytes, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
