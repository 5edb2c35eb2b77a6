import { contentWords } from '#text/content-words.ts'
import { stem } from '#text/stem.ts'
import { type StatedValue, statedValues } from './stated-values.ts'

/** What a sentence says: of what, under which conditions, which values, and whether it says yes or no. */
export interface Statement {
  /** Every word that may name a subject or set a condition, by its stem and as often as it is said, sorted. */
  readonly words: readonly string[]
  readonly values: readonly StatedValue[]
  readonly isNegated: boolean
}

/** The statements of a sentence: the whole, and its first clause where the rest adds something of its own. None of a question or an example. */
export function statementsOf(sentence: string): readonly Statement[] {
  if (SAYS_NOTHING.test(sentence)) return []
  const plain = sentence.replaceAll(EMPTY_PHRASES, '')
  const [first = ''] = plain.split(FURTHER)
  return first === plain ? [read(plain)] : [read(plain), read(first)]
}

const SAYS_NOTHING =
  /\?\s*$|(?<!\p{L})(?:for example|for instance|e\.\s?g\.|such as|suppose|imagine|zum Beispiel|z\.\s?B\.|beispielsweise|not (?:yet|only|all|every|always|necessarily)|no longer|nicht (?:mehr|nur|alle|immer|jede\p{L}*)|noch nicht)(?!\p{L})/iu
/** What comes behind these adds to what was said; "if", "unless" and "except" change it. */
const FURTHER =
  /;\s+|,\s+(?:and|but|because|so that|which|und|aber|weil|denn|sodass)\s+(?!only|not|nur|nicht)|\s+\((?=also|that is|das heißt)/iu

function read(text: string): Statement {
  const { values, rest } = statedValues(text)
  const said = ITS_OPPOSITE.reduce((changed, [pattern, positive]) => changed.replaceAll(pattern, positive), rest)
  const words = said.toLowerCase().match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu) ?? []
  const negations = words.filter((word) => NEGATION.test(word)).length
  return {
    words: words.flatMap((word) => (NEGATION.test(word) || LIGHT_WORDS.has(word) ? [] : [meaningOf(word)])).toSorted(),
    values,
    isNegated: negations % 2 === 1,
  }
}

function meaningOf(word: string): string {
  return contentWords(word)[0]?.stem ?? stem(word)
}

/** Words that change nothing about what a statement is about, nor when it holds: all others have to be the same. */
const LIGHT_WORDS: ReadonlySet<string> = new Set(
  `a an the is are be been being am do does did has have having it its this that these those there here
  we us our you your they them their i me my he she his her and as of to by per each every any also
  can could may might will would shall should must please usually normally generally simply already just currently now
  today always again then thus therefore however moreover besides too so very about approximately roughly around
  within until till up at least most more less than over under above below from between or
  der die das den dem des ein eine einen einem einer eines ist sind sein wird werden wurde hat haben es er sie
  wir uns unser unsere unseren unserem unserer ihr ihre ihren ihrem ihrer und oder als von zum zur zu je pro jede jeder
  jedes jeden auch kann können darf dürfen soll sollen muss müssen bitte normalerweise üblicherweise grundsätzlich
  bereits derzeit heute stets immer jedoch daher somit außerdem etwa ungefähr circa rund innerhalb binnen bis mindestens
  höchstens maximal mehr weniger im in ab seit on`.split(/\s+/u),
)

/** Turns of phrase that set no condition. */
const EMPTY_PHRASES =
  /,?\s*(?:without (?:giving|stating) (?:a|any) reasons?|ohne Angabe von Gründen|as a rule|in der Regel|in general|in total|insgesamt|of course|please note that|note that)(?!\p{L})/giu

const NEGATION =
  /^(?:not|no|never|none|nobody|nothing|neither|nor|cannot|\p{L}+n['’]t|nicht|kein\p{L}*|nie|niemals|niemand|nichts)$/u

/** One word for "not" and another. */
const ITS_OPPOSITE: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(?:forbidden|prohibited|disallowed)(?!\p{L})/giu, 'not allowed'],
  [/(?<!\p{L})excluded(?!\p{L})/giu, 'not included'],
  [/(?<!\p{L})impossible(?!\p{L})/giu, 'not possible'],
  [/(?<!\p{L})(?:un|in)(available|able|valid|refundable|transferable|necessary)(?!\p{L})/giu, 'not $1'],
  [/(?<!\p{L})non-?(refundable|transferable|binding|returnable)(?!\p{L})/giu, 'not $1'],
  [/(?<!\p{L})(?:verboten|untersagt)(?!\p{L})/giu, 'nicht erlaubt'],
  [/(?<!\p{L})ungültig(?!\p{L})/giu, 'nicht gültig'],
  [/(?<!\p{L})unmöglich(?!\p{L})/giu, 'nicht möglich'],
  [/(?<!\p{L})(?:am|is|are|do|does|did)\s+(?=not\s)/giu, ''],
]
