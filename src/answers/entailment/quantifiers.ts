import type { Check } from './complaint.ts'
import { type Mark, type MarkPattern, marksIn } from './marks.ts'

type Quantifier =
  | 'all'
  | 'always'
  | 'never'
  | 'none'
  | 'only'
  | 'least'
  | 'most-of-all'
  | 'more'
  | 'less'
  | 'about'
  | 'some'
  | 'both'
  | 'either'
  | 'another'
  | 'until'
  | 'after'
  | 'without'
  | 'within'
  | 'also'

const PATTERNS: readonly MarkPattern<Quantifier>[] = [
  {
    kind: 'most-of-all',
    words: 'at (?:the )?most|up to|no more than|not more than|no later than|maximum(?: of)?|höchstens|bis zu|maximal',
  },
  { kind: 'least', words: 'at least|no less than|not less than|minimum(?: of)?|or more|mindestens|wenigstens' },
  { kind: 'always', words: 'always|at any time|at all times|forever|constantly|ever|immer|jederzeit|stets|ewig' },
  { kind: 'never', words: 'never|at no time|nie|niemals' },
  { kind: 'none', words: 'none|nobody|no one|nothing|neither|keiner?|niemand|nichts' },
  { kind: 'only', words: 'only|solely|exclusively|merely|nur|lediglich|ausschließlich|bloß|erst' },
  { kind: 'both', words: 'both|beide[ns]?' },
  { kind: 'either', words: 'either|entweder' },
  {
    kind: 'all',
    words:
      'all|every|each|everything|everyone|everybody|entire(?:ly)?|whole|complete(?:ly)?|any|anything|anybody|anyone|alle[nrsm]?|alles|jede[nrsm]?|sämtliche[nrs]?|ganze?[nrs]?|vollständig',
  },
  { kind: 'more', words: 'more than|over|above|exceed(?:s|ing)?|greater than|longer than|mehr als|über|länger als' },
  { kind: 'less', words: 'less than|fewer than|under|below|shorter than|weniger als|unter' },
  { kind: 'about', words: 'about|around|approximately|roughly|nearly|almost|circa|ca|ungefähr|etwa|rund|fast' },
  {
    kind: 'some',
    words:
      'most|mostly|most of|usually|generally|normally|typically|often|many|some|several|few|sometimes|partly|mainly|meist(?:ens)?|die meisten|oft|häufig|normalerweise|manche[nrs]?|manchmal|einige[nrs]?|viele[nrs]?|wenige[nrs]?|teilweise',
  },
  { kind: 'after', words: 'after|afterwards|following|later than|nach|nachdem' },
  { kind: 'until', words: 'before|until|till|prior to|earlier than|vor|bevor|bis' },
  { kind: 'within', words: 'within|innerhalb|binnen' },
  { kind: 'without', words: 'without|ohne' },
  { kind: 'also', words: 'also(?!,)|as well(?! as)|too(?=[.,;]|$)|auch|ebenfalls' },
]

