import { z } from 'zod'
import { Id, Metadata, When, limitUpTo, queryText, textUpTo } from './fields.ts'
import { DocumentTextView, PassageView, SearchResultView } from './knowledge.ts'
import { endpoint } from './endpoint.ts'

const Agent = textUpTo(100)
  .optional()
  .describe('The agent whose documents are looked at. Left out: those of all agents that you may talk to.')

/** A day begins at midnight in UTC. */
export const search = endpoint({
  method: 'GET',
  path: '/v1/search',
  actions: ['document.search'],
  summary: 'Search the documents that you may read',
  query: z.object({
    q: queryText(1_000),
    k: limitUpTo(50, 10).describe('How many passages at most.'),
    agent: textUpTo(100)
      .optional()
      .describe(
        'The agent whose documents are searched, and whose `synonyms` are looked for, too. Left out: the documents of all agents that you may talk to, and nobody’s synonyms.',
      ),
    source: queryText(500).optional().describe('What the documents’ sources begin with.'),
    since: When.optional().describe('Only documents whose version came in then or later.'),
    until: When.optional().describe('Only documents whose version came in before.'),
    metadata: Metadata.optional().describe(
      'Only documents that were handed in with all of this; JSON: `{"team":"returns"}`.',
    ),
  }),
  success: 'Passages, best first.',
  result: z.object({ results: z.array(SearchResultView).readonly() }),
})

export const readPassage = endpoint({
  method: 'GET',
  path: '/v1/passages/{passageId}',
  actions: ['document.read'],
  summary: 'Open a passage, for example one that an answer quotes',
  params: z.object({ passageId: Id }),
  query: z.object({ agent: Agent }),
  success: 'The passage and where it stands.',
  result: PassageView,
})

export const readDocument = endpoint({
  method: 'GET',
  path: '/v1/documents/{documentId}/versions/{version}',
  actions: ['document.read'],
  summary: 'Read a version of a document, for example the one that an answer quotes',
  params: z.object({ documentId: Id, version: z.coerce.number<number>().int().min(1).max(2_147_483_647) }),
  query: z.object({
    agent: Agent,
    around: Id.optional().describe('A passage of it: where it has more than 2,000, those around this one are given.'),
  }),
  success: 'Its passages, in their order; 2,000 at most, from the first unless `around` names another.',
  result: DocumentTextView,
  problems: [{ status: 400, code: 'passage-elsewhere', when: 'this version has no passage `around`' }],
})
