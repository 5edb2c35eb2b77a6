import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import type { QuotablePassage } from '#guardrails/cited-text.ts'
import { groundSentence, type QuotedSentence } from '#guardrails/grounding.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { BAD_QUOTES, BAD_SENTENCES, below, GOOD_QUOTES, pick, type Dice, type Good } from './quote-mutations.ts'

/** `FUZZ_QUOTES=200000 FUZZ_SEED=1` runs as many, from that seed. */
const MUTATIONS = Number(process.env['FUZZ_QUOTES'] ?? 10_000)
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 32))

const random = randomNumbers(SEED)
const passages = [...shopPassages(), ...datedPassages()]
const sentences = passages.flatMap((passage, index) =>
  sentencesIn(passage.text).map((quote) => ({ passage: index + 1, quote })),
)
const words = passages.flatMap(({ text }) => text.match(/[\p{L}]{3,}/gu) ?? [])
const dice: Dice = { random, passages, words }
const ground = { stretches: passages.map((passage) => [passage] as const), question: 'What about my order A17?' }
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
    const [evidence] = groundSentence(sentence, ground)?.evidence ?? []
    assert.ok(evidence, `seed ${SEED}, ${name}: ${JSON.stringify(sentence)}`)
    const passage = passages[good.passage - 1]
    const { start, end } = evidence.span
    assert.equal(passage?.text.slice(start - passage.start, end - passage.start), evidence.quote)
    assert.deepEqual(evidence.quote.split(/\s+/u), sentence.quotes[0]?.quote.trim().split(/\s+/u))
  }
})

function passageOf(text: string, index: number, heading: string): QuotablePassage {
  const start = below(5_000, { random })
  const document = { id: `d${index}`, title: heading, version: 1 }
  return { passageId: `p${index}`, document, heading, text, start, end: start + text.length }
}

function shopPassages(): readonly QuotablePassage[] {
  const folder = resolve(import.meta.dirname, '../../agents/support/knowledge')
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .toSorted()
  return files.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split(/^## /mu)
      .slice(1)
      .map((section, index) => {
        const [heading = '', ...lines] = section.split('\n')
        return passageOf(lines.join('\n').trim(), index, heading)
      }),
  )
}

// What the shop's pages have little of: dates, weekdays, several numbers and units, "not", line breaks, other marks.
function datedPassages(): readonly QuotablePassage[] {
  const number = () => 13 + below(900, { random })
  const month = () => pick(['January', 'April', 'June', 'August', 'October', 'December'], { random })
  const day = () => pick(['Monday', 'Wednesday', 'Saturday'], { random })
  return Array.from({ length: 40 }, (_, index) => {
    const text = [
      `Until ${1 + below(12, { random })} ${month()} ${2020 + below(9, { random })} the offer costs ${number()}.50 EUR – “all\nincluded”.`,
      `The workshop isn't open on ${day()}, but it is open in ${month()}.`,
      `We deliver within ${number()} to ${number()} days, or ${number()} working days at the latest.`,
      `A lamp of ${number()} watts and ${number()} cm can’t be sent by mail.`,
      `You can not cancel a booking less than ${number()} hours before it begins.`,
      `Deposits above ${number()},${number() + 100}.00 USD are never paid back.`,
      `Café tables are cleaned every ${day()}; chairs have a warranty of ${number()} months.`,
    ]
    return passageOf(text.join(pick([' ', '\n', '\n\n'], { random })), 100 + index, `Terms ${index}`)
  })
}

// Sentences by their lines and full stops: in another way than the code under test.
function sentencesIn(text: string): readonly string[] {
  return text
    .split(/\n\n+|\n(?=[-|\d])/u)
    .flatMap((block) => block.split(/(?<=[.!?])\s+(?=[A-Z“])/u))
    .map((sentence) => sentence.replace(/^(?:[-*]|\d\.)\s+/u, '').trim())
    .filter((sentence) => sentence.length >= 20 && !sentence.startsWith('|'))
}
