import { composed } from '#text/compared-text.ts'
import type { KnowledgeServices } from './services.ts'
import type { DocumentParser } from '#documents/contract.ts'
import { staysInside } from '#core/data-class.ts'
import { rarities, type RarityOf, wordsToWeigh } from '#text/rarity.ts'
import { wantEmbedder } from '#memory/documents/embedders.ts'
import { storedFiles } from '#memory/documents/document-lists.ts'
import { removeMissing, type StoredDocument, textsToEmbed } from '#memory/documents/documents.ts'
import { embeddedText, type PreparedDocument } from '#memory/documents/prepare-document.ts'
import { type FoundPassage, search, type SearchFilter } from '#memory/documents/search.ts'
import type { Agent } from '#agents/contract.ts'
import { embedWithDeadline } from '#models/embed-with-deadline.ts'
import type { Reranker } from '#models/contract.ts'
import type { Principal, TenantId } from '#core/principal.ts'
import { withFallback } from '#turn/with-fallback.ts'
import { FOLDER_PREFIX } from './sources/reserved-sources.ts'
import { readKnowledgeFiles } from './sources/read-files.ts'
import { leftOutOf, readyForSearch } from './search/ready-for-search.ts'
import { storeForSearch } from './search/store-for-search.ts'
import { servingEmbedder } from './search/serving-embedder.ts'

export interface FolderServices extends KnowledgeServices {
  readonly parser: DocumentParser
}

/** Passages for a question, best first, with what judging them needs. */
export interface Found {
  readonly passages: readonly FoundPassage[]
  readonly rarityOf: RarityOf
  /** The best cosine among them; null where nothing was compared by vector. */
  readonly similarity: number | null
}

/** What is looked for: `k` passages, in these agents' documents, among all that may be read or those that `filter` leaves. */
export interface Wanted {
  readonly question: string
  readonly k: number
  readonly agents: readonly string[]
  readonly filter?: SearchFilter
  /** The asked agent's own; left out: none. */
  readonly synonyms?: Agent['synonyms'] | undefined
}

export interface RetrievalServices extends KnowledgeServices {
  readonly reranker: Reranker | null
}

/**
 * Finds passages that the principal may read, of documents of the named agents. Without a working embedding model, by full text alone; without a reranker,
 * or where it is down, in the order in which search has them.
 */
export async function retrieve(
  services: RetrievalServices,
  principal: Principal,
  { question, k, synonyms, ...wanted }: Wanted,
  signal: AbortSignal,
): Promise<Found> {
  const embedder = await servingEmbedder(services, principal.tenantId)
  // Full text finds without vectors, so a model that is down costs quality and no answer.
  const embedded = await withFallback(services, { event: 'embedding-unavailable', during: 'search', signal }, () =>
    embedWithDeadline(embedder, [question], { signal }),
  )
  const values = embedded?.[0]
  const vector = values ? { values, embedder: embedder.name, deference: embedder.deference } : null
  const { reranker } = services
  const { results, words } = await services.database.tenant(principal.tenantId, (tx) =>
    search(tx, {
      ...wanted,
      k: reranker ? Math.max(k, RERANKED) : k,
      query: question,
      words: wordsToWeigh(question, synonyms),
      vector,
      readers: [principal],
    }),
  )
  const passages = reranker ? await reranked({ ...services, reranker }, question, results, signal) : results
  const similarities = results.flatMap((result) => (result.similarity === null ? [] : [result.similarity]))
  return {
    passages: passages.slice(0, k),
    rarityOf: rarities(words),
    similarity: similarities.length === 0 ? null : Math.max(...similarities),
  }
}

/** Passages that a reranker orders anew: each costs it a run of its model, and the answer is seldom further down. */
const RERANKED = 30

// Scores stay those of their places: what is made of them was calibrated with how search spreads them. What is regulated
// isn't sent, and keeps its place among the others.
async function reranked(
  { reranker, context }: KnowledgeServices & { readonly reranker: Reranker },
  question: string,
  results: readonly FoundPassage[],
  signal: AbortSignal,
): Promise<readonly FoundPassage[]> {
  const sent = results.filter((passage) => !staysInside(passage))
  if (sent.length < 2) return results
  const order = await withFallback({ context }, { event: 'reranker-unavailable', during: 'search', signal }, () =>
    reranker.rerank(composed(question), sent.map(embeddedText).map(composed), { signal }),
  )
  if (!order) return results
  const best = order.values()
  return results.flatMap((before) => {
    const passage = staysInside(before) ? before : sent[best.next().value ?? -1]
    return passage ? [{ ...passage, score: before.score }] : []
  })
}

export interface IngestReport {
  readonly stored: readonly string[]
  readonly unchanged: readonly string[]
  /** Sources that are gone from the folder, and from search with it. */
  readonly retired: readonly string[]
}

