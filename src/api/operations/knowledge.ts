import { momentOf } from '#contract/fields.ts'
import { neverAborted } from './never-aborted.ts'
import { notFound } from '#core/errors.ts'
import { viewFor } from '#memory/database/reader.ts'
import { readDocument } from '#memory/documents/document-text.ts'
import { passagesToHandOut, readPassage } from '#memory/documents/documents.ts'
import type { FoundPassage } from '#memory/documents/search.ts'
import type { SearchResultView } from '#contract/knowledge.ts'
import type { Operations } from '#contract/operations.ts'
import { retrieve } from '#knowledge/knowledge.ts'
import { INSTRUCTION_LIKE } from '#knowledge/documents/inspect-document.ts'
import type { Services } from '#turn/services.ts'
import { agentsAsked, agentsToAsk, shownAgents } from './agents-to-ask.ts'

const SEARCH_TIMEOUT_MS = 20_000

/** Looking things up under the caller's own rights. */
export function knowledgeOperations(
  services: Services,
): Pick<Operations, 'search' | 'readPassage' | 'passagesToHandOut' | 'readDocument'> {
  return {
    search: async (principal, { q: question, k, agent = null, ...narrowed }, signal = neverAborted()) => {
      const { source = null, since, until, metadata = {} } = narrowed
      const filter = { source, since: momentOf(since), until: momentOf(until), metadata }
      const agents = agentsAsked(services, agent)
      const synonyms = agent === null ? [] : services.agents.get(agent)?.agent.synonyms
      const within = AbortSignal.any([signal, AbortSignal.timeout(SEARCH_TIMEOUT_MS)])
      const { passages } = await retrieve(services, principal, { question, k, filter, agents, synonyms }, within)
      const open = agentsToAsk(services)
      return { results: passages.map((passage) => resultView(passage, open)) }
    },
    readPassage: async (principal, { passageId, agent = null }) => {
      const view = viewFor(principal, agentsAsked(services, agent))
      const passage = await services.database.batch(principal.tenantId, (tx) => readPassage(tx, passageId, view))
      if (!passage) throw notFound('passage')
      const { document, text, start, end, heading, place } = passage
      return { document, text, start, end, heading, place }
    },
    passagesToHandOut: async (principal, passageIds) =>
      passageIds.length === 0
        ? new Set()
        : await services.database.batch(principal.tenantId, (tx) =>
            passagesToHandOut(tx, passageIds, viewFor(principal, agentsToAsk(services))),
          ),
    readDocument: async (principal, { agent = null, around = null, ...wanted }) => {
      const view = viewFor(principal, agentsAsked(services, agent))
      const document = await services.database.batch(principal.tenantId, (tx) =>
        readDocument(tx, { ...wanted, around }, view),
      )
      if (!document) throw notFound('document')
      return document
    },
  }
}

function resultView(passage: FoundPassage, open: readonly string[]): SearchResultView {
  const { passageId, document, class: dataClass, agents, text, start, end, place, score, alsoIn, flags } = passage
  return {
    passageId,
    document,
    class: dataClass,
    agents: shownAgents(agents, open),
    text,
    start,
    end,
    place,
    score,
    alsoIn: alsoIn.map((also) => ({ ...also, agents: shownAgents(also.agents, open) })),
    givesOrders: flags.includes(INSTRUCTION_LIKE),
  }
}
