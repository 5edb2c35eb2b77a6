import { openAsBlob } from 'node:fs'
import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { AppError } from '#core/errors.ts'
import { MAX_FILE_BYTES } from '../inbound/file-limit.ts'
import { ingestTexts as texts } from '#cards/texts/ingest-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

/** A file to hand in: what it is called under its source, and how to get it. */
export interface FileToIngest {
  /** `returns/damaged.md`, or an address. */
  readonly name: string
  readonly origin: 'upload' | 'url'
  /** What it holds, by its media type; a file's stays on disk. Throws in words where it can't be had. */
  read(signal: AbortSignal): Promise<Blob>
}

const FETCH_MS = 60_000

/** The files at these paths, folders walked. Hidden ones and links are left out. Throws `usage` for a path that isn't there. */
export async function filesAt(paths: readonly string[]): Promise<readonly FileToIngest[]> {
  const lists = await Promise.all(paths.map(filesOf))
  return lists.flat().toSorted((left, right) => (left.name < right.name ? -1 : 1))
}

/**
 * The addresses that a list names, one on each line; empty lines and those that begin with `#` are left out.
 * `allowPrivate`: also plain http, and what leads into a private network.
 */
export async function addressesIn(
  list: string,
  { allowPrivate }: { readonly allowPrivate: boolean },
): Promise<readonly FileToIngest[]> {
  const text = await readFile(list, 'utf8').catch((error: unknown) => {
    throw new AppError(texts.noPath(visibleText(list)), { code: 'usage', cause: error })
  })
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => addressToIngest(line, allowPrivate))
}

async function filesOf(path: string): Promise<readonly FileToIngest[]> {
  const at = await stat(path).catch((error: unknown) => {
    throw new AppError(texts.noPath(visibleText(path)), { code: 'usage', cause: error })
  })
  if (at.isFile()) return [fileToIngest(path, basename(resolve(path)))]
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  return entries.flatMap((entry) => {
    const file = join(entry.parentPath, entry.name)
    const parts = relative(path, file).split(/[/\\]/)
    // Files alone: a symbolic link could lead out of the folder.
    if (!entry.isFile() || parts.some((part) => part.startsWith('.'))) return []
    return [fileToIngest(file, parts.join('/'))]
  })
}

function fileToIngest(path: string, name: string): FileToIngest {
  return {
    name,
    origin: 'upload',
    read: async () => {
      const { size } = await stat(path)
      if (size > MAX_FILE_BYTES) throw tooLarge(size)
      return await openAsBlob(path)
    },
  }
}

function addressToIngest(address: string, allowPrivate: boolean): FileToIngest {
  return {
    name: address,
    origin: 'url',
    read: async (signal) => {
      // Loaded here: it brings an HTTP client that no other command needs.
      const { outgoingFetch } = await import('#core/outgoing-http.ts')
      const limits = { maxBytes: MAX_FILE_BYTES, timeoutMs: FETCH_MS }
      const response = await outgoingFetch(address, { signal, ...limits, allowPrivate })
      if (response.status !== 200) {
        throw new AppError(texts.notThere(response.status), { code: 'outgoing-failed', status: 502 })
      }
      const mediaType = response.headers.get('content-type')?.split(';')[0]?.trim() ?? ''
      return new Blob([await response.arrayBuffer()], { type: mediaType })
    },
  }
}

function tooLarge(bytes: number): AppError {
  return new AppError(texts.tooLarge(bytes, MAX_FILE_BYTES), { code: 'body-too-large', status: 413 })
}
