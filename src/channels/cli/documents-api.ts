import { z } from 'zod'
import type { AddedDocument, HandedInPage } from '#graph/document-views.ts'
import { ask, tellServer, type Api } from './api.ts'

const Added: z.ZodType<AddedDocument> = z.looseObject({
  documentId: z.string(),
  version: z.number(),
  change: z.enum(['stored', 'unchanged']),
  passages: z.number(),
  findings: z.number(),
  givesOrders: z.number(),
})

export type HandedIn = HandedInPage['documents'][number]

const Page: z.ZodType<HandedInPage> = z.looseObject({
  documents: z.array(
    z.looseObject({
      id: z.string(),
      source: z.string(),
      hash: z.string().nullable(),
      acl: z.array(z.string()),
      class: z.string(),
      keepDays: z.number().nullable(),
      metadata: z.record(z.string(), z.string()),
      language: z.string(),
    }),
  ),
  next: z.string().nullable(),
})

/** A file on its way to the server, with what it is stored under. */
export interface OutgoingDocument {
  readonly source: string
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mediaType: string
  readonly origin: 'upload' | 'url'
  readonly acl: readonly string[]
  readonly class: string | null
  readonly keepDays: number | null
  readonly metadata: Readonly<Record<string, string>> | null
  readonly language: string | null
}

/** A file that takes a parser its three minutes, and the way there. */
const REPLY_MS = 240_000

/** What is there under sources that begin with `prefix`, by source. */
export async function listHandedIn(
  api: Api,
  prefix: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, HandedIn>> {
  const found = new Map<string, HandedIn>()
  let after: string | null = null
  do {
    const query = new URLSearchParams({ source: prefix, limit: '5000', ...(after !== null && { after }) })
    const page: HandedInPage = await ask(api, `GET /v1/documents/hashes?${query.toString()}`, Page, { signal })
    for (const document of page.documents) found.set(document.source, document)
    after = page.next
  } while (after !== null)
  return found
}

export async function addDocument(api: Api, document: OutgoingDocument, signal: AbortSignal): Promise<AddedDocument> {
  const { source, name, bytes, mediaType, origin, acl, keepDays, metadata, language } = document
  const body = new FormData()
  body.set('source', source)
  body.set('origin', origin)
  body.set('acl', acl.join(','))
  if (document.class !== null) body.set('class', document.class)
  if (keepDays !== null) body.set('keepDays', String(keepDays))
  if (metadata !== null) body.set('metadata', JSON.stringify(metadata))
  if (language !== null) body.set('language', language)
  body.set('file', new File([bytes], name, { type: mediaType }))
  return await ask(api, 'POST /v1/documents', Added, { signal, body, replyMs: REPLY_MS })
}

export async function removeDocument(api: Api, id: string, signal: AbortSignal): Promise<void> {
  await tellServer(api, `DELETE /v1/documents/${encodeURIComponent(id)}`, { signal })
}
