import type { HandedInFile } from '#contract/uploaded-file.ts'
import * as documentEndpoints from '#contract/document-endpoints.ts'
import { hash } from 'node:crypto'
import type { z } from 'zod'
import { protectedRoute } from '../route.ts'
import type { NewDocument } from '#contract/document.ts'

const PARSE_MS = 180_000

export const addDocument = protectedRoute({
  ...documentEndpoints.addDocument,
  handle: async ({ principal, body, services, signal }) => {
    const {
      title = null,
      source = null,
      acl = null,
      agents = null,
      keepDays = null,
      metadata = null,
      language = null,
      origin,
    } = body
    const file = fileOf(body)
    const within = AbortSignal.any([signal, AbortSignal.timeout(PARSE_MS)])
    const handedIn = {
      ...{ title, source, acl, agents, keepDays, metadata, language, origin, file },
      class: body.class ?? null,
    }
    return await services.operations.addDocument(principal, handedIn, within)
  },
})

export const listDocuments = protectedRoute({
  ...documentEndpoints.listDocuments,
  handle: async ({ principal, query, services }) => {
    const { status = null, agent = null, source, after = null, limit } = query
    const all = query.all === 'true'
    return await services.operations.listDocuments(principal, {
      all,
      agent,
      // What was noticed is for those who look after the documents.
      noticed: all && query.noticed === 'true',
      status,
      source,
      after,
      limit,
    })
  },
})

export const listHandedIn = protectedRoute({
  ...documentEndpoints.listHandedIn,
  handle: async ({ principal, query, services }) => {
    const { source, after = null, limit } = query
    return await services.operations.listHandedIn(principal, { source, after, limit })
  },
})

export const setDocumentAgents = protectedRoute({
  ...documentEndpoints.setDocumentAgents,
  handle: async ({ principal, params, body, services }) =>
    await services.operations.setDocumentAgents(principal, params.documentId, body.agents),
})

export const removeDocument = protectedRoute({
  ...documentEndpoints.removeDocument,
  handle: async ({ principal, params, services }) =>
    await services.operations.removeDocument(principal, params.documentId),
})

function fileOf({ file, text = '', title = '' }: z.output<typeof NewDocument>): HandedInFile {
  if (file) return file
  const bytes = new TextEncoder().encode(text)
  return { name: `${title}.md`, bytes, hash: hash('sha256', bytes), mediaType: 'text/markdown' }
}
