import { createHash } from 'node:crypto'
import { open, unlink, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canWriteIn } from '#memory/database/data-folder.ts'
import type { StoredBytes } from '#documents/contract.ts'
import { AppError } from '#core/errors.ts'

/** What is kept in memory of a file; a longer one is on disk. */
const MOST_IN_MEMORY = 1_048_576

/** What was taken in, as long as its spool isn't disposed. */
export interface Spooled {
  readonly bytes: Uint8Array | StoredBytes
  /** SHA-256, in hex. */
  readonly hash: string
}

/**
 * Takes a file in piece by piece and hashes it; a long one goes to disk, into `dataDir` or, where nothing can be written
 * there, the system's folder for temporary files. Throws `upload-not-kept`.
 */
export class Spool implements AsyncDisposable {
  readonly #dataDir: string
  readonly #hash = createHash('sha256')
  #waiting: Uint8Array[] = []
  #length = 0
  #file: FileHandle | null = null

  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk)
    this.#waiting.push(chunk)
    this.#length += chunk.length
    if (this.#length <= MOST_IN_MEMORY) return
    try {
      this.#file ??= await namelessFile(this.#dataDir)
      await this.#file.writeFile(Buffer.concat(this.#waiting.splice(0)))
    } catch (error) {
      throw notKept(error)
    }
  }

  end(): Spooled {
    const hash = this.#hash.digest('hex')
    const [file, length] = [this.#file, this.#length]
    if (file === null) return { bytes: Buffer.concat(this.#waiting), hash }
    return { bytes: { length, chunks: () => file.createReadStream({ start: 0, autoClose: false }) }, hash }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.close()
  }
}

/** A file that only its handle leads to: however this process ends, nothing of it is left, and nobody else opens it. */
async function namelessFile(dataDir: string): Promise<FileHandle> {
  const folder = (await canWriteIn(dataDir)) ? dataDir : tmpdir()
  const path = join(folder, `upload-${crypto.randomUUID()}`)
  const file = await open(path, 'wx+', 0o600)
  try {
    await unlink(path)
  } catch (error) {
    await file.close()
    throw error
  }
  return file
}

function notKept(cause: unknown): AppError {
  return new AppError(
    'There is no room on the server to keep a file of this size while it is read. Make room in DATA_DIR, or in TMPDIR where DATA_DIR can’t be written.',
    { code: 'upload-not-kept', status: 503, retryable: true, cause },
  )
}