export interface IngestOptions {
  readonly signal: AbortSignal
  readonly onProgress: (text: string) => void
  /** Whether somebody embeds passages in the background: many are then found by their words first. */
  readonly vectorsMayFollow?: boolean
}

/** Passages that are embedded before their documents are stored: some seconds of a processor. */
const MOST_WAITED_FOR = 300
/** Documents between two words about how far it is, and in one transaction that only looks. */
const TOLD_EVERY = 50

/**
 * Brings search to what an agent's knowledge folders hold now. Called again with nothing changed, it changes nothing; where
 * it was stopped, it goes on. Only passages whose words are new are embedded, which is what takes its time and is told
 * through `onProgress`.
 */
export async function ingestFolder(
  wanted: FolderServices,
  tenantId: TenantId,
  agent: Pick<Agent, 'name' | 'knowledge' | 'languages'>,
  { signal, onProgress, vectorsMayFollow = false }: IngestOptions,
): Promise<IngestReport> {
  await wanted.database.tenant(tenantId, (tx) => wantEmbedder(tx, wanted.embedder))
  // The one that questions are compared by; what the wanted one lacks is made in the background.
  const services = { ...wanted, embedder: await servingEmbedder(wanted, tenantId) }
  const { log } = services.context
  const prefix = `${FOLDER_PREFIX}${agent.name}/`
  const before = await services.database.tenant(tenantId, (tx) => storedFiles(tx, prefix))
  const files = await readKnowledgeFiles(agent, prefix, {
    sharesWith: tenantId,
    parser: wanted.parser,
    log,
    signal,
    stored: before,
  })
  const [likelyLanguage = 'und'] = agent.languages.map((code) => code.slice(0, 2))
  const documents: PreparedDocument[] = []
  for (const document of files.documents) {
    documents.push(await readyForSearch({ ...document, likelyLanguage }, signal))
  }
  const readings = await readingsOf(services, tenantId, documents)
  const toRead = readings.filter(({ texts }) => texts.length > 0).length
  if (toRead > 0) onProgress(`Reading ${toRead === 1 ? '1 document' : `${toRead} documents`}…`)
  const isLater = vectorsMayFollow && readings.reduce((sum, { texts }) => sum + texts.length, 0) > MOST_WAITED_FOR
  if (isLater) onProgress('They are found by their words at once, and by their meaning as that is worked out.')
  const stored: string[] = []
  const unchanged: string[] = [...files.kept]
  for (const [at, { document, texts }] of readings.entries()) {
    signal.throwIfAborted()
    if (at > 0 && at % TOLD_EVERY === 0) onProgress(`Read ${at} of ${readings.length} documents…`)
    const { source } = document
    const reading = { document, texts: isLater ? [] : texts }
    const { change, version } = await ingestDocument(services, tenantId, reading, signal)
    ;(change === 'stored' ? stored : unchanged).push(source)
    if (change === 'stored') log.debug({ event: 'document-stored', source, version })
    for (const reason of leftOutOf(document)) log.warn({ event: 'question-left-out', source, reason })
  }
  const keep = [...documents.map(({ source }) => source), ...files.kept]
  const retired = await services.database.tenant(tenantId, (tx) => removeMissing(tx, { prefix, keep }))
  if (retired.length > 0) log.info({ event: 'documents-retired', sources: retired })
  return { stored, unchanged, retired }
}

interface Reading {
  readonly document: PreparedDocument
  /** What of it has to be embedded. */
  readonly texts: readonly string[]
}

// Some at a time: on PGlite all others wait for a transaction.
async function readingsOf(
  { database, embedder }: KnowledgeServices,
  tenantId: TenantId,
  documents: readonly PreparedDocument[],
): Promise<readonly Reading[]> {
  const { name, sendsTexts } = embedder
  const readings: Reading[] = []
  for (let at = 0; at < documents.length; at += TOLD_EVERY) {
    await database.tenant(tenantId, async (tx) => {
      for (const document of documents.slice(at, at + TOLD_EVERY)) {
        const texts = sendsTexts && staysInside(document) ? [] : await textsToEmbed(tx, document, name)
        readings.push({ document, texts })
      }
    })
  }
  return readings
}

// No transaction is open while the model works.
async function ingestDocument(
  services: KnowledgeServices,
  tenantId: TenantId,
  { document, texts }: Reading,
  signal: AbortSignal,
): Promise<StoredDocument> {
  const vectors = await withFallback(services, { event: 'embedding-unavailable', during: 'ingestion', signal }, () =>
    services.embedder.embed(texts, { signal }),
  )
  const byText = new Map((vectors ?? []).map((vector, index) => [texts[index] ?? '', vector]))
  return storeForSearch(services, tenantId, document, byText)
}
