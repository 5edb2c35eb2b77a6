import type { AddedDocument, HandedIn, HandedInPage } from '#contract/document.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from '../client/client.ts'
import { unlessChanged } from './unless-changed.ts'

/** A file on its way to the server, with what it is stored under. */
export interface OutgoingDocument {
  readonly source: string
  readonly name: string
  readonly content: Blob
  readonly origin: 'upload' | 'url'
  readonly acl: readonly string[]
  readonly agents: readonly string[] | null
  readonly class: string | null
  readonly keepDays: number | null
  readonly metadata: Readonly<Record<string, string>> | null
  readonly language: string | null
}

/** A file that takes a parser its three minutes, and the way there. */
const REPLY_MS = 240_000

/** What is there under sources that begin with `prefix`, by source. */
export async function listHandedIn(
  api: Client,
  prefix: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, HandedIn>> {
  const found = new Map<string, HandedIn>()
  let after: string | null = null
  do {
    const which = { source: prefix, limit: 5_000, ...(after !== null && { after }) }
    const page: HandedInPage = await api.ask(wire.listHandedIn, which, { signal })
    for (const document of page.documents) found.set(document.source, document)
    after = page.next
  } while (after !== null)
  return found
}

/** Throws also `file-changed`, where it isn't any more what `content` was made of. */
export async function addDocument(
  api: Client,
  document: OutgoingDocument,
  signal: AbortSignal,
): Promise<AddedDocument> {
  const { source, name, content, origin, acl, agents, keepDays, metadata, language } = document
  const fields = {
    source,
    origin,
    acl: acl.join(','),
    ...(agents !== null && { agents: agents.join(',') }),
    ...(document.class !== null && { class: document.class }),
    ...(keepDays !== null && { keepDays: String(keepDays) }),
    ...(metadata !== null && { metadata: JSON.stringify(metadata) }),
    ...(language !== null && { language }),
  }
  const body = formBlob(fields, new File([content], name, { type: content.type }))
  return await unlessChanged(async () => await api.ask(wire.addDocument, { body }, { signal, replyMs: REPLY_MS }))
}

export async function removeDocument(api: Client, id: string, signal: AbortSignal): Promise<void> {
  await api.ask(wire.removeDocument, { documentId: id }, { signal })
}

/**
 * A form with its file (RFC 7578) as one piece that is sent from where the file is. Not a `FormData`: a file that changes
 * while one is sent leaves its request waiting for ever, and ends the process.
 */
function formBlob(fields: Readonly<Record<string, string>>, file: File): Blob {
  const boundary = `parley-${crypto.randomUUID()}`
  const open = (disposition: string) => `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n`
  return new Blob(
    [
      ...Object.entries(fields).map(([name, value]) => `${open(`name="${name}"`)}\r\n${value}\r\n`),
      open(`name="file"; filename="${escaped(file.name)}"`),
      `content-type: ${file.type === '' ? 'application/octet-stream' : file.type}\r\n\r\n`,
      file,
      `\r\n--${boundary}--\r\n`,
    ],
    { type: `multipart/form-data; boundary=${boundary}` },
  )
}

function escaped(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22')
}
