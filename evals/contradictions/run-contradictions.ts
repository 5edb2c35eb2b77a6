import { conflictOf } from '#answers/contradiction/conflict.ts'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { articleOf, readArticles } from '../grounding/articles.ts'
import { chanceOf } from '../grounding/chance.ts'
import { readByHand } from './by-hand.ts'
import { LOOKS_SO, type PairKind, REAL } from './kinds.ts'
import type { Pair } from './pair.ts'

const SEED = 21
/** Of each kind. */
const PAIRS = 40
/** A sentence with nothing to be changed is drawn in vain. */
const TRIES = 20_000
/** The share of real ones that has to be found. Of those that only look so none may be. */
const FOUND = 0.9

/** Prints which pairs are called contradictions, and whether that is as it should be. A number is another seed; `all` prints the mistakes of the half that may be tuned by. */
export function runContradictions(words: readonly string[], say: (text: string) => void): boolean {
  const seed = Number(words.find((word) => /^\d+$/u.test(word)) ?? SEED)
  const judged = [...readByHand(), ...made(LOOKS_SO, false, seed), ...made(REAL, true, seed + 1)].map((pair) => ({
    pair,
    isCalled: conflictOf(...pair.sides) !== null || conflictOf(pair.sides[1], pair.sides[0]) !== null,
  }))
  say(`Pairs that are called contradictions, in %, seed ${seed}: all; of the half held out\n`)
  const groups = [...new Set(judged.map(({ pair }) => groupOf(pair)))].map((group) =>
    judged.filter(({ pair }) => groupOf(pair) === group),
  )
  for (const group of groups) say(rowOf(groupOf(group[0]?.pair), group))
  const looks = judged.filter(({ pair }) => !pair.isReal)
  const real = judged.filter(({ pair }) => pair.isReal)
  const hasFalse = looks.some(({ isCalled }) => isCalled)
  const isFound = [real, real.filter(({ pair }) => pair.isHeldOut)].every(
    (some) => some.filter(({ isCalled }) => isCalled).length >= FOUND * some.length,
  )
  say('')
  say(`${hasFalse ? '✗' : '✓'} ${rowOf('only look so, all of them', looks)}`)
  say(`${isFound ? '✓' : '✗'} ${rowOf('real, all of them', real)}`)
  if (words.includes('all'))
    for (const { pair, isCalled } of judged) {
      if (isCalled === pair.isReal || pair.isHeldOut) continue
      const sides = pair.sides.map(({ text, heading }) => `\n   ${heading} :: ${text}`).join('')
      say(`\n${groupOf(pair)}:${sides}`)
    }
  return !hasFalse && isFound
}

function made(kinds: Readonly<Record<string, PairKind>>, isReal: boolean, seed: number): readonly Pair[] {
  const german = readFileSync(join(resolve(import.meta.dirname, '..'), 'grounding/german-article.md'), 'utf8')
  const articles = [...readArticles(), articleOf(german, { name: 'german-article.md', language: 'de' })]
  const all = articles.flatMap(({ sentences }) => sentences)
  const shop = all.filter(({ article }) => SHOP.has(article.title))
  return Object.entries(kinds).flatMap(([kind, make], place) => {
    const chance = chanceOf(seed * 1_000 + place)
    const pairs: Pair[] = []
    const said = new Set<string>()
    for (let tried = 0; pairs.length < PAIRS && tried < TRIES; tried += 1) {
      const sides = make(chance.pick(tried % 2 === 0 ? shop : all), chance)
      const key = sides?.map(({ text, heading }) => `${heading} ${text}`).join() ?? ''
      if (!sides || said.has(key)) continue
      said.add(key)
      pairs.push({ kind, isReal, sides, isHeldOut: pairs.length % 2 === 1 })
    }
    return pairs
  })
}

/** Pages with prices and times in them, and the German one: half of what is drawn is theirs. */
const SHOP: ReadonlySet<string> = new Set([
  ...['Refunds', 'Returns', 'Repairs', 'Shipping', 'Warranty', 'Orders and changes', 'Lamps made to order'],
  'Versand und Rückgabe',
])

type Judged = { readonly pair: Pair; readonly isCalled: boolean }

function groupOf(pair: Pair | undefined): string {
  return `${pair?.isReal ? 'real        ' : 'only look so'}  ${pair?.kind}`
}

function rowOf(name: string, judged: readonly Judged[]): string {
  const share = (some: readonly Judged[]) =>
    ((100 * some.filter(({ isCalled }) => isCalled).length) / Math.max(1, some.length)).toFixed(1).padStart(5)
  const count = String(judged.length).padStart(4)
  return `${name.padEnd(50)} ${count}  ${share(judged)}  ${share(judged.filter(({ pair }) => pair.isHeldOut))}`
}
