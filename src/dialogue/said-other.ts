import type { NamedPlaybook } from '#agents/contract.ts'
import { mendedKeys } from './speech-acts/spelling.ts'

// Of what somebody asks for that is something else of what they name: "a receipt for the refund of A12", "cancel the gift wrap on
// A58". The deed is named, and isn't what is wanted.

const ARTICLES =
  'the|my|our|this|that|its|an?|any|all|another|your|der|die|das|den|dem|des|meine[nrms]?|mein|unsere[nrms]?|unser|einen?|eine[rms]?|ihre[nrm]?'
const WANTS = '(?:need|want|get|send|give|show|brauche|möchte|will)(?: me| us| mir| uns)?'
const BETWEEN =
  'on|for|in|of|about|with|from|at|regarding|concerning|für|von|bei|in|aus|zu|zum|zur|auf|an|über|wegen|mit|der|des'
const SMALL = `${ARTICLES}|full|whole|entire`
/** Order numbers, and whatever else has a digit. */
const ID = String.raw`[\p{L}-]*\d[\p{L}\d-]*`
const WORD = String.raw`(?!(?:${BETWEEN})(?!\p{L}))[\p{L}-]+`

/** "The gift wrap on A58", "a receipt for the refund". */
const THING = new RegExp(
  String.raw`(?<!\p{L})(?:${ARTICLES}|${WANTS}) (?<how>(?:${WORD} ){0,2})(?<thing>${WORD}) (?:${BETWEEN}) (?:(?:${SMALL}) ){0,3}(?<of>${ID}|\p{L}+)`,
  'giu',
)
/** "The refund form". */
const PAPER = new RegExp(
  String.raw`(?<!\p{L})(?<of>${WORD}) (?<paper>receipt|form|policy|status|confirmation|certificate|terms|rules)(?!\p{L})`,
  'giu',
)
/** "I need an invoice for A12", with the number first: "ich brauche für A12 noch eine Rechnung". */
const OF_ID = new RegExp(
  String.raw`(?<!\p{L})(?:brauche|bräuchte|möchte|will|hätte|benötige)(?: gerne?)? (?:für|zu|zur|von|bei|aus) (?:(?:der|bestellung|meine[rn]?) ){0,2}${ID} (?:(?:noch|gerne?|bitte|auch|jetzt|nun|mal) ){0,2}(?:eine?[nr]?|die|den|das|meine[n]?|mein) (?:\p{L}+e[nrs] )?(?<thing>${WORD})`,
  'giu',
)
/** "Bitte um Nachlieferung der Lampe". */
const ASKED_FOR =
  /(?<!\p{L})(?:bitten?|ersuchen?|bäten?)(?: \p{L}+){0,2} um (?:(?:die|den|das|eine?[nr]?|ihre|eure|und|sowie|\p{L}+e[nrs]?) ){0,3}(?<thing>\p{L}+)/giu
/** "Ich brauche einen Beleg, dass A12 erstattet wurde": a paper about it. */
const DOCUMENT =
  /(?<!\p{L})(?:need|want|get|send me|give me|brauche|bräuchte|benötige|möchte|gerne?|schickt? mir|schicken sie mir|um) (?:(?:an?|the|my|some|einen?|eine|die|den|das|meine|noch) ){0,2}(?<thing>receipt|invoice|proof|certificate|beleg|rechnung|quittung|nachweis|bescheinigung)(?!\p{L})/giu
/** "A58's gift wrap", "A58 notifications". */
const SIDE = new RegExp(
  String.raw`(?<![\p{L}\d])${ID}(?:['’]s (?:${WORD} )?(?<side>${WORD})| (?<side>renewals?|subscription|membership|notifications?|alerts?|reminders?|updates|e-?mails?|newsletter|appointment|pickup|insurance|deposit|shipping|postage|fees?|tax(?:es)?|vat|question|query|info|status|benachrichtigungen?|lieferung|versand|porto|gebühr(?:en)?|steuer)(?!\p{L}))`,
  'giu',
)
/** What is to be done, in English: "I want to dispute", "please forward". */
const VERB =
  /(?<!\p{L})(?:(?:want|like|need|wish|love|have|you|us|me|possible) to|please|kindly|pls|plz) (?:(?:please|kindly|just|also|now|simply|quickly|then) )*(?<verb>[a-z]+)(?=[^\p{L}-])/giu
