import { nonOwning } from './non-owning.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import type { DocumentParser } from '#documents/contract.ts'
import { openDocumentParser } from '#documents/parser.ts'
import type { Services } from '#turn/services.ts'
import type { Logger } from '#core/log.ts'
import type { Embedder } from '#models/contract.ts'
import { openDatabase, type Database } from '#memory/database/database.ts'
import { openEmbedder } from '#models/embedder.ts'
import { embeddingEndpoint } from '#models/embedding-endpoint.ts'
import { openAttackClassifier } from '#models/classifier-endpoint.ts'
import { openEntailment } from '#models/entailment-endpoint.ts'
import { openGateway } from '#models/gateway.ts'
import { openReranker } from '#models/reranker.ts'
import type { Sandbox } from '#plan-language/contract.ts'
import { openSandbox } from '#plan-language/sandbox.ts'

/** The parts that are expensive to open: processes, an embedding model, and a database that no other process uses meanwhile. */
export interface LentParts {
  readonly database?: Database
  readonly sandbox?: Sandbox
  readonly embedder?: Embedder
  readonly parser?: DocumentParser
}

/** Where runs are kept and where programs run: opened side by side, since each takes its time. */
export async function openDatabaseAndSandbox(
  { config, context: { log }, signal, onProgress, lent = {} }: OpenOptions,
  parts: AsyncDisposableStack,
): Promise<Pick<Services, 'database' | 'sandbox'>> {
  const [database, sandbox] = await allOrNone(parts, [
    lent.database
      ? Promise.resolve(nonOwning(lent.database))
      : openDatabase({ url: config.DATABASE_URL ?? null, dataDir: config.DATA_DIR, log, signal, onProgress }),
    sandboxOf(config, { log, signal, lent }),
  ])
  return { database, sandbox }
}

/** What reads words and files: the models, and the parser of documents. */
export async function openReaders(
  { config, context: { log }, signal, lent = {} }: OpenOptions,
  parts: AsyncDisposableStack,
): Promise<Pick<Services, 'embedder' | 'reranker' | 'entailment' | 'classifier' | 'parser' | 'gateway'>> {
  const embedder = parts.use(
    lent.embedder
      ? nonOwning(lent.embedder)
      : openEmbedder({ endpoint: embeddingEndpoint(config), agentsDir: config.AGENTS_DIR }),
  )
  const parser = parts.use(lent.parser ? nonOwning(lent.parser) : openDocumentParser({ log, signal }))
  const gateway = await openGateway({
    apiKey: config.OPENAI_API_KEY ?? null,
    baseUrl: config.OPENAI_BASE_URL,
    model: config.OPENAI_MODEL,
    replyMs: config.MODEL_REPLY_MS,
    log,
  })
  const reranker = rerankerOf(config)
  return { embedder, reranker, entailment: entailmentOf(config), classifier: classifierOf(config), parser, gateway }
}

interface OpenOptions {
  readonly config: Config
  readonly context: Context
  readonly signal: AbortSignal
  readonly onProgress: (text: string) => void
  readonly lent?: LentParts
}

/** What is opened side by side is closed with the rest, also where one of them doesn't open. */
async function allOrNone<const Parts extends readonly Promise<AsyncDisposable>[]>(
  parts: AsyncDisposableStack,
  opening: Parts,
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  for (const opened of await Promise.allSettled(opening)) if (opened.status === 'fulfilled') parts.use(opened.value)
  return Promise.all(opening)
}

function sandboxOf(
  config: Config,
  { log, signal, lent }: { readonly log: Logger; readonly signal: AbortSignal; readonly lent: LentParts },
): Promise<Sandbox> {
  if (lent.sandbox) return Promise.resolve(nonOwning(lent.sandbox))
  return openSandbox({
    log,
    signal,
    socket: config.SANDBOX_SOCKET ?? null,
    size: config.SANDBOX_PROCESSES,
    production: config.NODE_ENV === 'production',
    networkAccepted: config.SANDBOX_NETWORK === 'accepted',
  })
}

function rerankerOf({ RERANKER_BASE_URL: baseUrl, RERANKER_MODEL: model, RERANKER_API_KEY: apiKey }: Config) {
  return baseUrl && model ? openReranker({ baseUrl, model, apiKey: apiKey ?? null }) : null
}

function entailmentOf({ ENTAILMENT_BASE_URL: baseUrl, ENTAILMENT_API_KEY: apiKey }: Config) {
  return baseUrl ? openEntailment({ baseUrl, apiKey: apiKey ?? null }) : null
}

function classifierOf({ ATTACK_CLASSIFIER_BASE_URL: baseUrl, ATTACK_CLASSIFIER_API_KEY: apiKey }: Config) {
  return baseUrl ? openAttackClassifier({ baseUrl, apiKey: apiKey ?? null }) : null
}
