import { escapePattern } from './escape-pattern.ts'
import { currencyWords } from './language-of.ts'

// Of what somebody asks for a part alone: "half of A12", "just the shipping for A17", "all but the mugs". What does the whole of it
// then does more than they asked for.

const ENGLISH = [
  String.raw`(?<!\b(?:in|by) )half(?! (?:as|an?|the size|empty|full|broken|burn\w*|dead)\b|-)`,
  String.raw`(?:an?|one|two|three) (?:third|quarter|fifth|tenth)s?`,
  String.raw`(?:an?|the|my|one|that) (?:portion|share|fraction|bit) of`,
  String.raw`(?:only|just) (?:part|a part|a bit|some)`,
  'part of|partial|partially|partly|in part|some of|most of|(?:one|two|three|four) of(?! (?:each|both))|a few of',
  '(?:refund|reimburse|return|resend|replace) (?:only |just )?(?:one|two|three)(?! (?:of|order))',
  '(?:shipping|delivery|handling|service) (?:costs?|fees?|charges?)|(?:the|my) (?:shipping|delivery) (?:for|from|of|on)|postage',
  'percent|per cent|minus|deducting|except|excluding|apart from|all but|everything but|without the',
]
const GERMAN = [
  'hälfte|drittel|viertel|halb|halbe[rns]?',
  '(?:ein|einen|zum|nur einen) teil(?: von| der| des| davon| vom)?|teilweise|teilbetrag|teilerstattung|anteilig',
  '(?:versand|liefer|zustell|bearbeitungs)(?:kosten|gebühr(?:en)?)|porto',
  '(?:eine|einen|eines|einer|eins|zwei|drei|einige) (?:von|der|davon|meiner)|prozent|abzüglich|abzgl|ausgenommen|außer|bis auf',
]
const PART = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${[...ENGLISH, ...GERMAN].join('|')})(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\d+ of (?:the|my|them)(?!\p{L})|\d ?%`,
  'iu',
)

/** Whether words ask for less than all of what they name. */
export function asksForPart(request: string): boolean {
  return PART.test(request)
}

/** Words for all of an order, or for what was paid for it: none of them is a thing in it. */
const ALL_OF_IT =
  `bestellung|bestellungen|geld|kohle|erstattung|rückerstattung|rückzahlung|betrag|gesamtbetrag|kaufpreis|preis|summe|euro|eur|kosten|
  lieferung|sendung|paket|päckchen|inhalt|ware|waren|sachen|artikel|dinge|teile|alles|beides|ganze|komplette|einkauf|kauf|auftrag|
  whole|full|all|everything|money|amount|price|cost|total|sum|things|items|stuff|contents|goods|order|orders|purchase|parcel|package|lot|
  both|refund|euros|rest`.replaceAll(/\s+/gu, '')

const THING = new RegExp(
  String.raw`(?<!\p{L})(?:${[
    // “Tasse aus A23 zurückgeben”, “I want the mug from A23 refunded”: the number may have been taken out already.
    String.raw`(?!(?:${ALL_OF_IT}) )[\p{L}-]{3,} (?:aus|von) +(?:(?:der|meiner) +)*(?:\p{L}+-?\d+)? *(?:(?:bitte|gerne?|wieder) +)*(?:zurück(?!tret)\p{L}+|erstatte\p{L}*)`,
    String.raw`(?:the|my) (?!(?:${ALL_OF_IT}) )[\p{L}-]{3,} (?:from|in|of) +(?:order +)?(?:\p{L}+-?\d+)? *(?:(?:please|to be) +)*(?:refunded|reimbursed|returned|back)`,
    String.raw`(?:only|just) (?:the|my|its) (?!(?:full|whole|money|orders?|purchase|refund|address|status|number) )[\p{L}-]+(?: [\p{L}-]+)? (?:for|from|of|on)`,
    String.raw`(?:nur|bloß) (?:die|den|das|meinen?|mein) (?!(?:bestellung|erstattung|ganze|geld|adresse|nummer) )[\p{L}-]+ (?:für|von|aus|bei)`,
  ].join('|')})(?!\p{L})`,
  'iu',
)

/** Whether words ask for one thing alone of what they name: "just the lamp from A17". A slot may be there for which. */
export function asksForThing(request: string): boolean {
  return THING.test(request)
}

/** Whether words ask for less than all of what they name, in either way. */
export function asksForLess(request: string): boolean {
  return asksForPart(request) || asksForThing(request)
}

const LIMIT =
  /(?<!\p{L})(?:but (?:you (?:can|may) |please )?(?:keep|leave|deduct|charge|hold back)|aber (?:nur|behalten|ziehen|lassen)|minus|less the|abzüglich|abzgl)(?!\p{L})/iu

/** Whether something behind a request takes a part from it: "refund A31, but keep 5 euros". */
export function limitsRequest(typed: string): boolean {
  return LIMIT.test(typed)
}

const NOT_A_THING = String.raw`(?!(?:it|them|this|that|order|es|sie|ihn)(?!\p{L})|[\p{L}-]*\d)`
const KEPT = new RegExp(
  [
    String.raw`(?<!\p{L})(?:i|we)(?:['’]ll| will| want to| would like to)? keep (?:the |my |our )?${NOT_A_THING}\p{L}{3,}`,
    String.raw`(?<!\p{L})\p{L}{4,},? (?:i|we)(?:['’]ll| will)? keep(?!\p{L})`,
    String.raw`(?<!(?:not|n['’]?t|never|cannot|without)(?: \p{L}+){0,3} )(?<!\p{L})keep(?:ing)? (?:the|my|our|both|all|one|two|three|these|those) ${NOT_A_THING}\p{L}{3,}`,
    String.raw`(?<!\p{L})(?:ich|wir) behalten? (?:(?:die|den|das|meinen?|unseren?) )?${NOT_A_THING}\p{L}{3,}`,
    String.raw`(?<![\p{L}\d])\p{L}{4,} behalt(?:e|en)? (?:ich|wir)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:die|den|das|meinen?|unseren?|beide) ${NOT_A_THING}\p{L}{4,} (?:(?!nicht|kein|nie)\p{L}+ ){0,3}behalten?(?!\p{L})`,
  ].join('|'),
  'iu',
)

/** Whether something of what is named is kept: "the candles had melted, refund A12, I'll keep the matches". */
export function keepsSome(typed: string): boolean {
  return KEPT.test(typed)
}

// In small letters many a code is a word ("all", "top", "try").
const CODES = `(?-i:${Intl.supportedValuesOf('currency').join('|')})|eur|usd|gbp|chf|dkk|sek|nok`
const CURRENCY = [...currencyWords()].map(escapePattern).join('|') + `|${CODES}`
const IN_WORDS = [
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen',
  '(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|hundred|thousand',
  'few|couple of|some',
  String.raw`einen?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\p{L}*(?:zehn|zig|dreißig|hundert|tausend)`,
  'paar|einige',
].join('|')
const NUMBER = String.raw`\d[\d.,]*`
const AMOUNT = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:${CURRENCY}) ?(?<behind>${NUMBER})|(?<before>${NUMBER}|(?:${IN_WORDS})(?= )) ?(?:${CURRENCY})(?!\p{L}))`,
  'giu',
)

/** The amounts of money in words, without their currency, as they were typed: `24.90`, `24,90`, `ten`. */
export function amountsIn(request: string): readonly string[] {
  return [...request.matchAll(AMOUNT)].map(({ groups }) =>
    (groups?.['behind'] ?? groups?.['before'] ?? '').replace(/[.,]+$/u, ''),
  )
}
