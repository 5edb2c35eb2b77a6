import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemContext } from '#core/context.ts'
import { embedPassages } from '#knowledge/search/embed-passages.ts'
import { readyForSearch } from '#knowledge/search/ready-for-search.ts'
import { storeForSearch } from '#knowledge/search/store-for-search.ts'
import { createLogger } from '#core/log.ts'
import { embeddedText, type NewDocument } from '#memory/documents/prepare-document.ts'
import { PACKAGE_ROOT } from '#package-root.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { openEmbedder } from '#models/embedder.ts'
import { testDatabase } from '../test/helpers/database.ts'
import { Closing } from './closing.ts'
import type { Figure } from './figure.ts'

const PASSAGES = 2_000

/**
 * Taking in real passages, from Markdown that is read to vectors that are found by: the pages that the installed packages
 * bring along. Beside it the embedded model alone, on the same words.
 */
export async function ingestionFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  await using embedder = openEmbedder({ endpoint: null })
  const signal = AbortSignal.timeout(1_200_000)
  const services = {
    database: await testDatabase(closing),
    embedder,
    context: systemContext(createLogger('silent')),
  }
  await embedder.embed(['the first costs the start of the model'], { signal })
  const texts: string[] = []
  const reading = await seconds(async () => {
    for (const document of readMes()) {
      if (texts.length >= PASSAGES) return
      const prepared = await readyForSearch(document, signal)
      texts.push(...prepared.pieces.map(embeddedText))
      await storeForSearch(services, DEFAULT_TENANT, prepared)
    }
  })
  const embedding = await seconds(() => embedPassages(services, DEFAULT_TENANT, signal))
  const words = [...new Set(texts)]
  const alone = await seconds(async () => {
    for (let at = 0; at < words.length; at += 32) await embedder.embed(words.slice(at, at + 32), { signal })
  })
  const rate = (count: number, of: number) => `${Math.round(count / of)} passages/s`
  return [
    { name: `ingestion: ${texts.length} passages, found by their words`, value: rate(texts.length, reading) },
    {
      name: 'ingestion: … by their meaning too',
      value: rate(texts.length, reading + embedding),
      baseline: {
        name: 'the embedded model alone',
        value: rate(words.length, alone),
        ratio: words.length / alone / (texts.length / (reading + embedding)),
      },
    },
  ]
}

function* readMes(): Generator<NewDocument> {
  const folder = join(PACKAGE_ROOT, 'node_modules')
  for (const path of globSync(['*/README.md', '@*/*/README.md'], { cwd: folder }).toSorted()) {
    const text = readFileSync(join(folder, path), 'utf8')
    if (text.trim() !== '') {
      yield {
        agents: ['shared'],
        source: `bench:${path}`,
        title: path,
        text,
        owner: null,
        acl: ['public'],
        class: 'public',
      }
    }
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1_000
}
