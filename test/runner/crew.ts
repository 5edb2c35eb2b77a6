import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { ROOT, type Options } from './options.ts'
import type { Order } from './order.ts'
import type { FileTimes, Outcome, Report, Task } from './protocol.ts'

/** What came of a file. */
export interface FileResult {
  readonly file: string
  readonly outcomes: readonly Outcome[]
  /** What its tests said of themselves. */
  readonly said: readonly string[]
  readonly times: FileTimes
}

/** A file that says nothing for so long is ended: no test of ours waits nearly as long for anything. */
const SILENT_MS = 300_000
/** At the size for a night one test may take an hour, and says nothing in it. */
const SILENT_DEEP_MS = 7_200_000
/**
 * A process that has grown so large is replaced before its next file, and the next one loads and opens all that anew: for ten
 * seconds of a processor. They grow to two thousand MB, so where there is room for that none is.
 */
function largeMb(atOnce: number): number {
  return Math.max(1_500, Math.floor((SHARE_OF_MEMORY * totalmem()) / 2 ** 20 / (atOnce + 1)))
}
/** What is left is for the system, and for what tests start. */
const SHARE_OF_MEMORY = 0.6
const ENDS_WITHIN_MS = 10_000

// Two and a half thousand files are stripped of their types and compiled once, not by each process that loads them. What
// was executed can't be counted exactly in what is kept.
const keptCompiled: NodeJS.ProcessEnv =
  process.env.NODE_V8_COVERAGE === undefined
    ? { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache') }
    : {}

/**
 * Runs files in processes that each take the next one as soon as they are done with the one before. A process that dies
 * or falls silent fails its file, and another takes its place.
 */
export async function runFiles(
  options: Omit<Options, 'files'> & { readonly files: Order },
  onResult: (result: FileResult) => void,
): Promise<void> {
  const member = async (files: string[]) => {
    let worker: Worker | null = null
    for (let file = files.shift(); file !== undefined; file = files.shift()) {
      worker ??= new Worker(options)
      const { result, isUsable } = await worker.run({ file, only: options.only })
      onResult(result)
      if (!isUsable) {
        await worker.end()
        worker = null
      }
    }
    await worker?.end()
  }
  const { working, waiting } = options.files
  // Whoever asked for one has one.
  if (options.atOnce === 1) return member([...working, ...waiting])
  const left = [...working]
  const side = Array.from({ length: Math.min(options.atOnce, left.length) }, () => member(left))
  await Promise.all([...side, member([...waiting])])
}

class Worker {
  readonly #child: ChildProcess
  /** Its first word, or its end before that. */
  readonly #ready: Promise<unknown>
  readonly #silentMs: number
  readonly #largeMb: number

  constructor({ seed, deep, isCheck, atOnce }: Pick<Options, 'seed' | 'deep' | 'isCheck' | 'atOnce'>) {
    this.#largeMb = largeMb(atOnce)
    this.#silentMs = deep ? SILENT_DEEP_MS : SILENT_MS
    this.#child = fork(join(import.meta.dirname, 'worker.ts'), {
      execArgv: [
        // What an app leaves behind goes sooner than it grows old: a tenth of the time went into sorting that out.
        '--max-semi-space-size=64',
        `--import=${join(import.meta.dirname, 'untracked-promises.js')}`,
      ],
      cwd: ROOT,
      // Its words would stand between ours; what a failing test has said is told with it.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        TEST_SEED: String(seed),
        ...keptCompiled,
        ...(deep ? { TEST_DEPTH: 'deep' } : {}),
        TEST_BREADTH: isCheck ? 'check' : 'all',
      },
    })
    this.#ready = Promise.race([once(this.#child, 'message'), once(this.#child, 'exit')])
  }

  async run(task: Task): Promise<{ readonly result: FileResult; readonly isUsable: boolean }> {
    const begun = performance.now()
    const outcomes: Outcome[] = []
    const said: string[] = []
    let running = ''
    await this.#ready
    const { promise, resolve } = Promise.withResolvers<Extract<Report, { type: 'done' }> | string>()
    const silent = setTimeout(() => resolve(`said nothing for ${this.#silentMs / 1000} s`), this.#silentMs)
    const onMessage = (report: Report) => {
      silent.refresh()
      if (report.type === 'began') running = report.test
      else if (report.type === 'outcome') outcomes.push(report.outcome)
      else if (report.type === 'said') said.push(report.line)
      else if (report.type === 'done') resolve(report)
    }
    const onExit = (code: number | null, signal: string | null) => resolve(`its process ended with ${code ?? signal}`)
    this.#child.on('message', onMessage)
    this.#child.once('exit', onExit)
    if (this.#child.connected) this.#child.send(task, (error) => error && resolve(`it took no file: ${error.message}`))
    else onExit(this.#child.exitCode, this.#child.signalCode)
    const end = await promise
    clearTimeout(silent)
    this.#child.off('message', onMessage)
    this.#child.off('exit', onExit)
    if (typeof end !== 'string') {
      const isUsable = end.memoryMb < this.#largeMb
      return { result: { file: task.file, outcomes, said, times: end.times }, isUsable }
    }
    const ms = performance.now() - begun
    outcomes.push({
      name: running || task.file,
      state: 'failed',
      ms,
      words: `The file didn't come to its end: ${end}.`,
    })
    return {
      result: {
        file: task.file,
        outcomes,
        said,
        times: { wall: ms, cpu: 0, children: 0, load: 0, database: 0, app: 0 },
      },
      isUsable: false,
    }
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exited = once(this.#child, 'exit')
    const overdue = setTimeout(() => this.#child.kill('SIGKILL'), ENDS_WITHIN_MS)
    // It closes what its files shared.
    if (this.#child.connected) this.#child.disconnect()
    await exited
    clearTimeout(overdue)
  }
}
