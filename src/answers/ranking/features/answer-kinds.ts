import { sentencesOf } from '#text/sentences.ts'

/** What a question asks for by its words, and how a sentence that has it looks. English and German. */
interface AnswerKind {
  readonly asked: RegExp
  readonly given: RegExp
  /** Whether a sentence without it can hardly be the answer: an amount, and not a place. */
  readonly isExact: boolean
}

const NUMBER = String.raw`(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|half|eine[nmrs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn|dreißig)`
const LENGTH_OF_TIME = String.raw`\b${NUMBER}\s+(?:[\p{L}-]+\s+)?(?:minutes?|hours?|days?|weeks?|months?|years?|quarters?|minuten?|stunden?|tag(?:e|en)?|wochen?|monat(?:e|en)?|jahr(?:e|en)?)\b|\bsame day\b|\bimmediately\b|\bat once\b|\bsofort\b`
const CLOCK = String.raw`\b\d{1,2}[:.]\d{2}\b|\bo['’]clock\b|\b\d{1,2}\s*(?:am|pm|uhr)\b|\bnoon\b|\bmidnight\b`
const MONEY = String.raw`\d[\d.,]*\s*(?:EUR|USD|GBP|CHF|DKK|euros?|cents?|dollars?|€|\$|£)|[€$£]\s*\d|\bfree\b|\bno (?:cost|charge|fee)|\bkostenlos\b|\bgratis\b|\bnothing\b`
const DAY = String.raw`\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|juni|juli|oktober|dezember)\b`

// `\b` knows no letters beyond ASCII: German words are told by what stands around them.
const asks = (english: string, german: string) =>
  new RegExp(String.raw`\b(?:${english})\b|(?<![\p{L}])(?:${german})(?![\p{L}])`, 'iu')

