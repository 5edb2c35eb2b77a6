/** What the runner tells a process that runs test files, one at a time. */
export interface Task {
  readonly file: string
  /** Only tests whose name matches. */
  readonly only: string | null
}

/** One test that has ended; suites and tests that only hold others aren't told. */
export interface Outcome {
  readonly name: string
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly ms: number
  /** Why it failed, or was left out. */
  readonly words: string
}

/**
 * Where a file's time went, in ms: `load` until its first test begins, `database` and `app` spent by helpers on its behalf,
 * `children` the processor's time of processes that it started and that have ended (0 where the system doesn't tell).
 */
export interface FileTimes {
  readonly wall: number
  readonly cpu: number
  readonly children: number
  readonly load: number
  readonly database: number
  readonly app: number
}

/** What such a process tells the runner. */
export type Report =
  | { readonly type: 'ready' }
  | { readonly type: 'began'; readonly test: string }
  | { readonly type: 'outcome'; readonly outcome: Outcome }
  /** What a test says of itself: its seed, how much it tried. */
  | { readonly type: 'said'; readonly line: string }
  | { readonly type: 'done'; readonly times: FileTimes; readonly memoryMb: number }
