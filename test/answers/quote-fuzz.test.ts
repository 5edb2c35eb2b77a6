import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { groundSentence, type QuotedSentence } from '#answers/grounding.ts'
import { stretchesOf } from '#answers/place/stretch.ts'
import { prepareDocument } from '#memory/documents/prepare-document.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import {
  BAD_QUOTES,
  BAD_SENTENCES,
  below,
  GOOD_QUOTES,
  pick,
  type Dice,
  type Given,
  type Good,
} from './quote-mutations.ts'

const MUTATIONS = howMany({ quick: 2_000, deep: 150_000 })

const random = randomNumbers(SEED)
const stretches = [...shopPages(), ...datedPages()].flatMap(stretchesIn)
const sentences = stretches.flatMap(({ text, borders }, index) =>
  [...sentencesIn(text), ...borders.map((border) => overBorder(text, border))].map((quote) => ({
    passage: index + 1,
    quote,
  })),
)
const words = stretches.flatMap(({ text }) => text.match(/[\p{L}]{3,}/gu) ?? [])
const dice: Dice = { random, given: stretches, words }
const ground = { stretches: stretches.map(({ pieces }) => pieces), question: 'What about my order A17?' }
const isShown = (sentence: QuotedSentence) => groundSentence(sentence, ground) !== null

for (const [title, kinds] of [
  ['a quote', BAD_QUOTES],
  ['a sentence', BAD_SENTENCES],
] as const) {
  test(`${title} that was tampered with never passes`, (t) => {
    t.diagnostic(`seed ${SEED}`)
    const names = Object.keys(kinds)
    const tried = new Map(names.map((name) => [name, 0]))
    for (let done = 0; done < MUTATIONS; done += 1) {
      const name = pick(names, dice)
      // Few sentences have a date to be changed: others are drawn until one has.
      let bad: QuotedSentence | null = null
      while (bad === null) bad = kinds[name]?.(pick(sentences, dice), dice) ?? null
      tried.set(name, (tried.get(name) ?? 0) + 1)
      assert.equal(isShown(bad), false, `seed ${SEED}, ${name}: ${JSON.stringify(bad)}`)
    }
    t.diagnostic([...tried].map(([name, count]) => `${name}: ${count}`).join(', '))
    assert.ok(Math.min(...tried.values()) > MUTATIONS / names.length / 2, 'a kind of mutation was hardly tried')
  })
}

test('a quote that stands there always passes, and its citation is what stands there', (t) => {
  t.diagnostic(`seed ${SEED}`)
  for (let done = 0; done < MUTATIONS; done += 1) {
    const good: Good = pick(sentences, dice)
    const name = pick(Object.keys(GOOD_QUOTES), dice)
    const sentence = GOOD_QUOTES[name]?.(good, dice) ?? assert.fail(name)
    const evidence = groundSentence(sentence, ground)?.evidence ?? []
    assert.ok(evidence.length > 0, `seed ${SEED}, ${name}: ${JSON.stringify(sentence)}`)
    const pieces = ground.stretches[good.passage - 1] ?? []
    for (const { passageId, span, quote } of evidence) {
      const piece = pieces.find((candidate) => candidate.passageId === passageId)
      assert.equal(piece?.text.slice(span.start - piece.start, span.end - piece.start), quote)
    }
    const cited = evidence.map(({ quote }) => quote).join('\n')
    assert.deepEqual(cited.split(/\s+/u), sentence.quotes[0]?.quote.trim().split(/\s+/u))
  }
})

test('the documents have sections of several passages, and headings that say the same', () => {
  assert.ok(sentences.length > 300 && stretches.length > 60, `${sentences.length} in ${stretches.length}`)
  assert.ok(stretches.filter(({ borders }) => borders.length > 0).length > 20)
  assert.ok(stretches.filter(({ pieces: [{ heading }] }) => heading.endsWith('Terms')).length > 40)
})

interface Stretched extends Given {
  readonly pieces: ReturnType<typeof stretchesOf>[number]
  /** Where its passages meet, in its text. */
  readonly borders: readonly number[]
}