const KINDS: readonly AnswerKind[] = [
  {
    asked: asks(
      String.raw`(?:payment|pay(?:ing)?)\b.*\b(?:methods?|options?|ways?|means|cards?)|(?:methods?|ways?|means)\s+(?:to|of)\s+pay(?:ment|ing)?|how\s+(?:can|do|could|may)\s+i\s+pay|(?:can|could|may)\s+i\s+pay\s+(?:by|with)`,
      'zahlungs(?:arten|mittel|möglichkeiten|weisen)|wie (?:kann|darf) ich (?:be)?zahlen|(?:kann|darf) ich (?:mit|per|auf)\\P{L}.*zahlen',
    ),
    given:
      /\b(?:pay|accept)\b.*\b(?:visa|mastercard|paypal|klarna|cash|invoice|(?:bank|wire)\s+transfer|(?:credit|debit)\s+cards?|direct\s+debit|instal?ments?|cheques?)\b|(?<!\p{L})(?:zahl\p{L}*|bar|rechnung|überweisung|lastschrift|kreditkarte|ratenzahlung)(?!\p{L})/iu,
    isExact: true,
  },
  {
    asked: asks(
      String.raw`how\s+(?:far|high|wide|deep|tall|big|large|thick)|how\s+long\b.*\bbe`,
      'wie (?:weit|hoch|breit|tief|groß)',
    ),
    given: new RegExp(String.raw`\b${NUMBER}\s*(?:mm|cm|km|m|met(?:re|er)s?|inch(?:es)?|feet|miles?)\b`, 'iu'),
    isExact: true,
  },
  {
    asked: asks(String.raw`how\s+heavy|what\s+weight|(?:how\s+much|what)\b.*\bweigh`, 'wie schwer|wie viel wiegt'),
    given: /\d\s*(?:kg|g|lbs?|pounds?|tonnes?)\b/iu,
    isExact: true,
  },
  {
    asked: asks(
      String.raw`how\s+old|(?:what|which|minimum|maximum)\s+age|from\s+what\s+age`,
      'wie alt|ab welchem alter|mindestalter',
    ),
    given: /\bage\s+of\s+\w+|\b\d+\s+years?\s+old|\b(?:under|over|from)\s+\d+\b|\balter\s+von|\bab\s+\d+\s+jahren/iu,
    isExact: true,
  },
  {
    asked: asks(
      String.raw`(?:what|which)\s+(?:percentage|percent|(?:interest\s+)?rate)|per\s?cent(?:age)?|interest`,
      'wie ?viel prozent|zins(?:en|satz)?|verzinst',
    ),
    given: /\d\s*(?:%|per\s?cent|prozent)/iu,
    isExact: true,
  },
  {
    asked: asks(String.raw`how\s+(?:often|regularly|frequently)`, 'wie (?:oft|häufig)'),
    given:
      /\b(?:times?|once|twice|every|each|(?:days?|hours?|times)\s+(?:a|per)\s+(?:day|week|month|year)|a\s+(?:week|month|year)|daily|weekly|monthly|yearly)\b|(?<!\p{L})(?:jede[nrs]?|mal|pro|täglich|wöchentlich|monatlich|jährlich)(?!\p{L})/iu,
    isExact: true,
  },
  {
    asked: asks(
      String.raw`opening\s+(?:hours|times)|what\s+(?:time|hours?)|(?:from|until|till|by)\s+when|when\b.*\b(?:morning|open|close)\w*|how\s+late`,
      'um wie ?viel uhr|öffnungszeiten|(?:ab|bis) wann|uhrzeit',
    ),
    given: new RegExp(`${CLOCK}|${DAY}|${LENGTH_OF_TIME}`, 'iu'),
    isExact: true,
  },
  {
    asked: asks(
      String.raw`(?:for\s+)?how\s+(?:long|soon|fast|quickly|early)|how\s+many\s+(?:\w+\s+)?(?:minutes|hours|days|weeks|months|years)`,
      'wie (?:lange|früh|bald|schnell)|wie viele? (?:stunden|tage|wochen|monate|jahre)|welche frist',
    ),
    given: new RegExp(LENGTH_OF_TIME, 'iu'),
    isExact: true,
  },
  {
    asked: asks(String.raw`when|(?:which|what)\s+(?:day|days|date|month|months)`, 'wann|an welchem tag'),
    given: new RegExp(
      `${LENGTH_OF_TIME}|${CLOCK}|${DAY}|\\b(?:when|until|after|before|once)\\b|(?<!\\p{L})(?:wenn|bis|nach|vor)(?!\\p{L})`,
      'iu',
    ),
    isExact: false,
  },
  {
    asked: asks(
      String.raw`how\s+much|costs?|prices?|fees?|charge[ds]?|cheap|expensive|what\b.*\bpay|(?:which|what)\s+(?:\w+\s+)?(?:amount|value|sum)`,
      'wie ?viel|was (?:kostet|zahle|bezahle)\\p{L}*|kosten|preis|gebühr(?:en)?',
    ),
    given: new RegExp(`${MONEY}|\\d\\s*%`, 'iu'),
    isExact: true,
  },
  {
    asked: asks(String.raw`how\s+many`, 'wie viele'),
    given: new RegExp(String.raw`\b${NUMBER}\s+\p{L}{3,}`, 'iu'),
    isExact: true,
  },
  {
    asked: asks(
      String.raw`(?:tele)?phone(?:\s+number)?|extension|call\s+(?:you|somebody|someone)`,
      'anrufen|telefon(?:nummer)?|durchwahl',
    ),
    given: /\+?\d[\d ]{3,}/u,
    isExact: true,
  },
  {
    asked: asks(String.raw`who|whom|whose|which\s+person|(?:what|which)\s+team`, 'wer|wen|wem|wessen'),
    given:
      /(?<=[\p{L},]\s)\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}+|\b(?:team|desk|lead|leader|manager|office|department|council|officer|person|staff|partner|owner|[Ww]hoever|[Ee]verybody|[Ee]veryone|[Aa]nybody|[Nn]obody|[Pp]eople|[Cc]hildren)\b|\S@\S/u,
    isExact: false,
  },
  {
    asked: asks(String.raw`e-?mail|write\s+to|contact|reach`, 'schreiben|erreichen|kontakt'),
    given: /\S@\S|\+\d[\d ]{6,}|\b\d{4}\b/u,
    isExact: false,
  },
  {
    asked: asks('where|which\\s+(?:place|room|floor|address)', 'wo|wohin|woher|welche[rmsn]? (?:raum|ort|stelle)'),
    given:
      /\b(?:at|in|on|beside|behind|under|near|opposite|to|into|from)\s+(?:the|our|your|a|an|any)\s|\b(?:at|in)\s\p{Lu}|(?<!\p{L})(?:am|im|vor|auf|hinter|neben|bei|beim|in)\s+(?:der|dem|den|die|das|einem?|einer)?\s*\p{Lu}/u,
    isExact: false,
  },
]

/** What is looked for by how it is written, and hardly ever stands beside what doesn't answer. */
const MARKS = [
  { asked: asks(String.raw`(?:tele)?phone|call`, 'anrufen|telefon(?:nummer)?'), given: /\+\d[\d ]{6,}/u },
  { asked: asks(String.raw`e-?mail(?:\s+address)?|write\s+to`, 'e-?mail(?:-?adresse)?|schreiben'), given: /\S@\S/u },
]

