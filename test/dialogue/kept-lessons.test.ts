import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { trainClassifier, type Example } from '#dialogue/recognition/classifier.ts'
import { ClassifierCache } from '#dialogue/recognition/classifier-cache.ts'

const root = mkdtempSync(join(tmpdir(), 'lessons-'))
after(() => rmSync(root, { recursive: true, force: true }))

function example(text: string, meaning: string | null): Example {
  return { words: text.split(' '), vector: [Math.fround(text.length / 50), 0.5], meaning }
}

const EXAMPLES = [
  ...['refund my order', 'give me my money back', 'pay me back please'].map((text) => example(text, 'refund')),
  ...['cancel my order', 'stop the order', 'do not ship it'].map((text) => example(text, 'cancel')),
  ...['good morning', 'what a day', 'tell me a joke'].map((text) => example(text, null)),
]
const trained = trainClassifier(EXAMPLES)
const MESSAGE = example('could you pay back my order', null)

/** The one file of a new folder in which the lesson is kept. */
function keptIn(name: string): { readonly kept: ClassifierCache; readonly file: string } {
  const folder = join(root, name)
  const kept = new ClassifierCache(folder)
  kept.write(EXAMPLES, trained)
  const [only = ''] = readdirSync(folder)
  return { kept, file: join(folder, only) }
}

test('what was learned comes back as it was, and tells messages apart as if it had been learned anew', () => {
  const { kept } = keptIn('whole')
  const lesson = kept.read(EXAMPLES)
  assert.ok(lesson)
  const again = trainClassifier(EXAMPLES, lesson)
  assert.deepEqual(again.classify(MESSAGE), trained.classify(MESSAGE))
  assert.deepEqual([again.trials, again.least], [trained.trials, trained.least])
})

test('it is of just these examples: another text, meaning, vector or order has none', () => {
  const { kept } = keptIn('others')
  const [first, ...others] = EXAMPLES
  assert.ok(first)
  for (const changed of [
    [{ ...first, words: ['other'] }, ...others],
    [{ ...first, meaning: 'cancel' }, ...others],
    [{ ...first, vector: [0.1, 0.2] }, ...others],
    [{ ...first, vector: null }, ...others],
    [...others, first],
    others,
  ])
    assert.equal(kept.read(changed), null)
})

test('a file that is cut, changed, or empty counts as missing', () => {
  const { kept, file } = keptIn('damaged')
  const whole = readFileSync(file)
  const flipped = Buffer.from(whole)
  flipped[whole.length - 9] = (flipped[whole.length - 9] ?? 0) ^ 1
  for (const damaged of [whole.subarray(0, -1), flipped, Buffer.alloc(0), Buffer.from('nonsense')]) {
    writeFileSync(file, damaged)
    assert.equal(kept.read(EXAMPLES), null)
  }
  writeFileSync(file, whole)
  assert.ok(kept.read(EXAMPLES))
})

test('what is whole and no lesson of these examples counts as missing, too', () => {
  const { kept, file } = keptIn('shapes')
  const { least, trials, weights, sharpness } = trained
  for (const other of [
    null,
    { least, trials, weights },
    { least, trials, sharpness, weights: weights.slice(1) },
    { least, trials, sharpness, weights: weights.map((ofOne) => ofOne.slice(1)) },
    { least, trials: trials.slice(1), sharpness, weights },
    { least: { ...least, lead: Number.NaN }, trials, sharpness, weights },
    { least, trials, sharpness, weights: weights.map((ofOne) => ofOne.map(() => Number.NaN)) },
  ]) {
    const body = serialize(other)
    writeFileSync(file, Buffer.concat([createHash('sha256').update(body).digest(), body]))
    assert.equal(kept.read(EXAMPLES), null, JSON.stringify(other))
  }
})

test('where nothing can be written nothing is kept, and nothing fails', () => {
  const file = join(root, 'a-file')
  writeFileSync(file, '')
  const kept = new ClassifierCache(join(file, 'folder'))
  kept.write(EXAMPLES, trained)
  assert.equal(kept.read(EXAMPLES), null)
})

test('the ten that were used last are kept', () => {
  const folder = join(root, 'many')
  const kept = new ClassifierCache(folder)
  for (let count = 0; count < 12; count += 1) kept.write([...EXAMPLES, example(`more ${count}`, null)], trained)
  assert.equal(readdirSync(folder).length, 10)
})
