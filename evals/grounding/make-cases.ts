import { type Article, readArticles, type Told } from './articles.ts'
import type { Drawn, GroundingCase, Kind } from './case.ts'
import { chanceOf } from './chance.ts'
import { TRUE_KINDS } from './true-kinds.ts'
import { namesIn, UNSUPPORTED_KINDS } from './unsupported-kinds.ts'

/** Of each kind. */
const CASES = 400
/** A sentence with nothing to be changed is drawn in vain; of a kind that hardly any has, this many tries give what there is. */
const TRIES = 60_000

/** The cases that rules make of the repository's documents: the same for the same seed. */
export function makeCases(seed: number): readonly GroundingCase[] {
  const articles = readArticles()
  const all = articles.flatMap(({ sentences }) => sentences)
  const names = [...new Set(all.flatMap(({ text }) => namesIn(text)))]
  return [
    ...ofKinds(UNSUPPORTED_KINDS, false, { articles, all, names, seed }),
    ...ofKinds(TRUE_KINDS, true, { articles, all, names, seed: seed + 1 }),
  ]
}

interface Corpus {
  readonly articles: readonly Article[]
  readonly all: readonly Told[]
  readonly names: readonly string[]
  readonly seed: number
}

function ofKinds(kinds: Readonly<Record<string, Kind>>, isTrue: boolean, corpus: Corpus): readonly GroundingCase[] {
  return Object.entries(kinds).flatMap(([kind, make], place) => {
    const drawn: Drawn = { ...corpus, chance: chanceOf(corpus.seed * 1_000 + place) }
    const made: GroundingCase[] = []
    for (let tried = 0; made.length < CASES && tried < TRIES; tried += 1) {
      // The shop's pages are few and what the product is for: every third sentence is theirs.
      const article = drawn.chance.pick(corpus.articles)
      const told =
        tried % 3 === 0
          ? drawn.chance.pick(corpus.all)
          : article.sentences[drawn.chance.below(article.sentences.length)]
      const one = told && make(told, drawn)
      if (!told || !one) continue
      made.push(caseOf(told, one, { kind, isTrue, isHeldOut: made.length % 2 === 1 }))
    }
    return made
  })
}

function caseOf(
  told: Told,
  { text, quoted = [told] }: NonNullable<ReturnType<Kind>>,
  about: Pick<GroundingCase, 'kind' | 'isTrue' | 'isHeldOut'>,
): GroundingCase {
  const stretches = [...new Set(quoted.map(({ stretch }) => stretch))]
  const heading = told.stretch[0].heading.split(' › ').at(-1) ?? ''
  return {
    ...about,
    text,
    question: `What about ${heading.toLowerCase()}?`,
    language: told.article.language,
    stretches,
    quotes: quoted.map((each) => ({ passage: stretches.indexOf(each.stretch) + 1, quote: each.text })),
  }
}