/** What supports one of them beside itself. */
const SUPPORTS: Partial<Readonly<Record<Quantifier, readonly RegExp[]>>> = {
  after: [/\b(?:from|since|once|of|when|as soon as|then|upon|on|later|ab|seit|sobald|wenn)\b/iu],
  until: [/\b(?:by|within|while|first|as long as|up to|earlier|still|innerhalb|solange|zuerst)\b/iu],
  'most-of-all': [
    /\b(?:within|until|by|limit\p{L}*|maxim\p{L}*|no more|innerhalb|at most)\b/iu,
    /\b(?:long(?:est)?|large(?:st)?)\b/iu,
  ],
  within: [/\b(?:in|until|by|during|from|for|of|have|has|up to|at most|after|hat|haben|ab)\b/iu],
  least: [/\b(?:minim\p{L}*|from|least|ab)\b/iu],
  more: [/\b(?:more|from|beyond|exceed\p{L}*|or more|at least|mehr)\b/iu],
  less: [/\b(?:less|fewer|up to|within|weniger|below)\b/iu],
  all: [/\b(?:always|whatever|no exception|completely|fully|every\p{L}*|complete|whole|immer)\b/iu],
  always: [/\b(?:every|each|all|whenever|jede\p{L}*)\b/iu],
  never: [/\b(?:not|no|cannot|\p{L}+n['’]t|without|nicht|kein\p{L}*)\b/iu],
  none: [/\b(?:not|no|cannot|\p{L}+n['’]t|without|never|nicht|kein\p{L}*)\b/iu],
  without: [/\b(?:not|no|cannot|\p{L}+n['’]t|un\p{L}+|nicht|kein\p{L}*)\b/iu],
  only: [/\b(?:just|alone|but|no other|nothing else|nobody else|sole|single|one|nobody but|except|unless|allein)\b/iu],
  about: [/\b(?:some|\p{L}*ish)\b/iu],
  either: [/\b(?:or|choose|oder)\b/iu],
  both: [/\b(?:and|two|und|zwei)\b/iu],
  also: [/\b(?:and|besides|moreover|further|in addition|additionally|additional|und|sowie|other|another)\b/iu],
}

/** What a sentence doesn't say more often than its quotes. */
const STRICT: readonly Quantifier[] = ['always', 'never', 'only', 'least', 'most-of-all', 'both']

/** What a text without them says more than one with them. */
const NEEDED: ReadonlySet<Quantifier> = new Set(['most-of-all', 'least', 'only', 'some', 'more', 'less', 'about'])
/** What says as much where the quote has the other. */
const EQUAL: readonly (readonly [Quantifier, Quantifier])[] = [
  ['all', 'always'],
  ['never', 'none'],
  ['less', 'most-of-all'],
]

/** Quantifiers are kept: "all", "only", "at least", "up to", "never", "most" and "before" as the quotes have them. */
export const keepsQuantifiers: Check = ({ text }, support, stems) => {
  const said = marksIn(text, PATTERNS, stems)
  const given = support.quotes.flatMap((quote) => marksIn(quote, PATTERNS, stems))
  const headed = support.headings.flatMap((heading) => marksIn(heading, PATTERNS, stems))
  const source = support.quotes.join('\n')
  for (const kind of STRICT) {
    const [count, allowed] = [said, [...given, ...headed]].map(
      (marks) => marks.filter((mark) => areEqual(mark.kind, kind)).length,
    )
    const last = said.findLast((mark) => mark.kind === kind)
    if (last && allowed !== undefined && allowed > 0 && count !== undefined && count > allowed)
      return { code: 'quantifier', at: last.at }
  }
  for (const mark of said) {
    const here = given.filter((other) => areOfOne(mark, other))
    const isSaid = (other: Mark<Quantifier>) => areEqual(mark.kind, other.kind)
    const isSupported = () => SUPPORTS[mark.kind]?.some((pattern) => pattern.test(source)) ?? false
    if (here.some(isSaid)) continue
    const clashes = here.some((other) => CLASHING.has(other.kind) && CLASHING.has(mark.kind))
    if (!clashes && ([...given, ...headed].some(isSaid) || isSupported())) continue
    return { code: 'quantifier', at: mark.at }
  }
  for (const mark of given) {
    if (!NEEDED.has(mark.kind) || mark.before.length === 0 || !support.saysAlone(mark)) continue
    const kept = said.some((other) => areEqual(mark.kind, other.kind))
    const isTwice = given.some((other) => other !== mark && areOfOne(mark, other) && !areEqual(mark.kind, other.kind))
    if (!kept && !isTwice) return { code: 'quantifier', at: mark.at }
  }
  return null
}

/** Of these, one before the same word can't stand for another. */
const CLASHING: ReadonlySet<Quantifier> = new Set([
  'all',
  'always',
  'never',
  'none',
  'only',
  'least',
  'most-of-all',
  'more',
  'less',
  'some',
  'both',
  'after',
  'until',
  'within',
  'also',
])

function areOfOne({ before }: Mark<Quantifier>, other: Mark<Quantifier>): boolean {
  return before.some((stem) => other.before.includes(stem))
}

function areEqual(one: Quantifier, other: Quantifier): boolean {
  return one === other || EQUAL.some((pair) => pair.includes(one) && pair.includes(other))
}
