import { access } from 'node:fs/promises'
import type { Logger } from '#core/log.ts'
import { detectIsolation, type IsolationLevel, type Isolation } from '#plan-language/isolation/isolation.ts'
import type { DocumentFile, DocumentParser, ParsedDocument } from './contract.ts'
import { AT_REST_MB, BUILT_CHILD, filesOfChild, ParserChild } from './parsing/child-process.ts'
import { failureError, startError } from './parsing/failures.ts'
import { PARSE_LIMITS, type ParseLimits } from './parsing/limits.ts'
import { Semaphore } from './parsing/semaphore.ts'
import { SharedChildren } from './parsing/shared-children.ts'

export interface DocumentParserOptions {
  readonly log: Logger
  /** Ends the parser with everything that runs in it. */
  readonly signal: AbortSignal
  /** Files that are read at once; further ones wait. */
  readonly size?: number
  readonly limits?: Partial<ParseLimits>
  /** Another bundle than that of `node build.ts`: so a test plays a child that was taken over. */
  readonly child?: string
}

/**
 * Reads files in processes of their own, behind the walls that this machine can build: one for each file, but for small
 * texts of the same sharer, which follow each other in one. Nothing is started, nor looked for, before the first file.
 */
export function openDocumentParser(options: DocumentParserOptions): DocumentParser {
  const { log, signal: whole, child = BUILT_CHILD, size = 2 } = options
  const limits = { ...PARSE_LIMITS, ...options.limits }
  whole.throwIfAborted()
  const closing = new AbortController()
  const turns = new Semaphore(size)
  let walls: Promise<Isolation> | null = null
  let shared: SharedChildren | null = null
  return {
    async parse(file: DocumentFile, signal: AbortSignal): Promise<ParsedDocument> {
      if (file.bytes.length > limits.fileBytes) throw failureError('file-too-large', limits)
      if (file.bytes.length === 0) throw failureError('empty', limits)
      const within = AbortSignal.any([signal, whole, closing.signal])
      return await turns.take(async () => {
        await access(child).catch((error: unknown) => {
          throw startError(error)
        })
        walls ??= raisedWalls(child, limits, log).catch((error: unknown) => {
          walls = null
          throw error
        })
        const options = { child, limits, log, walls: await walls }
        shared ??= new SharedChildren(() => new ParserChild(options))
        const parsed = await shared.parse(file, within)
        if (parsed !== null) return parsed
        await using process = new ParserChild(options)
        return await process.parse(file, within)
      }, within)
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      await turns.idle()
      await shared?.[Symbol.asyncDispose]()
    },
  }
}

// Not under the signal of the file that came first: the walls are for all that follow.
async function raisedWalls(child: string, { memoryMb, timeMs }: ParseLimits, log: Logger): Promise<Isolation> {
  const walls = await detectIsolation(
    {
      files: filesOfChild(child),
      dataBytes: (AT_REST_MB + memoryMb) * 1024 ** 2,
      cpuSeconds: Math.ceil(timeMs / 1000) * 2 + 20, // two cores' worth, and the start
    },
    AbortSignal.timeout(60_000),
  )
  for (const warning of missing(walls.stands)) {
    log.warn({ event: 'parser-wall-missing', code: 'parser-wall-missing', warning })
  }
  return walls
}

function missing(stands: IsolationLevel): readonly string[] {
  return [
    ...(stands.permissionModel ? [] : ['This Node.js has no permission model: what reads documents could read files.']),
    ...(stands.networkNamespace
      ? []
      : [
          'What reads documents is not cut off from the network: unshare (util-linux) is missing or not permitted here. ' +
            'Permit user namespaces, or let the server reach no address that it needs not reach.',
        ]),
    ...(stands.resourceLimits
      ? []
      : ['What reads documents has no memory limit but that of its heap: prlimit (util-linux) is missing.']),
  ]
}
