import { z } from 'zod'
import type { AddedDocument, HandedInPage } from '#contract/document.ts'
import { ask, tellServer, type Api } from './api.ts'
import { formBlob } from './form-blob.ts'
import { unlessChanged } from './unless-changed.ts'

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
  readonly content: Blob
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

/** Throws also `file-changed`, where it isn't any more what `content` was made of. */
export async function addDocument(api: Api, document: OutgoingDocument, signal: AbortSignal): Promise<AddedDocument> {
  const { source, name, content, origin, acl, keepDays, metadata, language } = document
  const fields = {
    source,
    origin,
    acl: acl.join(','),
    ...(document.class !== null && { class: document.class }),
    ...(keepDays !== null && { keepDays: String(keepDays) }),
    ...(metadata !== null && { metadata: JSON.stringify(metadata) }),
    ...(language !== null && { language }),
  }
  const body = formBlob(fields, new File([content], name, { type: content.type }))
  return await unlessChanged(
    async () => await ask(api, 'POST /v1/documents', Added, { signal, body, replyMs: REPLY_MS }),
  )
}

export async function removeDocument(api: Api, id: string, signal: AbortSignal): Promise<void> {
  await tellServer(api, `DELETE /v1/documents/${encodeURIComponent(id)}`, { signal })
}
