import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { Id, limitUpTo } from '../schemas/common.ts'
import { Document, Passage, SearchResult } from '../schemas/knowledge.ts'

const SEARCH_TIMEOUT_MS = 20_000

export const search = protectedRoute({
  method: 'GET',
  path: '/v1/search',
  scopes: ['chat', 'read'],
  summary: 'Search the documents that you may read',
  query: z.object({
    q: z
      .string()
      .min(1)
      .max(1_000)
      .refine((text) => !text.includes('\0') && text.isWellFormed(), 'holds characters that no text has'),
    k: limitUpTo(50, 10).describe('How many passages at most.'),
  }),
  success: 'Passages, best first.',
  result: z.object({ results: z.array(SearchResult).readonly() }),
  handle: async ({ principal, query, services, signal }) => {
    const within = AbortSignal.any([signal, AbortSignal.timeout(SEARCH_TIMEOUT_MS)])
    return { results: await services.operations.search(principal, query.q, query.k, within) }
  },
})

export const readPassage = protectedRoute({
  method: 'GET',
  path: '/v1/passages/{passageId}',
  scopes: ['chat', 'read'],
  summary: 'Open a passage, for example one that an answer quotes',
  params: z.object({ passageId: Id }),
  success: 'The passage and where it stands.',
  result: Passage,
  handle: async ({ principal, params, services }) => await services.operations.readPassage(principal, params.passageId),
})

export const listDocuments = protectedRoute({
  method: 'GET',
  path: '/v1/documents',
  scopes: ['read'],
  summary: 'List the documents that you may read',
  success: 'The documents.',
  result: z.object({ documents: z.array(Document).readonly() }),
  handle: async ({ principal, services }) => ({ documents: await services.operations.listDocuments(principal) }),
})
