import type { DocumentPage, DocumentStatus, DocumentView } from '#contract/document.ts'
import type { Client } from '../../browser/client.ts'
import { integer, list, nullable, object, oneOf, text, type Shape } from '../../browser/shape.ts'
import { Finding } from '../finding.ts'

const Document: Shape<DocumentView> = object({
  id: text,
  title: text,
  version: integer,
  source: text,
  class: text,
  passages: integer,
  createdAt: text,
  updatedAt: text,
  origin: oneOf('agent', 'upload', 'url', 'mcp'),
  format: text,
  status: oneOf('ready', 'embedding', 'removed'),
  kept: nullable(
    object({
      acl: list(text),
      removedAt: nullable(text),
      keepUntil: nullable(text),
      findings: list(Finding),
      givesOrders: integer,
    }),
  ),
})

const Page: Shape<DocumentPage> = object({ documents: list(Document), next: nullable(text) })

/** Documents on one page of the list. */
export const PER_PAGE = 25

/** A page of all documents there are, by title; `status` null for those of every one. */
export async function readDocuments(
  { ask }: Client,
  { status, after }: { readonly status: DocumentStatus | null; readonly after: string | null },
  signal: AbortSignal,
): Promise<DocumentPage> {
  const query = new URLSearchParams({ all: 'true', limit: String(PER_PAGE) })
  if (status !== null) query.set('status', status)
  if (after !== null) query.set('after', after)
  return await ask(`GET /v1/documents?${query.toString()}`, Page, { signal })
}

export async function removeDocument({ tell }: Client, documentId: string, signal: AbortSignal): Promise<void> {
  await tell(`DELETE /v1/documents/${encodeURIComponent(documentId)}`, { signal })
}
