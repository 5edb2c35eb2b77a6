import { clearScreenDown, cursorTo, moveCursor } from 'node:readline'
import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import { texts } from '../texts.ts'

/** Where a command reads and writes. Tests and `bin/parley.ts` hand in the process's own. */
export interface Streams {
  readonly input: Readable & { readonly isTTY?: boolean }
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly errors: Writable
}

/** A conversation's screen: what arrives is written above the line being typed, and the typed text stays. */
export interface Terminal extends Disposable {
  /** A person can answer here: both ends are a terminal. */
  readonly isInteractive: boolean
  print(text: string): void
  /** What goes on, shown before the prompt while nothing else is asked; terminals only. */
  setStatus(text: string | null): void
  /** The next typed line; null at the end of input or after Ctrl-C. */
  nextLine(): Promise<string | null>
  /** Asks for one line; null when the person leaves. */
  ask(question: string): Promise<string | null>
}

export function openTerminal(streams: Streams, onLeave: () => void): Terminal {
  const { input, output } = streams
  const isInteractive = input.isTTY === true && output.isTTY === true
  const reader = createInterface({ input, output: isInteractive ? output : undefined, terminal: isInteractive })
  const arrived: string[] = []
  let waiting: ((line: string | null) => void) | null = null
  let isClosed = false
  let status: string | null = null
  let question: string | null = null

  const showPrompt = (): void => {
    if (!isInteractive || isClosed) return
    reader.setPrompt(question ?? (status === null ? texts.chat.prompt : `${status} ${texts.chat.prompt}`))
    reader.prompt(true)
  }
  reader.on('line', (line) => {
    const take = waiting
    waiting = null // at once: the next line may come before whoever waited goes on
    if (take === null) arrived.push(line)
    else take(line)
  })
  reader.on('SIGINT', () => reader.close())
  reader.on('close', () => {
    isClosed = true
    if (isInteractive) output.write('\n')
    waiting?.(null)
    if (isInteractive) onLeave()
  })

  const nextLine = async (): Promise<string | null> => {
    const line = arrived.shift()
    if (line !== undefined) return line
    if (isClosed) return null
    showPrompt()
    const { promise, resolve } = Promise.withResolvers<string | null>()
    waiting = resolve
    return await promise
  }

  return {
    isInteractive,
    nextLine,
    print: (text) => {
      if (!isInteractive || isClosed) output.write(`${text}\n`)
      else above(reader, output, text, showPrompt)
    },
    setStatus: (text) => {
      if (status === text) return
      status = text
      if (waiting !== null && question === null) showPrompt()
    },
    ask: async (text) => {
      question = text
      try {
        return await nextLine()
      } finally {
        question = null
      }
    },
    [Symbol.dispose]: () => {
      if (!isClosed) reader.close()
    },
  }
}

// Takes the typed line off the screen, writes, and draws it again below. readline moves up by the rows that it drew
// before, so as many empty ones are put where it will look for them.
function above(
  reader: { getCursorPos(): { readonly rows: number } },
  output: Writable,
  text: string,
  showPrompt: () => void,
): void {
  const { rows } = reader.getCursorPos()
  moveCursor(output, 0, -rows)
  cursorTo(output, 0)
  clearScreenDown(output)
  output.write(`${text}\n${'\n'.repeat(rows)}`)
  showPrompt()
}
