import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cholesky } from '#dialogue/recognition/cholesky.ts'
import { trainClassifier, type Example } from '#dialogue/recognition/classifier.ts'
import { leaveOneOutScores } from '#dialogue/recognition/leave-one-out.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { SEED } from '../helpers/depth.ts'

const random = randomNumbers(SEED)

function example(text: string, meaning: string | null, vector: readonly number[] | null = null): Example {
  return { words: text.split(' '), meaning, vector }
}

const EXAMPLES = [
  ...['refund my order', 'give me my money back', 'please refund the lamp', 'i want a refund'].map((text) =>
    example(text, 'refund'),
  ),
  ...['change my address', 'i have moved', 'send it to my new address', 'my address is wrong'].map((text) =>
    example(text, 'address'),
  ),
  ...['what is the weather', 'tell me a joke', 'who won the match'].map((text) => example(text, null)),
]

test('a message in other words is taken for what it is likest to, and likenesses are of one whole', () => {
  const classifier = trainClassifier(EXAMPLES)
  for (const [text, meaning] of [
    ['refund the order please', 'refund'],
    ['i have a new address', 'address'],
    ['is the weather nice', null],
  ] as const) {
    const likely = classifier.classify(example(text, null))
    assert.equal(likely[0]?.meaning, meaning, text)
    assert.ok(likely.every(({ likeness }, index) => likeness <= (likely[index - 1]?.likeness ?? 1)))
    assert.ok(likely.reduce((sum, { likeness }) => sum + likeness, 0) <= 1)
  }
})

test('a typo leaves a message what it was', () => {
  const [first] = trainClassifier(EXAMPLES).classify(example('i want a refudn', null))
  assert.equal(first?.meaning, 'refund')
})

test('the same examples always say the same', () => {
  const [one, other] = [trainClassifier(EXAMPLES), trainClassifier(EXAMPLES)]
  const message = example('money for the lamp', null)
  assert.deepEqual(one.classify(message), other.classify(message))
  assert.deepEqual(one.least, other.least)
})

test('what nothing resembles is likest to none of them, and few examples ask for much', () => {
  const classifier = trainClassifier(EXAMPLES)
  const [first] = classifier.classify(example('xyzzy', null))
  assert.ok((first?.likeness ?? 1) < classifier.least.likeness)
  assert.ok(classifier.least.likeness > 0.7 && classifier.least.likeness < 1, String(classifier.least.likeness))
})

test('vectors tell apart what has no word in common', () => {
  const towards = (angle: number) => [Math.cos(angle), Math.sin(angle)]
  const learned = ['a', 'b', 'c', 'd'].flatMap((word, index) => [
    example(`${word}${word}`, 'left', towards(index / 40)),
    example(`${word}x${word}`, 'right', towards(1.5 + index / 40)),
  ])
  const [first] = trainClassifier(learned).classify({ words: ['unheard'], vector: towards(0.05) })
  assert.equal(first?.meaning, 'left')
})

test('what is said of examples that are left out is what a classifier without them says', () => {
  const [size, meanings] = [9, 3]
  const points = Array.from({ length: size }, () => Array.from({ length: 4 }, () => random() - 0.5))
  const classes = points.map((_, index) => index % meanings)
  const likeness = (one: number, other: number) =>
    (points[one] ?? []).reduce((sum, value, at) => sum + value * (points[other]?.[at] ?? 0), one === other ? 0.5 : 0)
  const fit = (kept: readonly number[]) => {
    const factors = new Cholesky(
      kept.map((one, row) => Float64Array.from(kept.slice(0, row + 1), (other) => likeness(one, other))),
    )
    const rights = Array.from({ length: meanings }, (_, meaning) =>
      Float64Array.from(kept, (index) => (classes[index] === meaning ? 1 : 0)),
    )
    return { inverseColumns: factors.inverseColumns(), weights: factors.solve(rights) }
  }
  const all = points.map((_, index) => index)
  const group = [1, 4, 7]
  const kept = all.filter((index) => !group.includes(index))
  const { weights } = fit(kept)
  const without = leaveOneOutScores({ ...fit(all), classes }, group)
  for (const [row, left] of group.entries()) {
    for (const [meaning, ofMeaning] of weights.entries()) {
      const expected = kept.reduce((sum, index, at) => sum + likeness(left, index) * (ofMeaning[at] ?? 0), 0)
      assert.ok(Math.abs((without[row]?.[meaning] ?? Infinity) - expected) < 1e-9)
    }
  }
})

test('where one meaning would be taken for another if nobody had thought of it, it takes more to be sure', () => {
  const learned = (words: (index: number) => string) =>
    trainClassifier(
      Array.from({ length: 60 }, (_, index) =>
        ['one', 'two', 'three', 'four'].map((more) => example(`${words(index)} ${more}`, `meaning ${index}`)),
      ).flat(),
    )
  const apart = learned((index) => `deed${index} object${index}`)
  const inPairs = learned((index) => `deed${Math.floor(index / 2)} object${index}`)
  assert.ok(inPairs.least.likeness > apart.least.likeness + 0.1, `${inPairs.least.likeness} ${apart.least.likeness}`)
})
