import type { Agent } from '#agents/contract.ts'
import { notFound } from '#core/errors.ts'
import { readDocument } from '#memory/documents/document-text.ts'
import { passagesToHandOut, readPassage } from '#memory/documents/documents.ts'
import type { Operations } from '#contract/operations.ts'
import { retrieve } from '#knowledge/knowledge.ts'
import { INSTRUCTION_LIKE } from '#knowledge/inspect-document.ts'
import type { Services } from '#turn/services.ts'

const SEARCH_TIMEOUT_MS = 20_000

/** Looking things up under the caller's own rights. */
export function knowledgeOperations(
  services: Services,
): Pick<Operations, 'search' | 'readPassage' | 'passagesToHandOut' | 'readDocument'> {
  return {
    search: async (principal, { agent = null, ...wanted }, signal) => {
      const synonyms = agent === null ? [] : synonymsOf(services, agent)
      const within = AbortSignal.any([signal, AbortSignal.timeout(SEARCH_TIMEOUT_MS)])
      const { passages } = await retrieve(services, principal, { ...wanted, synonyms }, within)
      return passages.map(
        ({ passageId, document, class: dataClass, text, start, end, place, score, alsoIn, flags }) => ({
          passageId,
          document,
          class: dataClass,
          text,
          start,
          end,
          place,
          score,
          alsoIn,
          givesOrders: flags.includes(INSTRUCTION_LIKE),
        }),
      )
    },
    readPassage: async (principal, passageId) => {
      const passage = await services.database.batch(principal.tenantId, (tx) => readPassage(tx, passageId, principal))
      if (!passage) throw notFound('passage')
      const { document, text, start, end, heading, place } = passage
      return { document, text, start, end, heading, place }
    },
    passagesToHandOut: async (principal, passageIds) =>
      passageIds.length === 0
        ? new Set()
        : await services.database.batch(principal.tenantId, (tx) => passagesToHandOut(tx, passageIds, principal)),
    readDocument: async (principal, wanted) => {
      const document = await services.database.batch(principal.tenantId, (tx) => readDocument(tx, wanted, principal))
      if (!document) throw notFound('document')
      return document
    },
  }
}

function synonymsOf({ agents }: Services, name: string): NonNullable<Agent['synonyms']> {
  const live = agents.get(name)
  if (!live) throw notFound('agent')
  return live.agent.synonyms ?? []
}
