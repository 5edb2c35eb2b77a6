import type { KnowledgeServices } from '../services.ts'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '#core/errors.ts'
import {
  forgetVectors,
  leaseEmbedder,
  passagesToEmbed,
  type PassageToEmbed,
  readEmbedders,
  releaseEmbedder,
  retireOtherVectors,
  serveEmbedder,
  storeVectors,
} from '#memory/documents/embedders.ts'
import { embeddedText } from '#memory/documents/prepare-document.ts'
import { questionsToEmbed, storeQuestionVectors } from '#memory/documents/question-vectors.ts'
import type { Tx } from '#memory/database/database.ts'
import type { TenantId } from '#core/principal.ts'
import { forgetServing } from './serving-embedder.ts'

/** Passages that are embedded, and stored, at a time: what a kill in the middle costs. */
const BATCH = 32
/** Renewed at a third of it, whatever a batch takes: how long another waits after a process died. */
const LEASE_MS = 30_000
/** Waits after a batch that failed: doubled each time, from the first to the longest. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
/** Rows that one statement takes out of the index, which it walks for each. */
const ROWS_AT_ONCE = 2_000
/** Words that come back after longer than this are embedded again. */
const REMEMBERED_MS = 30 * 86_400_000

/**
 * Gives every passage in search, and every question that its document lists, a vector by the embedder that is wanted, but for regulated ones where that embedder would
 * send them out of this process, and then lets it serve. Until then the
 * vectors of the one before serve. It goes on where it was stopped; two processes never do it at once, and one whose
 * configuration is older than another's leaves it alone. False where something is left that nobody will tell of: another
 * process is at it, and may die.
 */
export async function embedPassages(
  services: KnowledgeServices,
  tenantId: TenantId,
  signal: AbortSignal,
): Promise<boolean> {
  const { database, embedder, context } = services
  const holder = context.newId()
  const { name, sendsTexts } = embedder
  const isWanted = async (tx: Tx): Promise<boolean> => (await readEmbedders(tx)).wanted === name
  const lease = () =>
    database.tenant(
      tenantId,
      async (tx) => (await isWanted(tx)) && (await leaseEmbedder(tx, { name, holder, leaseMs: LEASE_MS })),
    )
  if (!(await lease())) return !(await database.tenant(tenantId, isWanted))
  // Where it can't be renewed, another one takes it in time, and what is made twice is stored once.
  const renewal = setInterval(() => void lease().catch(() => false), LEASE_MS / 3)
  try {
    let after: string | null = null
    let isHeld = true
    do {
      const { passages, next } = await database.tenant(tenantId, (tx) =>
        passagesToEmbed(tx, { name, sendsTexts, after, limit: BATCH }),
      )
      if (passages.length > 0) {
        await embedBatch(services, tenantId, passages, signal)
        context.log.debug({ event: 'passages-embedded', embedder: name, passages: passages.length })
      }
      after = next
      isHeld = await lease()
    } while (isHeld && after !== null)
    // Whoever has it now, or asked for another embedder, says what serves.
    return (
      isHeld && (await letServe(services, tenantId)) && (await embedQuestions(services, tenantId, { lease, signal }))
    )
  } finally {
    clearInterval(renewal)
    await database.tenant(tenantId, (tx) => releaseEmbedder(tx, name, holder))
  }
}

// No transaction is open while the model works.
async function embedBatch(
  { database, embedder, context }: KnowledgeServices,
  tenantId: TenantId,
  passages: readonly PassageToEmbed[],
  signal: AbortSignal,
): Promise<void> {
  const vectors = await embedPatiently({ embedder, context }, passages.map(embeddedText), signal)
  const rows = passages.map(({ id }, index) => ({ passageId: id, vector: vectors[index] ?? [] }))
  await database.tenant(tenantId, (tx) => storeVectors(tx, embedder.name, rows))
}

/**
 * Gives listed questions vectors of the embedder that serves. They have one each, so those of the one before serve until
 * every passage has its own. False where another process took over.
 */
async function embedQuestions(
  services: KnowledgeServices,
  tenantId: TenantId,
  { lease, signal }: { readonly lease: () => Promise<boolean>; readonly signal: AbortSignal },
): Promise<boolean> {
  const { database, embedder } = services
  const { name, sendsTexts } = embedder
  for (;;) {
    const lacking = await database.tenant(tenantId, (tx) => questionsToEmbed(tx, { name, sendsTexts, limit: BATCH }))
    if (lacking.length === 0) return true
    const vectors = await embedPatiently(
      services,
      lacking.map(({ question }) => question),
      signal,
    )
    const rows = lacking.map(({ id }, index) => ({ id, vector: vectors[index] ?? [] }))
    await database.tenant(tenantId, (tx) => storeQuestionVectors(tx, name, rows))
    if (!(await lease())) return false
  }
}

function embedPatiently(
  { embedder, context }: Pick<KnowledgeServices, 'embedder' | 'context'>,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  return withBackOff(
    () => embedder.embed(texts, { signal }),
    (code, waitMs) => context.log.warn({ event: 'embedding-unavailable', code, embedder: embedder.name, waitMs }),
    signal,
  )
}

async function withBackOff<T>(
  attempt: () => Promise<T>,
  onFailure: (code: string, waitMs: number) => void,
  signal: AbortSignal,
): Promise<T> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs *= 2) {
    signal.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      signal.throwIfAborted()
      // The next sweep begins anew.
      if (!(error instanceof AppError && error.retryable) || waitMs > LONGEST_WAIT_MS / 2) throw error
      onFailure(error.code, waitMs)
      await delay(waitMs, undefined, { signal })
    }
  }
}

/** False where passages came meanwhile that it has no vectors of. */
async function letServe({ database, embedder, context }: KnowledgeServices, tenantId: TenantId): Promise<boolean> {
  const { serving } = await database.tenant(tenantId, readEmbedders)
  if (serving !== embedder.name) {
    if (!(await database.tenant(tenantId, (tx) => serveEmbedder(tx, embedder)))) return false
    forgetServing(database, tenantId)
    context.log.info({ event: 'embedder-serves', embedder: embedder.name, before: serving })
  }
  for (;;) {
    const taken = await database.tenant(tenantId, (tx) => retireOtherVectors(tx, embedder.name, ROWS_AT_ONCE))
    if (taken < ROWS_AT_ONCE) break
  }
  const tooOld = { olderThanMs: REMEMBERED_MS, atMost: ROWS_AT_ONCE }
  await database.tenant(tenantId, (tx) => forgetVectors(tx, tooOld))
  return true
}
