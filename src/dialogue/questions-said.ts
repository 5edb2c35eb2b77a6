import { plainWords, type Language } from './language.ts'
import type { SpeechAct } from './speech-act.ts'
import { speechActs } from './speech-acts.ts'

/** Fewer words are no question by themselves: "and how?", "who pays?" */
const WHOLE = 3
/** Whoever asks more than this in one message tells a story, or has pasted something. */
const MOST = 3

/** What is turned down beside a question, and is no part of it. */
const TURNED_DOWN: readonly SpeechAct[] = ['refusal', 'cancellation']

/**
 * The questions of a message that does nothing but ask several, each in its own words: "How long does shipping take and can I
 * return a lamp?", and of one that turns something down beside them: "I don't want to refund A12, how long do refunds take?"
 * None where one is all that is said, where anything else is said ("my lamp broke. Is that covered? How do I claim?"), and
 * where a part of it says nothing without the rest ("When and how do I get it?", "by card or do you take PayPal?").
 */
export function questionsSaid(typed: string, languages: readonly string[], language: Language): readonly string[] {
  const clauses = speechActs(typed, languages)
  const said = clauses.slice(clauses.findIndex(({ start, end }) => !isLead(typed.slice(start, end), language)))
  const asking = said.filter(({ act }) => !TURNED_DOWN.includes(act))
  if (asking.some(({ act }) => act !== 'question')) return []
  const questions = asking.flatMap(({ start, end, cues }) =>
    joined(withoutCue(typed.slice(start, end), cues, language), language),
  )
  const isEachWhole = questions.every((question) => isWhole(question, language))
  const isPart = questions.length > 1 || asking.length < said.length
  return isEachWhole && isPart && questions.length <= MOST ? questions : []
}

// "Just curious how long refunds take", "just asking how long": what says that it is a question stands before it, or begins
// it as well.
function withoutCue(said: string, cues: readonly string[], language: Language): string {
  if (asks(said, language)) return said
  const cue = cues.find((each) => plainWords(said).startsWith(`${each} `))?.split(' ') ?? []
  const words = said.split(/\s+/u)
  const rests = cue.map((_, from) => words.slice(from + 1).join(' '))
  return rests.findLast((rest) => asks(rest, language)) ?? said
}

function isLead(words: string, { leads }: Language): boolean {
  return plainWords(words)
    .split(' ')
    .every((word) => leads.includes(word))
}

// "how long does it take and can I return it", "is there a warranty, how do I claim": what goes on as a question begins is one.
function joined(clause: string, language: Language): readonly string[] {
  const words = clause.split(/\s+/u).filter((word) => word !== '')
  const begins = words.flatMap((word, at) => {
    const isApart = isJoin(word, language) || /[,;]$/u.test(words[at - 1] ?? '')
    const rest = words.slice(isJoin(word, language) ? at + 1 : at)
    return at > 0 && isApart && asks(rest.join(' '), language) ? [at] : []
  })
  const starts = begins.filter((at, place) => begins[place - 1] !== at - 1)
  return [0, ...starts].map((from, place, all) => withoutLeads(words.slice(from, all[place + 1]), language))
}

function withoutLeads(words: readonly string[], language: Language): string {
  const first = words.findIndex((word) => !isJoin(word, language) && !isLead(word, language))
  return words
    .slice(Math.max(0, first))
    .join(' ')
    .replace(/[\s,;]+$/u, '')
}

function isJoin(word: string, { lists }: Language): boolean {
  return lists.joins.includes(plainWords(word))
}

function isWhole(question: string, language: Language): boolean {
  return plainWords(question).split(' ').length >= WHOLE && asks(question, language)
}

function asks(words: string, { questions }: Language): boolean {
  const plain = `${plainWords(words)} `
  return questions.some((beginning) => plain.startsWith(`${beginning} `))
}
