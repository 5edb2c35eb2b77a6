import type { Logger } from '#core/log.ts'
import type { ChildLine, ChildSource, GoneFacts, EndReason } from './child-line.ts'
import { readLines } from './lines.ts'
import { FromChild, LINE_LENGTH, type ToChild } from './protocol.ts'

/** The listener of a child: the plan that runs in it. Between plans there is none, and the child must be silent. */
export interface Listener {
  onMessage(message: FromChild): void
  /** The child is gone, or was ended because it broke the protocol. Called once, and nothing after it. */
  onEnd(reason: EndReason): void
}

/** How long a child may take from its start to its first word. A cold machine with a busy disk needs seconds. */
const START_MS = 20_000

/** One forked process, seen from the server. */
export class SandboxChild {
  /** Plans that it has been given, and the CPU time that it says they took. */
  plans = 0
  cpuMs = 0
  #listener: Listener | null = null
  #ended = false
  #ending = false
  /** Resolves when the process is gone, however it came to that. */
  readonly ended: Promise<void>
  readonly #line: ChildLine
  readonly #log: Logger

  /** Resolves when the child has made its snapshot. Throws what its source says of why there is none. */
  static async start(source: ChildSource, log: Logger, signal: AbortSignal): Promise<SandboxChild> {
    signal.throwIfAborted()
    const within = AbortSignal.any([signal, AbortSignal.timeout(START_MS)])
    const child = new SandboxChild(await source.open(within), log)
    const ready = Promise.withResolvers<void>()
    child.#listener = {
      onMessage: (message) => (message.type === 'ready' ? ready.resolve() : child.breakOff('a word before "ready"')),
      onEnd: () => void child.#line.gone.then((facts) => ready.reject(source.startError(facts))),
    }
    const stop = () => child.end()
    within.addEventListener('abort', stop)
    if (within.aborted) stop()
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

  private constructor(line: ChildLine, log: Logger) {
    this.#log = log
    this.#line = line
    readLines(line.fromChild, {
      longest: LINE_LENGTH,
      onLine: (text) => this.#take(text),
      onTooLong: () => this.breakOff('a line that is too long'),
    })
    line.toChild.on('error', () => this.end()) // it closed its end: whatever it says now, it hears nothing
    this.ended = line.gone.then((facts) => this.#over(line.lostAs, facts))
  }

  get alive(): boolean {
    return !this.#ended && !this.#ending
  }

  /** Who hears the child from now on; null between plans, when any word of it breaks the protocol. */
  listen(listener: Listener | null): void {
    this.#listener = listener
  }

  send(message: ToChild): void {
    if (!this.#ended) this.#line.toChild.write(`${JSON.stringify(message)}\n`)
  }

  /** The child said what it may not say: it is ended, and its listener told so. */
  breakOff(detail: string): void {
    if (this.#ended) return
    this.#log.error({ event: 'sandbox-protocol-violation', code: 'sandbox-protocol', detail })
    this.end()
    this.#over('protocol', {})
  }

  /** Ends the child at once. It has nothing to save. */
  end(): void {
    this.#ending = true
    this.#line.end()
    this.#line.fromChild.destroy() // or a flood that is already on its way would still be read
  }

  #take(line: string): void {
    if (this.#ended) return
    const message = parseMessage(line)
    if (message === null) this.breakOff('a line that is no message')
    else if (this.#listener === null) this.breakOff('a word between plans')
    else this.#listener.onMessage(message)
  }

  #over(reason: EndReason, facts: GoneFacts): void {
    if (this.#ended) return
    this.#ended = true
    if (!this.#ending) this.#log.warn({ event: 'sandbox-child-died', code: 'sandbox-child-died', ...facts })
    const listener = this.#listener
    this.#listener = null
    listener?.onEnd(reason)
  }
}

function parseMessage(line: string): FromChild | null {
  try {
    return FromChild.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}
