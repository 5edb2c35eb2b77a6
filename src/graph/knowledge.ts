import type { Context } from '#context.ts'
import type { DocumentParser } from '#documents/contract.ts'
import { AppError } from '#errors.ts'
import { rarities, type RarityOf, wordsToWeigh } from '#guardrails/rarity.ts'
import type { Database, Tx } from '#memory/database.ts'
import { wantEmbedder } from '#memory/embedders.ts'
import { storedFiles } from '#memory/document-lists.ts'
import { removeMissing, storeDocument, type StoredDocument, textsToEmbed } from '#memory/documents.ts'
import { prepareDocument, type PreparedDocument } from '#memory/prepare-document.ts'
import { type FoundPassage, search } from '#memory/search.ts'
import type { Agent } from '#agents/contract.ts'
import type { Embedder } from '#models/contract.ts'
import type { Principal, TenantId } from '#principal.ts'
import { inspected } from './knowledge/inspect-document.ts'
import { FOLDER_PREFIX } from './knowledge/reserved-sources.ts'
import { readKnowledgeFiles } from './knowledge/read-files.ts'
import { servingEmbedder } from './serving-embedder.ts'

export interface KnowledgeServices {
  readonly database: Database
  readonly embedder: Embedder
  readonly context: Context
}

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

/** Finds passages that the principal may read. Without a working embedding model, by full text alone. */
export async function retrieve(
  services: KnowledgeServices,
  principal: Principal,
  question: string,
  k: number,
  signal: AbortSignal,
): Promise<Found> {
  const embedder = await servingEmbedder(services, principal.tenantId)
  const [values] = await embedOrNothing({ ...services, embedder }, [question], signal)
  const vector = values ? { values, embedder: embedder.name, weight: embedder.weight } : null
  const { results, words } = await services.database.tenant(principal.tenantId, (tx) =>
    search(tx, { query: question, words: wordsToWeigh(question), vector, readers: [principal], k }),
  )
  const similarities = results.flatMap((result) => (result.similarity === null ? [] : [result.similarity]))
  return {
    passages: results,
    rarityOf: rarities(words),
    similarity: similarities.length === 0 ? null : Math.max(...similarities),
  }
}

export interface IngestReport {
  readonly stored: readonly string[]
  readonly unchanged: readonly string[]
  /** Sources that are gone from the folder, and from search with it. */
  readonly retired: readonly string[]
}

/**
 * Brings search to what an agent's knowledge folders hold now. Called again with nothing changed, it changes nothing.
 * Only passages whose words are new are embedded, which is what takes its time and is told through `onProgress`.
 */
export async function ingestFolder(
  wanted: FolderServices,
  tenantId: TenantId,
  agent: Pick<Agent, 'name' | 'knowledge'>,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (text: string) => void },
): Promise<IngestReport> {
  await wanted.database.tenant(tenantId, (tx) => wantEmbedder(tx, wanted.embedder))
  // The one that questions are compared by; what the wanted one lacks is made in the background.
  const services = { ...wanted, embedder: await servingEmbedder(wanted, tenantId) }
  const { log } = services.context
  const prefix = `${FOLDER_PREFIX}${agent.name}/`
  const before = await services.database.tenant(tenantId, (tx) => storedFiles(tx, prefix))
  const files = await readKnowledgeFiles(agent.knowledge, prefix, {
    parser: wanted.parser,
    log,
    signal,
    stored: before,
  })
  const documents: PreparedDocument[] = []
  for (const document of files.documents) documents.push(prepareDocument(await inspected(document, signal)))
  const readings = await services.database.tenant(tenantId, (tx) => readingsOf(tx, documents, services.embedder.name))
  const toRead = readings.filter(({ texts }) => texts.length > 0).length
  if (toRead > 0) onProgress(`Reading ${toRead === 1 ? '1 document' : `${toRead} documents`}…`)
  const stored: string[] = []
  const unchanged: string[] = [...files.kept]
  for (const reading of readings) {
    signal.throwIfAborted()
    const { source } = reading.document
    const { change, version } = await ingestDocument(services, tenantId, reading, signal)
    ;(change === 'stored' ? stored : unchanged).push(source)
    if (change === 'stored') log.debug({ event: 'document-stored', source, version })
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

async function readingsOf(
  tx: Tx,
  documents: readonly PreparedDocument[],
  embedder: string,
): Promise<readonly Reading[]> {
  const readings: Reading[] = []
  for (const document of documents) readings.push({ document, texts: await textsToEmbed(tx, document, embedder) })
  return readings
}

// No transaction is open while the model works.
async function ingestDocument(
  services: KnowledgeServices,
  tenantId: TenantId,
  { document, texts }: Reading,
  signal: AbortSignal,
): Promise<StoredDocument> {
  const { database, embedder, context } = services
  const vectors = await embedOrNothing(services, texts, signal)
  const embeddings = {
    embedder: embedder.name,
    vectors: new Map(vectors.map((vector, index) => [texts[index] ?? '', vector])),
  }
  return database.tenant(tenantId, (tx) => storeDocument(tx, document, { newId: context.newId, embeddings }))
}

// Full text finds without vectors, so a model that is down costs quality and no answer.
async function embedOrNothing(
  { embedder, context }: KnowledgeServices,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  if (texts.length === 0) return []
  try {
    return await embedder.embed(texts, { signal })
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    context.log.warn({ event: 'embedding-unavailable', code: error.code, embedder: embedder.name })
    return []
  }
}
