import * as knowledgeEndpoints from '#contract/knowledge-endpoints.ts'
import { protectedRoute } from '../route.ts'
import { momentOf } from '#contract/fields.ts'

export const search = protectedRoute({
  ...knowledgeEndpoints.search,
  handle: async ({ principal, query, services, signal }) => {
    const { q: question, k, agent = null, source = null, since = null, until = null, metadata = {} } = query
    const filter = { source, since: momentOf(since), until: momentOf(until), metadata }
    return { results: await services.operations.search(principal, { question, k, agent, filter }, signal) }
  },
})

export const readPassage = protectedRoute({
  ...knowledgeEndpoints.readPassage,
  handle: async ({ principal, params, query, services }) =>
    await services.operations.readPassage(principal, params.passageId, query.agent ?? null),
})

export const readDocument = protectedRoute({
  ...knowledgeEndpoints.readDocument,
  handle: async ({ principal, params, query, services }) =>
    await services.operations.readDocument(principal, {
      ...params,
      around: query.around ?? null,
      agent: query.agent ?? null,
    }),
})
