import { textOfWords } from './compared-text.ts'
import { stem } from './stem.ts'

/** A word that says what a text is about: as it was written, its own stem, and the stem that it shares with its synonyms. */
export interface ContentWord {
  readonly word: string
  readonly own: string
  readonly stem: string
}

/** The words of a text that carry its subject, each once by stem, in order: no articles, no "please", no "how long". */
export function contentWords(text: string): readonly ContentWord[] {
  const found = new Map<string, ContentWord>()
  for (const word of wordsOf(text)) {
    const key = canonical(word)
    if (!found.has(key)) found.set(key, { word, own: stem(word), stem: key })
  }
  return [...found.values()]
}

/** Other words for the same thing. */
export function otherWords({ word, stem: key }: ContentWord): readonly string[] {
  return (OTHERS.get(key) ?? []).filter((other) => other !== word)
}

/** The stems of every word of a text, its own and those that it shares with synonyms, for looking up. */
export function stems(text: string): ReadonlySet<string> {
  const words = wordsOf(text)
  return new Set([...words.map(stem), ...words.map(canonical)])
}

function wordsOf(text: string): readonly string[] {
  const tokens = withPhrases(text).matchAll(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu)
  return [...tokens].flatMap(([token]) => parts(token)).filter((word) => !STOP_WORDS.has(word))
}

// "e-mail" is one word, "A17" too; "brass-coloured" is two. An apostrophe ends what is compared, and 50.00 is 50.
function parts(token: string): readonly string[] {
  const word = token.toLowerCase().replace(/['’].*$/u, '')
  if (/^e-mails?$/u.test(word)) return ['e-mail']
  return /\d/u.test(word) ? [word.replace(/[.,]0+$/u, '')] : word.split(/[-.,]/u)
}

function withPhrases(text: string): string {
  return PHRASES.reduce((changed, [phrase, word]) => changed.replaceAll(phrase, word), textOfWords(text))
}

/** Turns of phrase for which policies have one word. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:money|price|amount)\s+back\b/giu, 'refund'],
  [
    /\b(?:send|sent|sending|give|bring|take|taking|ship|mail)(?:\s+(?:it|this|that|them|something|an?\s+\w+|the\s+\w+|my\s+\w+))?\s+back\b/giu,
    'return',
  ],
  [/\bpick(?:ed|ing)?(?:\s+(?:it|them|my\s+\w+))?[\s-]up\b/giu, 'pickup'],
  [/\b(?:tele)?phone\s+(?:number|no|nr)\b/giu, 'phone'],
  [
    /\b(?:ways?|methods?|means)\s+(?:to|of)\s+pay(?:ment|ing)?\b|\bpayment\s+(?:methods?|options?|types?)\b/giu,
    'payment',
  ],
  [/\bvat\b/giu, 'tax'],
  [/\breal\s+person\b|\bhuman(?:\s+being)?\b/giu, 'person'],
]

function canonical(word: string): string {
  const key = stem(word)
  return SYNONYMS.get(key) ?? key
}

/**
 * Words that people use for the same thing when they ask a shop, an office or a help desk. Groups are small on purpose:
 * a pair that isn't nearly always the same thing would make the documents answer what they don't.
 */
const GROUPS: readonly (readonly [string, ...string[]])[] = [
  ['damaged', 'broken', 'faulty', 'defective', 'cracked'],
  ['refund', 'reimburse', 'reimbursement'],
  ['delivery', 'deliver', 'ship', 'shipping', 'shipment', 'arrive', 'dispatch', 'postage'],
  ['parcel', 'package'],
  ['cost', 'price', 'fee', 'charge', 'pay', 'payment', 'expensive'],
  ['phone', 'telephone', 'call', 'ring'],
  ['e-mail', 'email', 'mail', 'emails'],
  ['buy', 'purchase', 'order'],
  ['item', 'product', 'article', 'goods'],
  ['replace', 'exchange', 'swap'],
  ['warranty', 'guarantee'],
  ['voucher', 'coupon', 'code'],
  ['open', 'opening'],
  ['delete', 'erase', 'remove'],
  ['person', 'someone', 'somebody', 'agent'],
  ['shop', 'store'],
  ['change', 'modify', 'edit', 'amend'],
  ['address', 'addresses'],
]

const SYNONYMS: ReadonlyMap<string, string> = new Map(
  GROUPS.flatMap((group) => group.map((word) => [stem(word), stem(group[0])] as const)),
)

const OTHERS: ReadonlyMap<string, readonly string[]> = new Map(GROUPS.map((group) => [stem(group[0]), group]))

/** Function words, and what questions are wrapped in. None of them tells one subject from another. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again all also always am an and another any anybody anyone anything are around as at away back be
  because been before being between both but by can cannot could did do does doing don done down during each either else
  ever every few for from get gets getting give given go goes going got had happen happens has have having he her here
  hers him his how however i if in into is isn it its itself just kind know let like ll long make makes many may maybe me
  mean might mine more most much must my need needs no nor not now of off often ok okay on once one only or other our
  ours out over own per please possible put re really right s say see shall she should so some something soon still
  seem seems such sure t take takes tell than thank thanks that the their them then there these they thing things this those though
  through till time to too try under until up us use using ve very via want wants was way we were what whatever
  when where whether which while who whom whose why will with within without won would yes yet you your yours yourself
  policy policies rule rules period quick quickly fast fix accept include includes included including stop stopped come comes
  came offer never good best better nice hi hello hey dear question wonder wondering explain information help find work works exactly usually normally long
  able allowed longer add added adding option options show shows shown today tomorrow currently value`
    .split(/\s+/u)
    .filter((word) => word !== ''),
)