/** In German, whose verb stands at the end: what is to be done with "die Erstattung von A12". */
const LAST_VERB =
  /(?<!\p{L})(?:die|der|meine|meiner|eine) (?<of>\p{L}+)(?: [^\s.!?:,]+)*? (?<verb>\p{L}+en)(?=$|[.!?,]| bitte| lassen)/giu
/** Verbs that ask for whatever is named beside them, and small words that stand in a verb's place. */
const CARRIERS: ReadonlySet<string> = new Set(
  `claim arrange issue make receive proceed process give take have get do use exercise confirm register hand start initiate
  trigger apply request ask submit file carry go put see set let help be call could can would will may i we my the a an this that it
  for to in on with and n so not no one two three four thank thanks inform enter treat notice let know tell return
  alter swap amend register deliver direct redirect record
  veranlassen durchführen vornehmen einleiten anstoßen bearbeiten ausführen beantragen bekommen erhalten haben machen tätigen
  anweisen auszahlen überweisen starten vollziehen abwickeln kriegen zukommen freigeben`.split(/\s+/u),
)
/** Money that was paid for what is named, by whatever word: "den Kaufpreis von A12". */
const SUMS: ReadonlySet<string> = new Set(
  'moneyback kaufpreis gesamtbetrag betrag summe gesamtsumme rechnungsbetrag aufwendungen'.split(' '),
)
/** “Um erneuten Versand” is what a replacement is. */
const ONCE_MORE = /(?<!\p{L})erneute[nrs]? (?:versand|zusendung|lieferung|sendung)(?!\p{L})/giu
/** What is asked for by several words: those of which a procedure's examples have the most mean the same to it. */
const SAME: readonly ReadonlySet<string>[] = [
  'refund repayment reimbursement rückzahlung rueckzahlung rueckerstattung rueckueberweisung rückerstattung erstattung rückvergütung rücküberweisung überweisung auszahlung rückbuchung erstattungsbetrag kaufbetrag',
  'replacement ersatz ersatzsendung ersatzlieferung neulieferung nachlieferung nachsendung neuzusendung neuversand austausch',
  'cancellation stornierung storno widerruf',
  'address adresse anschrift lieferadresse lieferanschrift versandadresse zustelladresse wohnadresse änderung adressänderung residence',
].map((words) => new Set(words.split(' ')))
/** "Do me the kindness of refunding it". */
const FAVOURS: ReadonlySet<string> = new Set(['kindness', 'favour', 'favor', 'courtesy'])
const IN_FULL =
  /^(?:(?:full|whole|entire|total|complete|great|gesamten?|vollen?|vollständigen?|ganzen?|kompletten?|bezahlten?) )*$/u
/** Another way than the procedure's own, where its examples don't have it: "as store credit", "to a different card", "to this account". */
const WAY =
  /(?<!\p{L})(?:as|in|als) (?:an? |einen? )?(?:(?<kind>\p{L}+) )?(?<way>credit|vouchers?|cash|gutschein|guthaben)(?!\p{L})|(?<!\p{L})(?:to|into|onto|auf) (?:an? |the |my |ein |eine )?(?<other>different|other|another|new|anderes?|neues?)(?!\p{L})|(?<!\p{L})(?:to|into|onto|auf) (?:this|that|the following|dieses|das folgende|folgendes) (?<place>\p{L}+)/giu