// Split and put together as a model is given it. What stands there is read off the document, not off the pieces.
function stretchesIn(text: string, index: number): readonly Stretched[] {
  const name = `d${index}`
  const prepared = prepareDocument({
    agents: ['shared'],
    source: name,
    title: name,
    text,
    owner: null,
    acl: [],
    class: 'public',
  })
  const document = { id: name, title: name, version: 1 }
  const passages = prepared.pieces.map((piece) => ({ ...piece, passageId: `${name}/${piece.ordinal}`, document }))
  const headings = [...prepared.text.matchAll(/^#.*\n/gmu)]
  return stretchesOf(passages, passages.length).map((pieces) => {
    const [{ start, end: firstEnd }] = pieces
    const end = pieces.at(-1)?.end ?? firstEnd
    const beside = headings.filter(({ index: from, 0: line }) => from + line.length > start - 3 && from < end + 3)
    return {
      pieces,
      text: prepared.text.slice(start, end),
      borders: pieces.slice(1).map((piece) => piece.start - start),
      headed: beside.flatMap(({ index: from, 0: line }) => {
        const before = sentencesIn(prepared.text.slice(0, from)).at(-1)
        const behind = sentencesIn(prepared.text.slice(from + line.length))[0]
        return before && behind ? [{ before, behind }] : []
      }),
    }
  })
}

function shopPages(): readonly string[] {
  const folder = resolve(import.meta.dirname, '../../agents/support/knowledge')
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'))
  return files.toSorted().map((file) => readFileSync(join(folder, file), 'utf8'))
}

// What the shop's pages have little of: dates, weekdays, several numbers and units, "not", line breaks, other marks; and
// sections that are cut, under headings that say the same.
function datedPages(): readonly string[] {
  const number = () => 13 + below(900, { random })
  const month = () => pick(['January', 'April', 'June', 'August', 'October', 'December'], { random })
  const day = () => pick(['Monday', 'Wednesday', 'Saturday'], { random })
  const paragraph = () =>
    [
      `Until ${1 + below(12, { random })} ${month()} ${2020 + below(9, { random })} the offer costs ${number()}.50 EUR – “all\nincluded”.`,
      `The workshop isn't open on ${day()}, but it is open in ${month()}.`,
      `We deliver within ${number()} to ${number()} days, or ${number()} working days at the latest.`,
      `A lamp of ${number()} watts and ${number()} cm can’t be sent by mail.`,
      `You can not cancel a booking less than ${number()} hours before it begins.`,
      `Deposits above ${number()},${number() + 100}.00 USD are never paid back.`,
      `Café tables are cleaned every ${day()}; chairs have a warranty of ${number()} months.`,
    ].join(pick([' ', '\n', '\n\n'], { random }))
  const section = () => `## Terms\n\n${Array.from({ length: 1 + below(4, { random }) }, paragraph).join('\n\n')}`
  return Array.from({ length: 12 }, (_, index) =>
    [`# Page ${index}`, ...Array.from({ length: 4 }, section)].join('\n\n'),
  )
}

// What stands on both sides of where two passages meet, from a sentence's begin to another's end.
function overBorder(text: string, border: number): string {
  const before = text.slice(0, border).trimEnd()
  const from = Math.max(...[...before.matchAll(/(?<=[.!?])\s+(?=[A-Z“])/gu)].map(({ index }) => index), 0)
  const end = /[.!?](?=\s|$)/u.exec(text.slice(border + 20))
  return text.slice(from, end ? border + 20 + end.index + 1 : undefined).trim()
}

// Sentences by their lines and full stops: in another way than the code under test.
function sentencesIn(text: string): readonly string[] {
  return text
    .split(/\n\n+|\n(?=[-|\d])/u)
    .flatMap((block) => block.split(/(?<=[.!?])\s+(?=[A-Z“])/u))
    .map((sentence) => sentence.replace(/^(?:[-*]|\d\.)\s+/u, '').trim())
    .filter((sentence) => sentence.length >= 20 && !sentence.startsWith('|'))
}