/** The kinds of answer that a question asks for, in the order in which it names them. */
function kindsOf(question: string): readonly AnswerKind[] {
  const places = KINDS.flatMap((kind) => {
    const at = question.search(kind.asked)
    return at < 0 ? [] : [{ kind, at }]
  })
  return places.toSorted((left, right) => left.at - right.at).map(({ kind }) => kind)
}

/** Whether a sentence has what is asked for: of what is exact, of what is looser; null where no such thing is asked. */
export interface HasKind {
  readonly exact: boolean | null
  readonly loose: boolean | null
  /** Whether it has a number to call or an address to write to, where that is asked for. */
  readonly mark: boolean
}

/**
 * Tells of a sentence whether it has the kind of thing that the question asks for first. What is asked stands before its
 * story: "And when do they arrive? How much is a set?" asks when, unless it names no kind itself ("and to Switzerland?").
 */
export function kindAskedBy(question: string): (sentence: string) => HasKind {
  const own = kindsOf(sentencesOf(question)[0]?.plain ?? question)
  const kinds = own.length > 0 ? own : kindsOf(question)
  const exact = kinds.find(({ isExact }) => isExact)
  const loose = kinds.find(({ isExact }) => !isExact)
  const marks = MARKS.filter(({ asked }) => asked.test(question))
  return (sentence) => ({
    exact: exact ? exact.given.test(sentence) : null,
    loose: loose ? loose.given.test(sentence) : null,
    mark: marks.some(({ given }) => given.test(sentence)),
  })
}

/** Questions that ask in which way rather than for what, and sentences that answer such a one. */
const WAYS = {
  permits: {
    asked:
      /^(?:(?:and|so|but)\s+)?(?:can|could|may|must|should|am|(?:do|does)\s+(?:i|we|\p{L}+\s+\p{L}+)\s+(?:have|need)\s+to|(?:do|will)\s+you\s+(?:take|accept|allow))\b|\b(?:allowed|permitted|possible)\b|^(?:kann|darf|muss)(?!\p{L})/iu,
    given:
      /\b(?:may|can|can't|cannot|must|mustn't|allowed|never|not|no|nobody|only|refused|possible|needs?|aren't|isn't|don't)\b|(?<!\p{L})(?:darf|dürfen|kann|können|muss|müssen|nicht|kein\p{L}*|nur)(?!\p{L})/iu,
  },
  instructs: {
    asked:
      /\bhow\s+(?:do|can|does|could|should|would|to)\b|\bwhat\s+(?:now|(?:do|can|should|must)\s+i\s+do)\b|\bsteps?\b|^wie\s+(?:kann|mache|soll|geht|bekomme)/iu,
    given:
      /^(?:to\s.*,\s*)?(?:tell|write|send|call|ask|fill|put|print|pack|keep|give|take|bring|go|open|choose|press|click|use|check|enter|report|hand|book|leave|sign|set|log|change)\b|\byou\s+(?:can|may|must|need|find|have)\b|^(?:if|when)\b/iu,
  },
  defines: {
    asked:
      /\bwhat(?:'s|\s+is|\s+are|\s+does|\s+do)\b.*(?:\bmean\b|\?$)|\bmeaning\b|\bwas\s+(?:ist|sind|bedeutet|heißt)\b/iu,
    given: /^\W*(?:an?\s+|the\s+)?[\p{L}\s-]{2,40}\s(?:is|are|means|stands)\b|^[\p{L}\s]{2,30}:\s/iu,
  },
  reasons: {
    asked: /\bwhy\b|\bhow\s+come\b|\breason\b|(?<!\p{L})(?:warum|weshalb|wieso)(?!\p{L})/iu,
    given: /\b(?:because|since|so that|therefore|due to)\b|(?<!\p{L})(?:weil|damit|denn)(?!\p{L})/iu,
  },
  conditions: {
    asked:
      /\bwhat\s+(?:if|happens|now)\b|\bif\b|\b(?:lost|lose|forgot|broken?|stolen|missed|late|sick|ill|can't|cannot|couldn't)\b|(?<!\p{L})(?:wenn|falls)(?!\p{L})/iu,
    given: /\b(?:if|when|unless|whoever|after|in case)\b|(?<!\p{L})(?:wenn|falls|nach|wer)(?!\p{L})/iu,
  },
} as const

export type Way = keyof typeof WAYS

/** Which of them a question asks in and a sentence answers in. */
export function waysAskedBy(question: string): (sentence: string) => Readonly<Record<Way, boolean>> {
  const asked = Object.entries(WAYS).map(
    ([way, { asked: isAsked, given }]) => [way, isAsked.test(question), given] as const,
  )
  return (sentence) =>
    Object.fromEntries(asked.map(([way, isAsked, given]) => [way, isAsked && given.test(sentence)])) as Record<
      Way,
      boolean
    >
}
