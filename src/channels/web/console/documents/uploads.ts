import { AppError } from '#core/errors.ts'
import type { AddedDocument } from '#contract/document.ts'
import { documentTexts as texts } from '#cards/texts/document-texts.ts'
import { MAX_FILE_BYTES } from '#channels/inbound/file-limit.ts'
import { pause } from '#channels/client/follow-events.ts'
import { retryAfterMs } from '#channels/client/retry-after.ts'
import type { OutgoingFile } from './send-file.ts'

/** A file that was chosen, and how far it is. */
export interface Upload {
  readonly key: string
  readonly name: string
  readonly progress: UploadProgress
}

export type UploadProgress =
  | { readonly state: 'ready' | 'waiting' | 'reading' | 'busy' }
  | { readonly state: 'sending'; readonly percent: number }
  | ({ readonly state: 'stored' | 'unchanged' } & Pick<AddedDocument, 'version' | 'passages' | 'findings'>)
  | { readonly state: 'failed'; readonly reason: string; readonly mayTryAgain: boolean }

/** What files are handed in under. */
export type Terms = Pick<OutgoingFile, 'acl' | 'agents' | 'class'> & {
  /** What their sources begin with. */
  readonly prefix: string
}

interface UploadsOptions {
  readonly signal: AbortSignal
  send(
    file: OutgoingFile,
    how: { readonly signal: AbortSignal; readonly onSent: (share: number) => void },
  ): Promise<AddedDocument>
  onChange(): void
  /** The server knows nobody behind these files any more. */
  signedOut(): void
}

interface Entry {
  readonly key: string
  readonly file: File
  terms: Terms | null
  progress: UploadProgress
}

/** Files on their way at once: a server reads as many, and a line carries no more faster. */
const AT_ONCE = 2
/** A server that reads for others is asked again for some ten minutes. */
const TRIES = 40
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 20_000

/** The files that were chosen on a page: those that wait to be handed in, and those that go, each by itself. */
export class Uploads {
  readonly #options: UploadsOptions
  #entries: readonly Entry[] = []
  #made = 0
  #running = 0

  constructor(options: UploadsOptions) {
    this.#options = options
  }

  get list(): readonly Upload[] {
    return this.#entries.map(({ key, file, progress }) => ({ key, name: file.name, progress }))
  }

  get isUnderWay(): boolean {
    return this.#running > 0
  }

  /** Adds files. One with the name of one that isn't handed in yet takes its place. */
  add(files: readonly { readonly file: File; readonly isFolder: boolean }[]): void {
    for (const { file, isFolder } of files) {
      this.#entries = [
        ...this.#entries.filter(({ file: { name }, progress }) => name !== file.name || progress.state !== 'ready'),
        { key: String((this.#made += 1)), file, terms: null, progress: firstProgress(file, isFolder) },
      ]
    }
    this.#options.onChange()
  }

  leaveOut(key: string): void {
    this.#entries = this.#entries.filter((entry) => entry.key !== key)
    this.#options.onChange()
  }

  /** Leaves out all that is over. */
  clear(): void {
    this.#entries = this.#entries.filter(({ progress }) => !OVER.has(progress.state))
    this.#options.onChange()
  }

  /** Hands in what is ready, under these terms. */
  send(terms: Terms): void {
    for (const entry of this.#entries) {
      if (entry.progress.state !== 'ready') continue
      entry.terms = terms
      entry.progress = { state: 'waiting' }
    }
    this.#goOn()
  }

  /** Hands a file in again that failed, under the terms that it had. */
  tryAgain(key: string): void {
    const entry = this.#entries.find((one) => one.key === key)
    if (entry?.progress.state !== 'failed' || entry.terms === null) return
    entry.progress = { state: 'waiting' }
    this.#goOn()
  }

  #goOn(): void {
    if (this.#options.signal.aborted) return
    while (this.#running < AT_ONCE) {
      const entry = this.#entries.find(({ progress }) => progress.state === 'waiting')
      if (!entry?.terms) break
      this.#running += 1
      void this.#handIn(entry, entry.terms).finally(() => {
        this.#running -= 1
        this.#goOn()
      })
    }
    this.#options.onChange()
  }

  async #handIn(entry: Entry, { prefix, ...terms }: Terms): Promise<void> {
    const { signal, send } = this.#options
    const outgoing = { ...terms, file: entry.file, source: `${prefix}${entry.file.name}` }
    for (let left = TRIES - 1, waitMs = FIRST_WAIT_MS; ; left -= 1, waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        this.#now(entry, { state: 'sending', percent: 0 })
        const { change, version, passages, findings } = await send(outgoing, {
          signal,
          onSent: (share) => this.#now(entry, sentProgress(share)),
        })
        return this.#now(entry, { state: change, version, passages, findings })
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof AppError)) throw error
        if (error.status === 401) return this.#options.signedOut()
        if (left === 0 || !isBusy(error)) {
          return this.#now(entry, { state: 'failed', reason: error.message, mayTryAgain: error.retryable })
        }
        this.#now(entry, { state: 'busy' })
        await pause(retryAfterMs(error) ?? waitMs, signal)
        if (signal.aborted) return
      }
    }
  }

  #now(entry: Entry, progress: UploadProgress): void {
    if (isSame(entry.progress, progress)) return
    entry.progress = progress
    this.#options.onChange()
  }
}

// A browser tells of every few kilobytes.
function isSame(one: UploadProgress, other: UploadProgress): boolean {
  return one.state === 'sending' && other.state === 'sending' && one.percent === other.percent
}

const OVER: ReadonlySet<UploadProgress['state']> = new Set(['stored', 'unchanged', 'failed'])

function firstProgress({ size }: File, isFolder: boolean): UploadProgress {
  const reason = isFolder ? texts.isFolder : size > MAX_FILE_BYTES ? texts.tooLarge(size, MAX_FILE_BYTES) : null
  return reason === null ? { state: 'ready' } : { state: 'failed', reason, mayTryAgain: false }
}

function sentProgress(share: number): UploadProgress {
  return share >= 1 ? { state: 'reading' } : { state: 'sending', percent: Math.floor(share * 100) }
}

// A line that was lost is for the person to see; they have the file still.
function isBusy({ status }: AppError): boolean {
  return status === 429 || status === 503
}
