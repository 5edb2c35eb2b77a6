import { z } from 'zod'
import { sha256 } from '#core/commitment.ts'
import { staysInside } from '#core/data-class.ts'
import { foundSource, labelOf, type Label } from '#plan-language/values/label.ts'
import { isLookup, SEARCHED, SEARCHED_EVERYWHERE } from '#plan-language/values/lookups.ts'
import type { Principal } from '#core/principal.ts'
import { judgeAnswerability } from '#answers/answerability.ts'
import type { Verdict } from '#core/verdict.ts'
import type { PlanFacts } from '#guardrails/contract.ts'
import { rankFound } from '#answers/ranking/ranked-find.ts'
import { findInStretch } from '#answers/place/stretch.ts'
import { INSTRUCTION_LIKE } from '#knowledge/documents/inspect-document.ts'
import { retrieve, type RetrievalServices } from '#knowledge/knowledge.ts'
import type { Hit, Quoted } from '#knowledge/journalled-passages.ts'
import { FOLDER_PREFIX } from '#knowledge/sources/reserved-sources.ts'
import { readLookedUp, type LookedUp } from '#memory/documents/passages-by-id.ts'
import type { ReadAnswer, ReadRequest } from '#plan-language/contract.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { isWithheldFromModels } from '#turn/withheld-from-models.ts'
import { readVerdict, type ReadRules } from './read-verdict.ts'
import { viewFor } from '#memory/database/reader.ts'
import { basename } from 'node:path'
import type { Agent } from '#agents/contract.ts'

export interface LookingUp extends Pick<ReadRules, 'asks'> {
  readonly services: RetrievalServices
  readonly live: AgentRuntime
  readonly principal: Principal
  /** What stands around the read. */
  readonly facts: () => PlanFacts
  /** Whether people have said yes to this very read, by all that it is asked now. */
  readonly isAllowed: (request: ReadRequest, asked: Verdict) => boolean
  readonly signal: AbortSignal
}

/** How many passages a search gives. */
const MOST_FOUND = 5

/**
 * Looks into its agent's documents for a plan, under its requester's rights: judged first, as every read. What is found is labelled by
 * whose words it is; which passages they are, and in what order, by all that was looked through.
 */
export async function lookIntoDocuments(looking: LookingUp, request: ReadRequest): Promise<ReadAnswer> {
  const { live, asks } = looking
  const verdict = readVerdict({ policies: live.policies, asks }, request, looking.facts())
  if (verdict.decision === 'deny' || !isLookup(request.tool)) return { ok: false, code: 'denied' }
  if (verdict.decision === 'ask' && !looking.isAllowed(request, verdict)) return { ok: false, code: 'asked' }
  return request.tool === 'knowledge.search' ? searchFor(looking, request) : quoteOf(looking, request)
}

const Search = z.object({ query: z.string(), everywhere: z.boolean().default(false) })

async function searchFor({ services, live, principal, signal }: LookingUp, request: ReadRequest): Promise<ReadAnswer> {
  const { query, everywhere } = Search.parse(request.args)
  const sendsWords = services.embedder.sendsTexts || services.reranker !== null
  if (sendsWords && isWithheldFromModels(request.labels, live)) return { ok: false, code: 'kept-from-models' }
  const own = { source: `${FOLDER_PREFIX}${live.agent.name}/`, since: null, until: null, metadata: {} }
  const { synonyms = [] } = live.agent
  const wanted = {
    question: query,
    k: MOST_FOUND,
    agents: [live.agent.name],
    synonyms,
    ...(!everywhere && { filter: own }),
  }
  const found = await retrieve(services, principal, wanted, signal)
  const isThere = judgeAnswerability(rankFound(query, found.passages, found)).verdict !== 'not-in-documents'
  const ids = isThere ? found.passages.map(({ passageId }) => passageId) : []
  const stored = await lookedUp({ services, live, principal }, ids)
  const hits = found.passages.flatMap(({ passageId, score }) => {
    const passage = stored.get(passageId)
    return passage ? [{ passage, score }] : []
  })
  const places = hits.map(({ passage }, index) => [`/${index}`, labelOfPassage(passage, live)] as const)
  return {
    ok: true,
    value: hits.map(({ passage, score }) => hitOf(passage, score)),
    labels: { '': labelOf(everywhere ? SEARCHED_EVERYWHERE : SEARCHED), ...Object.fromEntries(places) },
  }
}

function hitOf({ passageId, document, heading, text, start, end }: LookedUp, score: number): Hit {
  const { id, title, version } = document
  const rounded = Math.round(score * 100) / 100
  return { id: passageId, document: id, version, title, heading, text, start, end, score: rounded }
}

const Quote = z.object({ passage: z.string(), text: z.string() })

// Found as an answer's quote is. What stands around it is under its hash.
async function quoteOf({ services, live, principal }: LookingUp, { args }: ReadRequest): Promise<ReadAnswer> {
  const { passage: passageId, text } = Quote.parse(args)
  const passage = (await lookedUp({ services, live, principal }, [passageId])).get(passageId)
  if (!passage) return { ok: false, code: 'passage-missing' }
  const [found] = findInStretch(text, [passage])
  if (!found) return { ok: false, code: 'quote-not-found' }
  const { quote, document, span } = found.evidence
  const { id, title, version } = document
  const { heading } = passage
  const named = { text: quote, title, heading, passage: passageId, document: id, version }
  const value: Quoted = { ...named, ...span, hash: sha256(passage.text) }
  return { ok: true, value, labels: { '': labelOfPassage(passage, live) } }
}

type LooksFor = Pick<LookingUp, 'services' | 'live' | 'principal'>

function lookedUp({ services, live, principal }: LooksFor, ids: readonly string[]) {
  const view = viewFor(principal, [live.agent.name])
  return services.database.batch(principal.tenantId, (tx) => readLookedUp(tx, ids, view))
}

function labelOfPassage(passage: LookedUp, { agent }: Pick<AgentRuntime, 'agent'>): Label {
  const source = foundSource(passage.document.id, {
    isVouched: passage.flags.length === 0 && isFromTrustedFolder(passage.source, agent),
    givesOrders: passage.flags.includes(INSTRUCTION_LIKE),
    staysInside: staysInside(passage),
  })
  return labelOf(source)
}

/** Whether a document is of a folder, or is a file, that its agent's operator vouches for (`trusted:` in agent.yaml). */
function isFromTrustedFolder(source: string, { name, knowledge }: Pick<Agent, 'name' | 'knowledge'>): boolean {
  return knowledge.some(({ path, trusted }) => {
    const place = `${FOLDER_PREFIX}${name}/${basename(path)}`
    return trusted === true && (source === place || source.startsWith(`${place}/`))
  })
}
