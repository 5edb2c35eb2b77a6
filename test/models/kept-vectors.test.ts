import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { VectorFileCache } from '#models/embedding/vector-file-cache.ts'

const TEXTS = ['refund an order', 'where is it']
const VECTORS = [
  [0.6, 0.8],
  [1, 0],
]

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'vectors-'))
  t.after(() => rm(made, { recursive: true, force: true }))
  return made
}

/** What is kept of texts: all of them, or null where one isn't. */
async function read(kept: VectorFileCache, model: string, texts: readonly string[]) {
  const { vectors } = await kept.read(model, texts)
  const found = texts.map((text) => vectors.get(text))
  return found.includes(undefined) ? null : found
}

test('vectors come back as they were, for these texts and this model alone', async (t) => {
  const kept = new VectorFileCache(join(await folder(t), 'new'), 2)
  assert.equal(await read(kept, 'model', TEXTS), null)
  await kept.write('model', TEXTS, VECTORS)
  assert.deepEqual(await read(kept, 'model', TEXTS), VECTORS)
  assert.equal(await read(kept, 'another', TEXTS), null)
})

test('of a set that has changed, the texts that stayed are known', async (t) => {
  const kept = new VectorFileCache(await folder(t), 2)
  await kept.write('model', TEXTS, VECTORS)
  assert.equal((await kept.read('model', TEXTS)).isSet, true)
  const changed = ['where is it', 'a new one', 'refund an order']
  const { vectors, isSet } = await kept.read('model', changed)
  assert.deepEqual([...vectors].toSorted(), [
    ['refund an order', [0.6, 0.8]],
    ['where is it', [1, 0]],
  ])
  assert.equal(isSet, false)
  assert.equal((await kept.read('model', TEXTS.toReversed())).isSet, false)
})

test('a file that is damaged or cut counts as missing', async (t) => {
  const dir = await folder(t)
  const kept = new VectorFileCache(dir, 2)
  await kept.write('model', TEXTS, VECTORS)
  const [name] = await readdir(dir)
  assert.ok(name)
  const whole = await readFile(join(dir, name))
  const changed = Buffer.from(whole)
  changed[whole.length - 1] = (changed.at(-1) ?? 0) ^ 1
  for (const bytes of [changed, whole.subarray(0, -8), Buffer.alloc(0)]) {
    await writeFile(join(dir, name), bytes)
    assert.equal(await read(kept, 'model', TEXTS), null)
  }
})

test('the longest unused goes when there are many, and a folder that can’t be written keeps nothing', async (t) => {
  const dir = await folder(t)
  const kept = new VectorFileCache(dir, 2)
  for (let at = 0; at < 12; at++) {
    await kept.write('model', [`text ${at}`, `and ${at}`], VECTORS)
    assert.ok(await read(kept, 'model', ['text 0', 'and 0']))
  }
  assert.equal((await readdir(dir)).length, 10)
  assert.equal(await read(kept, 'model', ['text 1', 'and 1']), null)
  await rm(dir, { recursive: true })
  await writeFile(dir, '')
  await chmod(dir, 0o400)
  await kept.write('model', TEXTS, VECTORS)
  assert.equal(await read(kept, 'model', TEXTS), null)
})
