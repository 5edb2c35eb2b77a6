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

function fileOf({ file, text = '', title = '' }: z.output<typeof NewDocument>): HandedInFile {
  if (file) return file
  const bytes = new TextEncoder().encode(text)
  return { name: `${title}.md`, bytes, hash: hash('sha256', bytes), mediaType: 'text/markdown' }
}
