import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groundSentence } from '#answers/grounding.ts'
import { findInStretch, stretchesOf, stretchText } from '#answers/place/stretch.ts'
import { prepareDocument } from '#memory/documents/prepare-document.ts'

// A section that is cut into four passages, and one after it.
const items = Array.from(
  { length: 40 },
  (_, item) => `- Item ${item} of the list says that box ${item + 100} stands on shelf ${item + 200}.`,
)
const text = `# Shelves\n\nWhat stands where.\n\n## Boxes\n\n${items.join('\n')}\n\n## Keys\n\nThe keys hang at the door.\n`
const document = prepareDocument({
  agents: ['shared'],
  source: 's',
  title: 'Shelves',
  text,
  owner: null,
  acl: [],
  class: 'public',
})
const passages = document.pieces.map((piece) => ({
  ...piece,
  passageId: `p${piece.ordinal}`,
  document: { id: 'd', title: 'Shelves', version: 1 },
}))
const pick = (...ordinals: readonly number[]) => ordinals.flatMap((ordinal) => passages[ordinal] ?? [])
const ordinals = (stretches: ReturnType<typeof stretchesOf<(typeof passages)[number]>>) =>
  stretches.map((stretch) => stretch.map(({ ordinal }) => ordinal))

test('the document is cut as these tests want it', () => {
  assert.deepEqual(
    passages.map(({ heading }) => heading.split(' › ').at(-1)),
    ['Shelves', 'Boxes', 'Boxes', 'Boxes', 'Keys'],
  )
})

for (const [title, found, places, expected] of [
  ['the halves of a section take one place, in the document’s order', [2, 4, 1], 2, [[1, 2], [4]]],
  ['what joins two stretches makes them one', [1, 3, 2], 2, [[1, 2, 3]]],
  ['a passage of another section is a place of its own', [3, 4, 0], 3, [[3], [4], [0]]],
  ['after the last place only what belongs to one is added', [1, 4, 0, 2], 2, [[1, 2], [4]]],
  ['what isn’t next to it doesn’t belong to it', [1, 3], 2, [[1], [3]]],
] as const) {
  test(title, () => assert.deepEqual(ordinals(stretchesOf(pick(...found), places)), expected))
}

test('a neighbour in another version, or another document, is none', () => {
  const [one, two] = pick(1, 2)
  assert.ok(one && two)
  for (const other of [{ version: 2 }, { id: 'e' }]) {
    assert.equal(stretchesOf([one, { ...two, document: { ...two.document, ...other } }], 2).length, 2)
  }
})

test('sections with the same heading are two places, whose words are never joined over it', () => {
  const twice = '# Rates\n\n## Note\n\nIn winter it costs 5 EUR.\n\n## Note\n\nIn summer it costs 9 EUR.\n'
  const { pieces } = prepareDocument({
    agents: ['shared'],
    source: 's',
    title: 'Rates',
    text: twice,
    owner: null,
    acl: [],
    class: 'public',
  })
  const found = pieces.map((piece) => ({
    ...piece,
    passageId: `${piece.ordinal}`,
    document: { id: 'd', title: 'Rates', version: 1 },
  }))
  assert.deepEqual(
    found.map(({ heading }) => heading),
    ['Rates › Note', 'Rates › Note'],
  )
  assert.equal(stretchesOf(found, 2).length, 2)
})

test('no stretch is longer than three passages', () => {
  const long = `# Boxes\n\n${items.concat(items).join('\n')}`
  const pieces = prepareDocument({
    agents: ['shared'],
    source: 's',
    title: 'B',
    text: long,
    owner: null,
    acl: [],
    class: 'public',
  }).pieces
  const found = pieces.map((piece) => ({
    ...piece,
    passageId: `${piece.ordinal}`,
    document: { id: 'd', title: 'B', version: 1 },
  }))
  assert.ok(found.length > 4)
  assert.deepEqual(Math.max(...stretchesOf(found, 6).map((stretch) => stretch.length)), 3)
})

const [stretch] = stretchesOf(pick(2, 1), 1)
assert.ok(stretch)

test('a quote from any passage of a stretch is cited at its own place in its own passage', () => {
  for (const passage of stretch) {
    const quote = passage.text.slice(2, passage.text.indexOf('.'))
    const [found, ...more] = findInStretch(quote, stretch)
    assert.equal(more.length, 0)
    assert.equal(found?.evidence.passageId, passage.passageId)
    assert.equal(text.slice(found?.evidence.span.start, found?.evidence.span.end), quote)
  }
})

test('a quote over the border of two passages is cited as its share of each, word for word', () => {
  const [before, after] = stretch
  const lastOf = before.text.split('\n').at(-1) ?? ''
  const firstOf = after?.text.split('\n')[0] ?? ''
  const found = findInStretch(`${lastOf} ${firstOf}`, stretch)
  assert.deepEqual(
    found.map(({ evidence }) => [evidence.passageId, text.slice(evidence.span.start, evidence.span.end)]),
    [
      [before.passageId, lastOf],
      [after?.passageId, firstOf],
    ],
  )
  assert.ok(found.every(({ evidence }) => text.slice(evidence.span.start, evidence.span.end) === evidence.quote))
})

test('what is joined from parts that don’t follow each other stands nowhere in a stretch', () => {
  const [first, second] = [stretch[0].text.split('\n')[0], stretch[1]?.text.split('\n').at(-1)]
  assert.deepEqual(findInStretch(`${first} ${second}`, stretch), [])
  assert.deepEqual(findInStretch(`${first?.slice(0, -2)}9.`, stretch), [])
})

test('a sentence of a model is held against the stretch that it names', () => {
  const [keys] = pick(4)
  assert.ok(keys)
  const ground = { stretches: [[keys] as const, stretch], question: '' }
  const [, second] = stretch
  const quote = second?.text.split('\n')[0]?.slice(2) ?? ''
  const sentence = (passage: number) => ({ text: quote, quotes: [{ passage, quote }] })
  assert.equal(groundSentence(sentence(2), ground)?.evidence[0]?.passageId, second?.passageId)
  assert.equal(groundSentence(sentence(1), ground), null)
})

test('a model reads a stretch as the document has it', () => {
  const [from, to] = [stretch[0].start, stretch.at(-1)?.end]
  assert.equal(stretchText(stretch), text.slice(from, to))
})