/** Something else in its place: "return A17 and give me a voucher", but not "no voucher". */
const GIVEN =
  /(?<!\p{L})(?:give|get|send|issue|want|take|have|gib|gebt|geben|schicken|möchte|will|hätte|nehme)(?: (?!no |not |kein)\p{L}+){0,3} (?<way>vouchers?|gift card|store credit|gutscheine?|geschenkkarte)(?!\p{L})/giu
/** More than is done: "refund A12 twice", "with interest". */
const MORE =
  /(?<!\p{L})(?<more>twice|double(?! (?:bed|room|glaz))|triple|(?:two|three|2|3) times|(?:plus|with|including) (?:\p{L}+ )?(?:interest|compensation)|doppelt|zweimal|dreimal|(?:plus|mit|zuzüglich) (?:zinsen|entschädigung))(?!\p{L})(?! (?:bestellt|gekauft|geliefert|bezahlt|abgebucht|ordered|bought|paid|charged))/giu
/** Another one than that which was bought: "exchange A17 for a bigger one". */
const ANOTHER =
  /(?<!\p{L})(?:for|with|gegen|durch) (?:an? |the |eine[nr]? )?(?:(?<size>\p{L}{2,}er) (?:one|model|size|version|colou?r|modell)|(?<kind>different|größere[nrs]?|kleinere[nrs]?|andere[nrs]?) \p{L}{2,})(?!\p{L})/giu
/** This or something else: "a refund or a replacement". Which of the two isn't said. */
const EITHER =
  /(?<one>\p{L}{4,})(?: (?:for|of|on|für|von) (?:order )?[\p{L}-]*\d[\p{L}\d-]*)?,? (?:or|oder) (?:(?:an?|the|my|another|eine[nrs]?|ein|die|den|das) (?:new |full |neue[nrs]? )?(?<two>\p{L}{3,})|(?<thing>replacement|exchange|repair|voucher|credit|ersatz|umtausch|gutschein|neulieferung|reparatur)(?!\p{L}))/giu
/** Money back, by whatever a procedure that pays it is called. */
const MONEY: ReadonlySet<string> = new Set(['money', 'back', 'geld', 'zurück'])
/** Somebody else is to do it: "get the bank to refund A12". */
const BY_ANOTHER = /(?<!\p{L})(?:get|force|convince|persuade) (?:the|my|your|an?) \p{L}+ to (?=\p{L}{4})/iu
/** What is to become of the deed itself: "I want the refund for A12 explained". */
const DONE_TO =
  /(?<!\p{L})(?:the|my|that|a) (?<of>\p{L}+) (?:for|of|on) (?:(?:my|the) )?(?:order )?[\p{L}-]*\d[\p{L}\d-]* (?<become>\p{L}{3,})ed(?!\p{L})/giu
const BEYOND_EXAMPLES: ReadonlySet<string> = new Set(['same', 'one', 'lot', 'rest'])

/** The words by which a procedure is asked for, in small letters. */
export interface AskedBy {
  /** Those of its examples. */
  readonly words: ReadonlySet<string>
  /** Those of its title. */
  readonly deed: ReadonlySet<string>
}

const asked = new WeakMap<Pick<NamedPlaybook, 'examples'>, AskedBy>()

/** The words by which a playbook is asked for, in all languages that it speaks. */
export function askedBy(playbook: Pick<NamedPlaybook, 'title' | 'examples' | 'inLanguages'>): AskedBy {
  const known = asked.get(playbook)
  if (known) return known
  const titles = [playbook.title, ...Object.values(playbook.inLanguages ?? {}).map(({ title }) => title)]
  const made = {
    words: new Set([...titles, ...playbook.examples].flatMap(wordsOf)),
    deed: new Set(titles.flatMap(wordsOf).filter(({ length }) => length >= LEAST_OF_TITLE)),
  }
  asked.set(playbook, made)
  return made
}

/** Shorter words of a title name no deed: "an", "eine". */
const LEAST_OF_TITLE = 5

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? []
}

