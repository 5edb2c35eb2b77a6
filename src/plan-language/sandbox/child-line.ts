import type { Readable, Writable } from 'node:stream'
import type { AppError } from '#core/errors.ts'

/** What carries a child's lines: the standard streams of a process of ours, or a connection to the sandbox host. */
export interface ChildLine {
  readonly toChild: Writable
  readonly fromChild: Readable
  /** Resolves when the child is gone, however it came to that, with what the log should know of it. */
  readonly gone: Promise<GoneFacts>
  /** What it means to a plan when nobody here ended the child. */
  readonly lostAs: Exclude<EndReason, 'protocol'>
  /** Ends the child at once. It has nothing to save. */
  end(): void
}

export type GoneFacts = Readonly<Record<string, string | number | null>>

/** Where children come from. */
export interface ChildSource {
  /** Throws an `AppError` that says why there is none. */
  open(signal: AbortSignal): Promise<ChildLine>
  /** Why a child was gone before its first word, or hadn't said it in time. */
  startError(facts: GoneFacts): AppError
  /** Starts that may fail in a row before waiting plans are told. */
  readonly refuseAfter: number
  /** The longest pause between two tries, in ms. */
  readonly longestPauseMs: number
}

/** `cut-off`: its process, or the sandbox host that it ran in, is gone. */
export type EndReason = 'died' | 'cut-off' | 'protocol'
