import { createHash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadAgents } from '#agents/load-agent.ts'
import { systemContext } from '#core/context.ts'
import { openDocumentParser } from '#documents/parser.ts'
import { ingestFolder } from '#knowledge/knowledge.ts'
import { createLogger } from '#core/log.ts'
import type { Database } from '#memory/database/database.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'
import { openKeptEmbedder } from './kept-embedder.ts'
import './built.ts'

const ROOT = join(import.meta.dirname, '../..')
const AGENTS = join(ROOT, 'agents')

/** The files that decide what is stored of a document, and the documents. */
const MADE_OF = [
  'agents/**/*.*',
  'package-lock.json',
  'src/text/markdown-segments.ts',
  'src/{documents,knowledge,guardrails/instructions,models/embedding}/**/*.ts',
  'src/guardrails/screening/prompt-injection.ts',
  'src/text/sentences.ts',
  'src/models/embedding/embedded-embedder.ts',
  'src/memory/{documents,prepare-document,split-markdown}.ts',
  'src/memory/documents/**/*.ts',
]

/** What tells whether documents that were ingested earlier are what would be ingested now. */
export async function exampleDocumentsKey(): Promise<string> {
  const hash = createHash('sha256')
  const paths = await Array.fromAsync(glob(MADE_OF, { cwd: ROOT }))
  for (const path of paths.toSorted()) hash.update(path).update(await readFile(join(ROOT, path)))
  return hash.digest('hex')
}

/** Ingests the example agents' documents as a first start does: what a server finds that isn't started for the first time. */
export async function ingestExampleDocuments(database: Database): Promise<void> {
  const log = createLogger('silent')
  const signal = AbortSignal.timeout(120_000)
  const context = systemContext(log)
  await using embedder = openKeptEmbedder()
  await using parser = openDocumentParser({ log, signal })
  const loaded = await loadAgents(AGENTS, { reference: () => 'https://shop.example/mcp', parsePlaybook })
  if (!loaded.ok) throw new Error(`the example agents can't be read: ${JSON.stringify(loaded.problems)}`)
  for (const agent of loaded.agents) {
    const services = { database, embedder, parser, context }
    await ingestFolder(services, DEFAULT_TENANT, agent, { signal, onProgress: () => {} })
  }
}