/** Whether words do something else, in another way, or with something else of what they name than a procedure's examples have. */
export function asksForOther(request: string, { words, deed }: AskedBy): boolean {
  const isKnown = (word: string) => words.has(mendedKeys(word, words)) || BEYOND_EXAMPLES.has(word)
  const isDeed = (word: string) => [...deed].some((each) => beginAlike(each, word))
  const isPaid = (word: string) => isDeed(word) || (MONEY.has(word) && words.has('money'))
  const isNounOf = (word: string) => [...deed].some((each) => each.endsWith('en') && beginAlike(each, word))
  const same = sameTo(words)
  const isOther = (word: string | undefined) => word !== undefined && !isKnown(word) && same?.has(word) !== true
  const isOtherVerb = (verb: string | undefined) => isOther(verb) && !CARRIERS.has(verb ?? '')
  const isCarried = (stem: string) => [stem, `${stem}e`].some((verb) => CARRIERS.has(verb) || isKnown(verb))
  // A house's number is no order's: "to my son at 40 Elm Grove".
  const isOfDeed = ({ of = '' }: Named) => (/\d/u.test(of) && !/^\d{1,3}\p{L}?$/u.test(of)) || isDeed(of)
  const isAllOfIt = ({ how = '', thing = '', of = '' }: Named) =>
    (SUMS.has(thing) && words.has('money') && IN_FULL.test(how)) || (FAVOURS.has(thing) && isDeed(of))
  const lower = request.toLowerCase().replace(ONCE_MORE, 'ersatz')
  const found = (pattern: RegExp) => [...lower.matchAll(pattern)].map(({ groups = {} }) => groups)
  return (
    found(VERB).some(({ verb }) => isOtherVerb(verb)) ||
    found(LAST_VERB).some(({ of = '', verb }) => isNounOf(of) && isOtherVerb(verb)) ||
    found(WAY).some(
      ({ kind, way, other, place }) =>
        isOther(way) || (way !== undefined && isOther(kind)) || isOther(other) || isOther(place),
    ) ||
    found(GIVEN).some(({ way }) => isOther(way)) ||
    found(MORE).some(({ more }) => isOther(more)) ||
    found(ANOTHER).some(({ size, kind }) => isOther(size) || isOther(kind)) ||
    found(DONE_TO).some(({ of = '', become = '' }) => isDeed(of) && isOther(`${become}ed`) && !isCarried(become)) ||
    found(EITHER).some(({ one = '', two, thing = '' }) => isPaid(one) !== isPaid(two ?? thing)) ||
    BY_ANOTHER.test(request) ||
    found(PAPER).some(({ of = '', paper }) => isDeed(of) && isOther(paper)) ||
    found(SIDE).some(({ side }) => isOther(side)) ||
    found(OF_ID).some((each) => isOther(each.thing) && !isAllOfIt(each)) ||
    found(ASKED_FOR).some((each) => isOther(each.thing) && !isAllOfIt(each)) ||
    found(DOCUMENT).some(({ thing }) => isOther(thing)) ||
    found(THING).some((each) => isOfDeed(each) && isOther(each.thing) && !isAllOfIt(each))
  )
}

// "I prefer the money back to a replacement" is an example of a refund, which a replacement isn't.
function sameTo(words: ReadonlySet<string>): ReadonlySet<string> | undefined {
  const [first] = SAME.toSorted((one, other) => words.intersection(other).size - words.intersection(one).size)
  return first !== undefined && words.intersection(first).size > 0 ? first : undefined
}

type Named = Readonly<Record<string, string | undefined>>

/** Fewer letters of two words are alike by chance: "refund" and "refuse". */
const LEAST_ALIKE = 5

// "erstatten" and "Erstattung".
function beginAlike(one: string, other: string): boolean {
  return one === other || (one.length >= LEAST_ALIKE && other.startsWith(one.slice(0, LEAST_ALIKE)))
}
