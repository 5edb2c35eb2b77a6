import { clearLine, cursorTo } from 'node:readline'
import { type CommandContext, widthOf } from './command.ts'

const BAR_WIDTH = 24

/** How far something is: a bar that is drawn over itself on a terminal, and nothing elsewhere. */
export class ProgressBar implements Disposable {
  readonly #context: CommandContext
  readonly #total: number
  readonly #isShown: boolean
  #done = 0

  constructor(context: CommandContext, total: number, { isShown }: { readonly isShown: boolean }) {
    this.#context = context
    this.#total = total
    this.#isShown = isShown && context.streams.output.isTTY === true
    this.#draw('')
  }

  /** One more is done. */
  step(name: string): void {
    this.#done += 1
    this.#draw(name)
  }

  /** A line above the bar. */
  print(line: string): void {
    this.#clear()
    this.#context.streams.output.write(`${line}\n`)
    this.#draw('')
  }

  [Symbol.dispose](): void {
    this.#clear()
  }

  #draw(name: string): void {
    if (!this.#isShown) return
    const [full, empty] = this.#context.unicode ? ['█', '░'] : ['#', '.']
    const filled = this.#total === 0 ? BAR_WIDTH : Math.floor((this.#done / this.#total) * BAR_WIDTH)
    const bar = full.repeat(filled) + empty.repeat(BAR_WIDTH - filled)
    const line = `${bar} ${this.#done}/${this.#total} ${name}`
    this.#clear()
    this.#context.streams.output.write(line.slice(0, widthOf(this.#context.streams) - 1))
  }

  #clear(): void {
    if (!this.#isShown) return
    clearLine(this.#context.streams.output, 0)
    cursorTo(this.#context.streams.output, 0)
  }
}
