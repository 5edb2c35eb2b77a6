import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig, type Config } from '#core/config.ts'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'
import { precomputedVectors } from '#models/embedding/embedded-embedder.ts'
import { openEmbedder } from '#models/embedder.ts'
import type { Embedder } from '#models/contract.ts'
import { migrateBeforeServer } from '../db/migrate.ts'
import { startApp } from '../src/app/app.ts'
import { openExampleShop } from '../src/app/example-shop.ts'

/** What a first start with these agents embeds, as it is without data: each text with its vector. */
export async function embeddedByStart(
  { AGENTS_DIR }: Pick<Config, 'AGENTS_DIR'>,
  embedder: Embedder,
): Promise<ReadonlyMap<string, readonly number[]>> {
  await using parts = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-vectors-'))
  parts.defer(() => rm(dataDir, { recursive: true, force: true }))
  const own = {
    AGENTS_DIR,
    DATA_DIR: dataDir,
    DATABASE_URL: undefined,
    EMBEDDINGS_BASE_URL: undefined,
    LOG_LEVEL: 'error',
  }
  const config = readConfig({ ...process.env, ...own })
  const log = createLogger(config.LOG_LEVEL)
  const onProgress = (): void => {}
  const database = parts.use(await migrateBeforeServer(config, log, onProgress))
  const { signal } = new AbortController()
  const shop = parts.use(await openExampleShop(config, signal))
  const recording = recorded(embedder)
  const context = systemContext(log)
  const lent = { embedder: recording.embedder, ...(database === null ? {} : { database }) }
  parts.use(await startApp({ config: shop.config, context, port: null, onProgress, signal, lent }))
  return await recording.all()
}

/** The same embedder, and what it was asked for. */
function recorded(embedder: Embedder) {
  const asked: Promise<readonly (readonly [string, readonly number[]])[]>[] = []
  const embed: Embedder['embed'] = async (texts, options) => {
    const vectors = embedder.embed(texts, options)
    asked.push(vectors.then((made) => texts.map((text, at) => [text, made[at] ?? []] as const)))
    return await vectors
  }
  return { embedder: { ...embedder, embed }, all: async () => new Map((await Promise.all(asked)).flat()) }
}

// After a change of what an agent is taught, or of its documents: what a start would embed each time is kept beside them.
if (import.meta.main) {
  const { AGENTS_DIR } = readConfig()
  await using embedder = openEmbedder({ endpoint: null })
  const vectors = await embeddedByStart({ AGENTS_DIR }, embedder)
  await precomputedVectors(AGENTS_DIR).write(vectors)
  console.log(`${vectors.size} texts have their vectors in ${AGENTS_DIR}/vectors.txt.`)
}
