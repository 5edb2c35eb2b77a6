import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Logger } from '#core/log.ts'
import { DIST, PACKAGE_ROOT } from '#package-root.ts'
import { mayRead, type Isolation } from '#plan-language/isolation/isolation.ts'
import type { DocumentFile, ParsedDocument } from '../contract.ts'
import { diedError, failureError, startError, tooSlowError } from './failures.ts'
import type { ParseLimits } from './limits.ts'
import { READY, Reply, type Request } from './protocol.ts'

/** The bundle that `node build.ts` makes, in a folder with the parts that it loads. */
export const BUILT_CHILD = join(DIST, 'document-child', 'child.js')

/** Everything that a child reads from disk. Node asks our package.json what kind of module the bundle is. */
export function filesOfChild(child: string): readonly string[] {
  return [child === BUILT_CHILD ? dirname(child) : child, join(PACKAGE_ROOT, 'package.json')]
}

/** What a child's process has before it reads anything, in MB: what its memory limit is counted beyond. */
export const AT_REST_MB = 256

const START_MS = 20_000

const NEWLINE = 0x0a

/** How much is on its way into the pipe at once. */
const CHUNK_BYTES = 64 * 1024

/** With the trace that a process which ran out of memory writes after saying so. */
const KEPT_STDERR = 8_000

interface Said {
  readonly isLate: boolean
  /** What it wrote once it was ready; null where it never was. */
  readonly text: string | null
}

export interface ChildOptions {
  readonly child: string
  readonly walls: Isolation
  readonly limits: ParseLimits
  readonly log: Logger
}

/**
 * A process that reads one file and ends, or small ones one after another. It has no environment, no files but its own,
 * and no code from text.
 */
export class ParserChild implements AsyncDisposable {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #gone: Promise<void>
  readonly #options: ChildOptions
  #stderr = ''
  #hasEnded = false
  #isReady = false
  #filesRead = 0

