import { isUtf8 } from 'node:buffer'
import { AppError } from '#core/errors.ts'
import type { DocumentFile, ParsedDocument, StoredBytes } from '../contract.ts'
import type { ParserChild } from './child-process.ts'

/** Larger files are read alone: what a process costs is little beside them. */
const SMALL_BYTES = 256 * 1024
/** Files that one process reads at most: what an earlier one left in it is left behind then. */
const MOST_FILES = 100
/** How long a process waits for another file. */
const IDLE_MS = 3_000
/** Processes that wait at once. */
const MOST_IDLE = 2

/** What the child itself went down with, which may be another file's doing. */
const OF_THE_PROCESS: readonly string[] = ['parser-died', 'document-memory', 'document-too-slow']

interface Idle {
  readonly of: string
  readonly child: ParserChild
  readonly timer: NodeJS.Timeout
}

/** Processes that read small files of text, one after another, each those of one sharer alone. */
export class SharedChildren implements AsyncDisposable {
  #idle: readonly Idle[] = []
  readonly #start: () => ParserChild

  constructor(start: () => ParserChild) {
    this.#start = start
  }

  /**
   * What a process that may have read others reads of the file; null where the file has to be read alone: it is large or
   * no text, is nobody's, or took a process with it that had read others before.
   */
  async parse(file: DocumentFile, signal: AbortSignal): Promise<ParsedDocument | null> {
    const { sharesWith } = file
    if (sharesWith === undefined) return null
    const bytes = await smallText(file.bytes)
    if (bytes === null) return null
    const child = this.#take(sharesWith) ?? this.#start()
    const readBefore = child.filesRead
    try {
      const parsed = await child.parseOneOfSeveral({ ...file, bytes }, signal)
      this.#keep(sharesWith, child)
      return parsed
    } catch (error) {
      await child[Symbol.asyncDispose]()
      signal.throwIfAborted()
      const isItsOwn = !(error instanceof AppError && OF_THE_PROCESS.includes(error.code))
      if (readBefore === 0 || isItsOwn) throw error
      return null
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const idle = this.#idle
    this.#idle = []
    await Promise.all(idle.map(end))
  }

  #take(of: string): ParserChild | null {
    const found = this.#idle.find((idle) => idle.of === of && idle.child.isAlive)
    if (!found) return null
    clearTimeout(found.timer)
    this.#idle = this.#idle.filter((idle) => idle !== found)
    return found.child
  }

  #keep(of: string, child: ParserChild): void {
    const idle: Idle = { of, child, timer: setTimeout(() => this.#letGo(idle), IDLE_MS).unref() }
    this.#idle = [...this.#idle, idle]
    if (child.filesRead >= MOST_FILES || !child.isAlive) this.#letGo(idle)
    const [oldest] = this.#idle
    if (oldest && this.#idle.length > MOST_IDLE) this.#letGo(oldest)
  }

  #letGo(idle: Idle): void {
    this.#idle = this.#idle.filter((other) => other !== idle)
    void end(idle)
  }
}

async function end({ child, timer }: Idle): Promise<void> {
  clearTimeout(timer)
  await child[Symbol.asyncDispose]()
}

/** The bytes of a file that is small and nothing but text; null otherwise. What unpacks or draws is never text. */
async function smallText(bytes: Uint8Array | StoredBytes): Promise<Uint8Array | null> {
  if (bytes.length > SMALL_BYTES) return null
  const whole = bytes instanceof Uint8Array ? bytes : Buffer.concat(await Array.fromAsync(bytes.chunks()))
  const isPdf = Buffer.from(whole.buffer, whole.byteOffset, whole.length).includes('%PDF-')
  return isUtf8(whole) && !whole.includes(0) && !isPdf ? whole : null
}
