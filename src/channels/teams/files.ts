import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { outgoingFetch } from '#core/outgoing-http.ts'
import { MOST_FILE_BYTES, type SharedFile } from '../inbound/file-texts.ts'

/** How long one may take: the service waits fifteen seconds for us. */
const TIMEOUT_MS = 5_000

const INFO = 'application/vnd.microsoft.teams.file.download.info'

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
const Info = z.looseObject({ downloadUrl: z.url().max(4_000), fileType: z.string().max(20).optional() })

interface Attached {
  readonly contentType: string
  readonly content?: unknown
  readonly name?: string | undefined
}

/**
 * Files that somebody sent in the chat that they have with the app. Their address is good for a few minutes and asks for
 * nobody; it is held to the walls of every address that we didn't write.
 */
export function filesIn(
  attachments: readonly Attached[],
  { allowPrivate, signal }: { readonly allowPrivate: boolean; readonly signal: AbortSignal },
): readonly SharedFile[] {
  return attachments.flatMap(({ contentType, content, name }): readonly SharedFile[] => {
    const info = contentType === INFO ? Info.safeParse(content).data : undefined
    if (!info) return []
    const called = name ?? (info.fileType === undefined ? 'file' : `file.${info.fileType}`)
    const bytes = () => download(info.downloadUrl, { allowPrivate, signal })
    // What it is, its name and its bytes say.
    return [{ name: called, mediaType: '', bytes }]
  })
}

async function download(
  url: string,
  { allowPrivate, signal }: { readonly allowPrivate: boolean; readonly signal: AbortSignal },
): ReturnType<SharedFile['bytes']> {
  try {
    const options = { signal, allowPrivate, maxBytes: MOST_FILE_BYTES, timeoutMs: TIMEOUT_MS }
    const response = await outgoingFetch(url, options)
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    return error.code === 'outgoing-too-large' ? 'too-large' : null
  }
}
