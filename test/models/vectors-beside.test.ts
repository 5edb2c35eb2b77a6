import assert from 'node:assert/strict'
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { embeddedByStart } from '../../bin/keep-vectors.ts'
import { EMBEDDED_NAME, precomputedVectors } from '#models/embedding/embedded-embedder.ts'
import { PrecomputedVectors } from '#models/embedding/precomputed-vectors.ts'
import { openEmbedder } from '#models/embedder.ts'
import { lentParts } from '../helpers/lent-parts.ts'
import { PACKAGE_ROOT } from '#package-root.ts'

const AGENTS_DIR = join(PACKAGE_ROOT, 'agents')
const LEAST_COSINE = 0.9999
const { signal } = new AbortController()

function cosine(one: readonly number[] = [], other: readonly number[] = []): number {
  return one.reduce((sum, number, at) => sum + number * (other[at] ?? 0), 0)
}

test('a first start embeds nothing: the vectors of what the agents know came with them', async () => {
  const { embedder } = await lentParts()
  const asked = [...(await embeddedByStart({ AGENTS_DIR }, embedder)).keys()]
  assert.ok(asked.length > 500)
  const came = await precomputedVectors(AGENTS_DIR).read(asked)
  const missing = asked.filter((text) => !came.has(text))
  assert.deepEqual(missing.slice(0, 5), [], `${missing.length} are missing: npm run keep:vectors`)
  await using model = openEmbedder({ endpoint: null })
  const some = asked.filter((_, at) => at % 200 === 0)
  const made = await model.embed(some, { signal })
  for (const [at, text] of some.entries()) assert.ok(cosine(came.get(text), made[at]) > LEAST_COSINE, text)
})

test('what is read back is what was written, for these texts and this model alone', async () => {
  await using embedder = openEmbedder({ endpoint: null })
  const texts = ['i want my money back for order', 'refund order', 'where is my parcel']
  const made = await embedder.embed(texts, { signal })
  const file = join(await mkdtemp(join(tmpdir(), 'beside-')), 'vectors.txt')
  try {
    const beside = new PrecomputedVectors(file, { model: EMBEDDED_NAME, dimensions: embedder.dimensions })
    await beside.write(new Map(texts.map((text, at) => [text, made[at] ?? []])))
    await appendFile(file, 'a line of something else\n0123 AAAA\n')
    const read = await beside.read([...texts, 'not there'])
    assert.deepEqual([...read.keys()], texts)
    for (const [at, text] of texts.entries()) {
      assert.ok(Math.abs(Math.hypot(...(read.get(text) ?? [])) - 1) < 1e-9)
      assert.ok(cosine(read.get(text), made[at]) > LEAST_COSINE, text)
    }
    const another = new PrecomputedVectors(file, { model: 'another', dimensions: embedder.dimensions })
    assert.equal((await another.read(texts)).size, 0)
    const longer = new PrecomputedVectors(file, { model: EMBEDDED_NAME, dimensions: 3 })
    assert.equal((await longer.read(texts)).size, 0)
  } finally {
    await rm(join(file, '..'), { recursive: true, force: true })
  }
})
