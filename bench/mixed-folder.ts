import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { z } from 'zod'
import { startCommand } from '../test/channels/cli/run-parley.ts'
import { BROKEN_FILES, hostileFiles } from '../test/fixtures/documents/bad-files.ts'
import { goodFiles } from '../test/fixtures/documents/good-files.ts'
import { HIDING_FILES } from '../test/fixtures/documents/hidden-files.ts'
import { startParley } from '../test/helpers/parley.ts'
import { startTestShop } from '../test/helpers/shop.ts'
import { Closing } from './closing.ts'
import type { Figure } from './figure.ts'

/** Sound files of each format. */
const OF_EACH = 26
const WITHIN_MS = 1_200_000

const Report = z.object({
  stored: z.array(z.string()),
  failed: z.array(z.object({ name: z.string(), code: z.string() })),
})

/**
 * `parley ingest` over a folder of more than 300 files of all formats, sound ones, ones that hide text, broken and hostile
 * ones, into an empty server: how many came in, and why the others didn't.
 */
export async function mixedFolderFigures(): Promise<readonly Figure[]> {
  await using closing = new Closing()
  const shop = await startTestShop(closing)
  const { url, place } = await startParley(closing, { shop })
  const folder = await mkdtemp(join(tmpdir(), 'parley-mixed-'))
  closing.after(() => rm(folder, { recursive: true }))
  const files = [
    ...within('sound', goodFiles(OF_EACH)),
    ...within('hiding', HIDING_FILES),
    ...within('broken', BROKEN_FILES),
    ...within('hostile', hostileFiles()),
  ]
  for (const { name, bytes } of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
  }
  const startedAt = performance.now()
  const words = ['ingest', folder, '--source', 'mixed', '--acl', 'public', '--json']
  const env = { ...place.environment, PORT: new URL(url).port }
  const { out } = await startCommand(words, { dataDir: place.dataDir, env, withinMs: WITHIN_MS }).ended
  const seconds = Math.round((performance.now() - startedAt) / 1_000)
  const { stored, failed } = Report.parse(JSON.parse(out))
  return [
    { name: `mixed folder: ${files.length} files handed in`, value: `${seconds} s` },
    { name: `mixed folder: ${stored.length} came in`, value: counted(stored.map((name) => extname(name).slice(1))) },
    { name: `mixed folder: ${failed.length} refused`, value: counted(failed.map(({ code }) => code)) },
  ]
}

function within(folder: string, files: readonly { readonly name: string; readonly bytes: Uint8Array }[]) {
  return files.map(({ name, bytes }) => ({ name: `${folder}/${name}`, bytes }))
}

function counted(words: readonly string[]): string {
  const counts = Map.groupBy(words, (word) => word)
  return [...counts]
    .map(([word, { length }]) => `${word} ${length}`)
    .toSorted()
    .join(', ')
}
