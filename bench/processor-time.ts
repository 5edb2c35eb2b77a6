import { readdirSync, readFileSync } from 'node:fs'

const LOOKS_EVERY_MS = 100

/**
 * Processor time of this process, of all that it starts, and of others on this machine that are named. What it starts may be
 * killed and then be nobody's child, so it is looked at while it lives; its last tenth of a second may be missing.
 */
export class ProcessorTime implements Disposable {
  readonly #msOf = new Map<number, number>()
  readonly #timer = setInterval(() => this.#look(process.pid), LOOKS_EVERY_MS)

  /** So far, in milliseconds; `others` are ids of processes. */
  ms(others: readonly number[]): number {
    for (const pid of [process.pid, ...others]) this.#look(pid)
    return this.#msOf.values().reduce((sum, ms) => sum + ms, 0)
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #look(pid: number): void {
    try {
      this.#msOf.set(pid, ownMs(pid))
      for (const child of childrenOf(pid)) this.#look(child)
    } catch {
      // It has ended since.
    }
  }
}

function childrenOf(pid: number): readonly number[] {
  const threads = readdirSync(`/proc/${pid}/task`)
  const children = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'))
  return children.join('').trim().split(' ').filter(Boolean).map(Number)
}

// Fields 14 and 15 of proc(5)'s stat, in hundredths of a second, counted behind the name in parentheses, which is any text.
function ownMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
