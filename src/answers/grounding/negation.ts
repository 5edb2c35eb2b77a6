import { contentWords } from '#text/content-words.ts'

/**
 * Whether a sentence repeats its source with a negation added or left out. Only near-identical sentences are compared, so
 * that a paraphrase isn't judged by its words for "no".
 */
export function flipsNegation(sentence: string, sources: readonly string[]): boolean {
  return repeatsOtherwise(sentence, sources) || meansOtherwise(sentence, sources)
}

/** Fewer words than these stand somewhere by chance. */
const MIN_WORDS = 3

// Word for word the same but for the words for "no".
function repeatsOtherwise(sentence: string, sources: readonly string[]): boolean {
  const known = sources.map(wordsOf)
  return sentence.split(/[.;!?]\s/u).some((part) => {
    const said = wordsOf(part)
    if (said.length < MIN_WORDS) return false
    const same = known.flatMap((words) => placesOf(said, words).map((at) => words.slice(at, at + said.length)))
    return same.length > 0 && same.every((words) => negationsIn(words) !== negationsIn(said))
  })
}

interface Word {
  readonly text: string
  /** Words for "no" that belong to it: those before it, and the one that it ends with. */
  readonly negations: number
}

function wordsOf(text: string): readonly Word[] {
  const words: Word[] = []
  let before = 0
  for (const [token] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu)) {
    if (NEGATIONS.has(token)) before += 1
    else {
      const positive = POSITIVE.get(token.replace('’', "'")) ?? token.replace(/n['’]t$/u, '')
      words.push({ text: positive, negations: before + (positive === token ? 0 : 1) })
      before = 0
    }
  }
  return words
}

function placesOf(said: readonly Word[], words: readonly Word[]): readonly number[] {
  const [first] = said
  return words.flatMap(({ text }, at) =>
    text === first?.text && said.every((word, index) => word.text === words[at + index]?.text) ? [at] : [],
  )
}

function negationsIn(words: readonly Word[]): number {
  return words.reduce((sum, { negations }) => sum + negations, 0)
}

const NEGATIONS: ReadonlySet<string> = new Set('not never no nor neither nobody none nothing without'.split(' '))

/** Words that change more than their end. */
const POSITIVE: ReadonlyMap<string, string> = new Map([
  ["can't", 'can'],
  ['cannot', 'can'],
  ["won't", 'will'],
  ["shan't", 'shall'],
])

// In nearly the same words, clause by clause.
function meansOtherwise(sentence: string, sources: readonly string[]): boolean {
  const known = sources.flatMap(clausesOf)
  return clausesOf(sentence).some((said) => {
    if (said.stems.size < 2) return false
    const same = known.filter(
      ({ stems }) => shareOf(said.stems, stems) >= SAME && shareOf(stems, said.stems) >= SAME / 2,
    )
    return same.length > 0 && same.every(({ isNegated }) => isNegated !== said.isNegated)
  })
}

/** The share of a clause's content words that make another one say the same. */
const SAME = 0.8

interface Clause {
  readonly stems: ReadonlySet<string>
  readonly isNegated: boolean
}

function clausesOf(text: string): readonly Clause[] {
  return text
    .split(/[.;:!?()–—|\n]+|,\s|\s(?:but|because|although|while|unless|except|and)\s/iu)
    .map((clause) => ({
      stems: new Set(contentWords(clause).map(({ own }) => own)),
      isNegated: wordsOf(`${clause} .x`).some(({ negations }) => negations > 0),
    }))
    .filter(({ stems }) => stems.size > 0)
}

function shareOf(stems: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return [...stems].filter((stem) => others.has(stem)).length / stems.size
}
