import type { NamedPlaybook } from '#agents/contract.ts'
import { mendedKeys } from './speech-acts/spelling.ts'

// Of what somebody asks for that is something else of what they name: "a receipt for the refund of A12", "cancel the gift wrap on
// A58". The deed is named, and isn't what is wanted.

const ARTICLES =
  'the|my|our|this|that|its|an?|any|another|your|der|die|das|den|dem|des|meine[nrms]?|mein|unsere[nrms]?|unser|einen?|eine[rms]?|ihre[nrm]?'
const WANTS = '(?:need|want|get|send|give|show|brauche|möchte|will)(?: me| us| mir| uns)?'
const BETWEEN =
  'on|for|in|of|about|with|from|at|regarding|concerning|für|von|bei|in|aus|zu|zum|zur|auf|an|über|wegen|mit|der|des'
const SMALL = `${ARTICLES}|full|whole|entire`
/** Order numbers, and whatever else has a digit. */
const ID = String.raw`[\p{L}-]*\d[\p{L}\d-]*`
const WORD = String.raw`(?!(?:${BETWEEN})(?!\p{L}))[\p{L}-]+`

const OBJECT = new RegExp(
  [
    String.raw`(?<!\p{L})(?:${ARTICLES}|${WANTS}) (?:${WORD} ){0,2}(?<thing>${WORD}) (?:${BETWEEN}) (?:(?:${SMALL}) ){0,3}(?<of>${ID}|\p{L}+)`,
    String.raw`(?<![\p{L}\d])${ID}['’]s (?:${WORD} )?(?<owned>${WORD})`,
    String.raw`(?<!\p{L})(?<deed>${WORD}) (?<paper>receipt|form|policy|status|confirmation|certificate|terms|rules)(?!\p{L})`,
  ].join('|'),
  'giu',
)
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

/** Whether words name something of what they are about that a procedure's examples have no word for. */
export function asksForOther(request: string, { words, deed }: AskedBy): boolean {
  const isKnown = (word: string) => words.has(mendedKeys(word, words)) || BEYOND_EXAMPLES.has(word)
  const isDeed = (word: string) => [...deed].some((each) => beginAlike(each, word))
  return [...request.toLowerCase().matchAll(OBJECT)].some(({ groups: found = {} }) => {
    if (found['paper'] !== undefined) return isDeed(found['deed'] ?? '') && !isKnown(found['paper'])
    const of = found['of'] ?? '0'
    return (/\d/u.test(of) || isDeed(of)) && !isKnown(found['thing'] ?? found['owned'] ?? '')
  })
}

/** Fewer letters of two words are alike by chance: "refund" and "refuse". */
const LEAST_ALIKE = 5

// "erstatten" and "Erstattung".
function beginAlike(one: string, other: string): boolean {
  return one === other || (one.length >= LEAST_ALIKE && other.startsWith(one.slice(0, LEAST_ALIKE)))
}
