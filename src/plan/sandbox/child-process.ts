import { AppError } from '#errors.ts'
import type { Logger } from '#log.ts'
import type { Walls } from './isolation.ts'
import { readLines } from './lines.ts'
import { FromChild, LINE_LENGTH, type ToChild } from './protocol.ts'
import { spawnChild, type ChildFiles, type ChildProcess } from './spawn.ts'

/** Who talks with a child: the plan that runs in it. Between plans nobody does, and the child has nothing to say. */
export interface Listener {
  onMessage(message: FromChild): void
  /** The child is gone, or was ended because it broke the protocol. Called once, and nothing after it. */
  onEnd(reason: EndReason): void
}

export type EndReason = 'died' | 'protocol'

export interface ChildOptions {
  readonly files: ChildFiles
  readonly walls: Walls
  readonly memoryMb: number
  readonly log: Logger
}

/** How long a child may take from its start to its first word. A cold machine with a busy disk needs seconds. */
const START_MS = 20_000
const KEPT_STDERR = 2_000

/** One forked process, seen from the host. */
export class SandboxChild {
  /** Plans that it has been given, and the CPU time that it says they took. */
  plans = 0
  cpuMs = 0
  #listener: Listener | null = null
  #ended = false
  #ending = false
  #stderr = ''
  /** Resolves when the process is gone, however it came to that. */
  readonly ended: Promise<void>
  readonly #process: ChildProcess
  readonly #log: Logger

  /** Resolves when the child has made its snapshot. Throws `sandbox-start`. */
  static async start(options: ChildOptions, signal: AbortSignal): Promise<SandboxChild> {
    signal.throwIfAborted()
    const child = new SandboxChild(options)
    const ready = Promise.withResolvers<void>()
    child.#listener = {
      onMessage: (message) => (message.type === 'ready' ? ready.resolve() : child.breakOff('a word before "ready"')),
      onEnd: () => ready.reject(child.#startError()),
    }
    const within = AbortSignal.any([signal, AbortSignal.timeout(START_MS)])
    const stop = () => child.end()
    within.addEventListener('abort', stop)
    try {
      await ready.promise
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      within.removeEventListener('abort', stop)
    }
    child.#listener = null
    return child
  }

  private constructor({ files, walls, memoryMb, log }: ChildOptions) {
    this.#log = log
    this.#process = spawnChild(files, walls, memoryMb)
    const { stdin, stdout, stderr } = this.#process
    readLines(stdout, {
      longest: LINE_LENGTH,
      onLine: (line) => this.#take(line),
      onTooLong: () => this.breakOff('a line that is too long'),
    })
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(0, KEPT_STDERR)
    })
    stdin.on('error', () => this.end()) // it closed its end: whatever it says now, it hears nothing
    const gone = Promise.withResolvers<void>()
    this.ended = gone.promise
    const over = () => {
      this.#over('died')
      gone.resolve()
    }
    this.#process.on('error', over)
    this.#process.on('exit', over)
  }

  get alive(): boolean {
    return !this.#ended && !this.#ending
  }

  /** Who hears the child from now on; null between plans, when any word of it breaks the protocol. */
  listen(listener: Listener | null): void {
    this.#listener = listener
  }

  send(message: ToChild): void {
    if (!this.#ended) this.#process.stdin.write(`${JSON.stringify(message)}\n`)
  }

  /** The child said what it may not say: it is ended, and its listener told so. */
  breakOff(detail: string): void {
    if (this.#ended) return
    this.#log.error({ event: 'sandbox-protocol-violation', code: 'sandbox-protocol', detail })
    this.end()
    this.#over('protocol')
  }

  /** Ends the child at once. It has nothing to save. */
  end(): void {
    this.#ending = true
    this.#process.kill('SIGKILL')
    this.#process.stdout.destroy() // or a flood that is already on its way would still be read
  }

  #take(line: string): void {
    if (this.#ended) return
    const message = parseMessage(line)
    if (message === null) this.breakOff('a line that is no message')
    else if (this.#listener === null) this.breakOff('a word between plans')
    else this.#listener.onMessage(message)
  }

  #over(reason: EndReason): void {
    if (this.#ended) return
    this.#ended = true
    if (!this.#ending) {
      const { exitCode, signalCode } = this.#process
      this.#log.warn({
        event: 'sandbox-child-died',
        code: 'sandbox-child-died',
        exitCode,
        signalCode,
        stderr: this.#stderr,
      })
    }
    const listener = this.#listener
    this.#listener = null
    listener?.onEnd(reason)
  }

  #startError(): AppError {
    const { exitCode, signalCode } = this.#process
    return new AppError(
      "A process for running plans didn't start. Run `node build.ts`; the log has its last words (`sandbox-child-died`).",
      { code: 'sandbox-start', status: 503, retryable: true, details: { exitCode, signalCode } },
    )
  }
}

function parseMessage(line: string): FromChild | null {
  try {
    return FromChild.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}
