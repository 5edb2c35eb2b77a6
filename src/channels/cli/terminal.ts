import { clearScreenDown, cursorTo, moveCursor } from 'node:readline'
import { type Interface, createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import { texts } from '#cards/texts/texts.ts'

/** Where a command reads and writes. Tests and `bin/parley.ts` hand in the process's own. */
export interface Streams {
  readonly input: Readable & { readonly isTTY?: boolean }
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly errors: Writable
}

/**
 * A conversation's screen: what arrives is written above the line being typed, and the typed text stays. `onLeave` is
 * called when the person leaves, by Ctrl-D, or by Ctrl-C where `onInterrupt` has nothing to stop.
 */
export class Terminal implements Disposable {
  /** A person can answer here: both ends are a terminal. */
  readonly isInteractive: boolean
  readonly #output: Streams['output']
  readonly #reader: Interface
  readonly #arrived: string[] = []
  #waiting: ((line: string | null) => void) | null = null
  #isClosed = false
  #status: string | null = null
  #question: string | null = null
  /** Does what Ctrl-C is for where something is at work; false where nothing is, and it leaves. */
  onInterrupt: () => boolean = () => false

  constructor({ input, output }: Streams, onLeave: () => void) {
    this.isInteractive = input.isTTY === true && output.isTTY === true
    this.#output = output
    const terminal = this.isInteractive
    this.#reader = createInterface({ input, output: terminal ? output : undefined, terminal })
    this.#reader.on('line', (line) => {
      if (!this.#give(line)) this.#arrived.push(line)
    })
    this.#reader.on('SIGINT', () => this.onInterrupt() || this.#reader.close())
    this.#reader.on('close', () => {
      this.#isClosed = true
      this.#give(null)
      if (!terminal) return
      output.write('\n')
      onLeave()
    })
  }

  print(text: string): void {
    if (this.isInteractive && !this.#isClosed) this.#printAbove(text)
    else this.#output.write(`${text}\n`)
  }

  /** What goes on, shown before the prompt (above it, where it ends its line) while nothing else is asked; terminals only. */
  setStatus(text: string | null): void {
    if (this.#status === text) return
    this.#status = text
    if (this.#waiting !== null && this.#question === null) this.#showPrompt()
  }

  /** The next typed line; null at the end of input or after Ctrl-C. */
  async nextLine(): Promise<string | null> {
    const line = this.#arrived.shift()
    if (line !== undefined) return line
    if (this.#isClosed) return null
    this.#showPrompt()
    const { promise, resolve } = Promise.withResolvers<string | null>()
    this.#waiting = resolve
    return await promise
  }

  /** Asks for one line; null when the person leaves. */
  async ask(question: string): Promise<string | null> {
    this.#question = question
    try {
      return await this.nextLine()
    } finally {
      this.#question = null
    }
  }

  [Symbol.dispose](): void {
    if (!this.#isClosed) this.#reader.close()
  }

  // Nobody waits any more at once: the next line may come before whoever waited goes on.
  #give(line: string | null): boolean {
    const take = this.#waiting
    this.#waiting = null
    take?.(line)
    return take !== null
  }

  #showPrompt(): void {
    if (!this.isInteractive || this.#isClosed) return
    const status = this.#status === null || this.#status.endsWith('\n') ? this.#status : `${this.#status} `
    const idle = `${status ?? ''}${texts.chat.prompt}`
    this.#reader.setPrompt(this.#question ?? idle)
    this.#reader.prompt(true)
  }

  // Takes the typed line off the screen, writes, and draws it again below. readline moves up by the rows that it drew
  // before, so as many empty ones are put where it will look for them.
  #printAbove(text: string): void {
    const { rows } = this.#reader.getCursorPos()
    moveCursor(this.#output, 0, -rows)
    cursorTo(this.#output, 0)
    clearScreenDown(this.#output)
    this.#output.write(`${text}\n${'\n'.repeat(rows)}`)
    this.#showPrompt()
  }
}