  constructor(options: ChildOptions) {
    this.#options = options
    const [file = process.execPath, ...args] = commandOf(options)
    this.#process = spawn(file, args, {
      cwd: '/',
      env: { TZ: 'UTC' },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true, // Ctrl-C at a terminal is for the server, which ends its children itself
    })
    const gone = Promise.withResolvers<void>()
    const end = () => {
      this.#hasEnded = true
      gone.resolve()
    }
    this.#process.on('error', end)
    this.#process.on('close', end)
    this.#gone = gone.promise
    this.#process.stdin.on('error', () => {}) // it closed its end: what it said and how it ended tell why
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-KEPT_STDERR)
    })
  }

  /** False once its process is gone, which a child that waits for a file isn't by itself. */
  get isAlive(): boolean {
    return !this.#hasEnded
  }

  /** How many files it has read. */
  get filesRead(): number {
    return this.#filesRead
  }

  /** Has the child read the file, its only one. Throws what `DocumentParser.parse` throws. */
  async parse(file: DocumentFile, signal: AbortSignal): Promise<ParsedDocument> {
    try {
      return await this.#parse(file, signal, { stays: false })
    } finally {
      this.#kill()
    }
  }

  /** The same for one of several files: where this throws, the child is gone. */
  async parseOneOfSeveral(file: DocumentFile, signal: AbortSignal): Promise<ParsedDocument> {
    try {
      return await this.#parse(file, signal, { stays: true })
    } catch (error) {
      this.#kill()
      throw error
    }
  }

  async #parse(
    file: DocumentFile,
    signal: AbortSignal,
    { stays }: { readonly stays: boolean },
  ): Promise<ParsedDocument> {
    const { limits } = this.#options
    const timeout = AbortSignal.timeout(START_MS + limits.timeMs)
    const within = AbortSignal.any([signal, timeout])
    const stop = () => this.#kill()
    within.addEventListener('abort', stop)
    try {
      if (within.aborted) stop()
      const [reply] = await Promise.all([this.#read(stop, stays), this.#send(file, stays)])
      signal.throwIfAborted()
      if (reply.isLate || timeout.aborted) throw tooSlowError(limits)
      const parsed = this.#judge(reply.text)
      this.#isReady = true
      this.#filesRead += 1
      return parsed
    } finally {
      within.removeEventListener('abort', stop)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#kill()
    await this.#gone
  }

  async #read(stop: () => void, stays: boolean): Promise<Said> {
    const { textCharacters, timeMs } = this.#options.limits
    const mostBytes = 8 * textCharacters + 16 * 1024 ** 2
    const chunks: Buffer[] = []
    let bytes = 0
    let isLate = false
    const late = () => {
      isLate = true
      stop()
    }
    // A child that has read a file has started.
    let timer = this.#isReady ? setTimeout(late, timeMs) : undefined
    const answered = Promise.withResolvers<void>()
    let linesLeft = this.#isReady ? 1 : 2
    const take = (chunk: Buffer): void => {
      timer ??= setTimeout(late, timeMs)
      bytes += chunk.length
      if (bytes > mostBytes) return stop()
      chunks.push(chunk)
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) linesLeft -= 1
      if (stays && linesLeft <= 0) answered.resolve()
    }
    this.#process.stdout.on('data', take)
    await Promise.race([this.#gone, answered.promise])
    this.#process.stdout.off('data', take)
    clearTimeout(timer)
    const said = Buffer.concat(chunks).toString('utf8')
    if (this.#isReady) return { isLate, text: said }
    return { isLate, text: said.startsWith(READY) ? said.slice(READY.length) : null }
  }

  async #send({ name, bytes, mediaType }: DocumentFile, stays: boolean): Promise<void> {
    const { stdin } = this.#process
    const request: Request = {
      name: name.slice(-300).toWellFormed(),
      mediaType: mediaType ?? null,
      bytes: bytes.length,
      stays,
      limits: this.#options.limits,
    }
    stdin.write(`${JSON.stringify(request)}\n`)
    for await (const chunk of bytes instanceof Uint8Array ? chunksOf(bytes) : bytes.chunks()) {
      if (!this.isAlive) break
      if (stdin.write(chunk)) continue
      await Promise.race([once(stdin, 'drain').catch(() => {}), this.#gone])
    }
    if (!stays) stdin.end()
  }

  #judge(said: string | null): ParsedDocument {
    const { limits, log } = this.#options
    const reply = said === null ? null : replyOf(said)
    if (reply?.ok === false) throw failureError(reply.reason, limits)
    if (reply?.ok && holdsTogether(reply.parsed, limits.textCharacters)) return reply.parsed
    const { exitCode, signalCode } = this.#process
    log.warn({ event: 'document-parser-died', code: 'parser-died', exitCode, signalCode, stderr: this.#stderr })
    if (said === null) throw startError()
    if (/heap out of memory|allocation failed|out of memory/iu.test(this.#stderr)) throw failureError('memory', limits)
    throw diedError()
  }

  /** It has nothing to save. */
  #kill(): void {
    if (this.#hasEnded) return
    this.#process.kill('SIGKILL')
    this.#process.stdout.destroy() // or what is on its way would still be read
  }
}

function* chunksOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) yield bytes.subarray(from, from + CHUNK_BYTES)
}

function commandOf({ child, walls, limits }: ChildOptions): readonly string[] {
  return [
    ...walls.wrapper,
    process.execPath,
    '--permission',
    ...mayRead(filesOfChild(child)),
    '--disallow-code-generation-from-strings',
    `--max-old-space-size=${limits.memoryMb}`,
    '--no-warnings',
    child,
  ]
}

function replyOf(said: string): Reply | null {
  try {
    return Reply.safeParse(JSON.parse(said)).data ?? null
  } catch {
    return null
  }
}

/** Whether a child's text could be stored and its spans lie in it: places in order, findings within. */
function holdsTogether({ text, places, findings }: ParsedDocument, mostCharacters: number): boolean {
  if (text.length > mostCharacters || text.includes('\0') || !text.isWellFormed()) return false
  let from = 0
  for (const { start, end } of places) {
    if (start < from || end <= start || end > text.length) return false
    from = end
  }
  return findings.every(({ start, end }) =>
    start === null || end === null ? start === end : start <= end && end <= text.length,
  )
}
