import { asidesIn, withoutAsides, type Aside, type When } from './commands/asides.ts'
import { beginsCommand } from './commands/begins-command.ts'
import type { CommandVerbs } from './commands/command-verbs.ts'
import type { Span } from './span.ts'
import { rulesOf } from './speech-acts/rules.ts'
import { cueIn, segmentsOf } from './speech-acts/segments.ts'
import { sentencesOf, type Sentence } from './speech-acts/sentences.ts'
import { wordsOf } from './speech-acts/words.ts'
import { speechActs } from './speech-acts.ts'
import type { Clause } from './clause.ts'
import type { SpeechAct } from './speech-act.ts'

export { commandVerbs, type CommandVerbs } from './commands/command-verbs.ts'
export type { When } from './commands/asides.ts'

/** A clause of a message to an agent whose writes are known. */
export interface CommandClause extends Clause {
  /** What a call for it must say of time. */
  readonly when: readonly When[]
}

export interface Commanded {
  readonly clauses: readonly CommandClause[]
  /** Words behind the colon of a command, which are none of its clauses: "post in general: lunch is ready". */
  readonly handedOn: Span | null
}

export interface CommandRules {
  readonly languages: readonly string[]
  readonly verbs: CommandVerbs
}

/**
 * The clauses of a message, with what the operator's own verbs make of them: a sentence that begins with the verb of an
 * example ("post it in general") asks for a deed where the rules of the language have no opinion of it. Where they have one,
 * it stands, but for words within the command that say which, by how much, or for which day. What stands behind a command's
 * colon is handed on, if `isGiven` says of these words that some call takes them as they stand; otherwise it asks for nothing.
 */
export function commandedActs(typed: string, rules: CommandRules, isGiven: (words: string) => boolean): Commanded {
  const isUnknown = !rulesOf(rules.languages).hasLanguage || rules.verbs.all.size === 0
  if (isUnknown || isTakenBack(typed, rules)) {
    return { clauses: speechActs(typed, rules.languages).map(untimed), handedOn: null }
  }
  const colon = colonOf(typed, rules)
  if (colon === null) return { clauses: commandsIn(typed, rules), handedOn: null }
  if (isGiven(typed.slice(colon.handedOn.start, colon.handedOn.end))) return colon
  const clauses = commandsIn(typed, rules).map((clause): CommandClause => {
    const isBehind = clause.start >= colon.handedOn.start && clause.act === 'request'
    return isBehind ? { ...clause, act: 'statement' } : clause
  })
  return { clauses, handedOn: null }
}

const untimed = (clause: Clause): CommandClause => ({ ...clause, when: [] })

/** Behind a colon these may say something of the command itself: "refund A12: no wait, don't". */
const TAKING_BACK: readonly SpeechAct[] = ['refusal', 'cancellation', 'hypothetical', 'contrast', 'reason']

function colonOf(typed: string, rules: CommandRules) {
  const found = /:\s+(?=\S)/u.exec(typed)
  if (!found) return null
  const head = typed.slice(0, found.index)
  const start = head.length + found[0].length
  const content = typed.slice(start).trimEnd()
  const clauses = commandsIn(head, rules)
  const last = sentencesOf(head).at(-1)
  if (clauses.at(-1)?.act !== 'request' || !last || !isCommand(last, head, rules)) return null
  const { negations } = rulesOf(rules.languages)
  const isDenied = wordsOf(content).some(({ folded }) => negations.has(folded))
  if (isDenied || actsBehind(content, rules).some((act) => TAKING_BACK.includes(act))) return null
  return { clauses, handedOn: { start, end: start + content.length } }
}

// "It leaves tomorrow" tells something; "do it tomorrow" would still be about the command.
function actsBehind(content: string, { languages }: CommandRules): readonly SpeechAct[] {
  const [acts, bare] = [content, withoutAsides(content, asidesIn(content, 0, content.length))].map((text) =>
    speechActs(text, languages).map(({ act }) => act),
  )
  const isTelling = bare?.every((act) => act === 'statement' || act === 'report') === true
  return isTelling ? bare : (acts ?? [])
}

function commandsIn(typed: string, rules: CommandRules): readonly CommandClause[] {
  let commands = sentencesOf(typed).filter((sentence) => isCommand(sentence, typed, rules))
  for (;;) {
    const read = readAs(commands, typed, rules)
    // What comes to no request with its asides left out is taken as it stands, with them.
    const meant = commands.filter((sentence) => read.some((each) => each.act === 'request' && isIn(each, sentence)))
    if (meant.length === commands.length) return read
    commands = meant
  }
}

// "Refund for A31. Wrong chat, sorry": whether that is asked for the language's own rules say.
function isTakenBack(typed: string, { languages }: CommandRules): boolean {
  const rules = rulesOf(languages)
  const segments = sentencesOf(typed).flatMap((sentence) => segmentsOf(sentence, rules))
  return segments.some((segment) => cueIn(segment, rules.retractions) !== null)
}

function isCommand(sentence: Sentence, typed: string, { languages, verbs }: CommandRules): boolean {
  if (sentence.isQuestion || sentence.quoted || sentence.words.length === 0) return false
  return beginsCommand(typed.slice(startOf(sentence), endOf(sentence)), languages, verbs)
}

function readAs(commands: readonly Sentence[], typed: string, rules: CommandRules): readonly CommandClause[] {
  const asides = new Map(commands.map((each) => [each, asidesIn(typed, startOf(each), endOf(each))]))
  const bare = withoutAsides(typed, [...asides.values()].flat())
  let clauses: readonly CommandClause[] = speechActs(bare, rules.languages).map(untimed)
  for (const [sentence, within] of asides) {
    const own = clauses.filter((clause) => isIn(clause, sentence))
    const meant = new Map(
      own.map((clause, at) => [clause, asked(clause, own.slice(0, at), { own, within, typed, rules })]),
    )
    clauses = clauses.flatMap((clause) => meant.get(clause) ?? clause)
  }
  return clauses
}

interface Command {
  /** All clauses of the sentence. */
  readonly own: readonly CommandClause[]
  readonly within: readonly Aside[]
  readonly typed: string
  readonly rules: CommandRules
}

// Only what the rules have no opinion of becomes a request, in a sentence of which they have none that is against it.
function asked(
  clause: CommandClause,
  before: readonly CommandClause[],
  { own, within, typed, rules }: Command,
): readonly CommandClause[] {
  const when = within.flatMap((aside) => aside.when ?? [])
  const isFree = own.every(({ act, cues }) => FREE.includes(act) || (act === 'statement' && cues.length === 0))
  const isUntold = clause.act === 'statement' && clause.cues.length === 0
  const isOneMore = before.some(({ act, cues }) => act === 'request' || cues.length === 0)
  const begins = beginsCommand(typed.slice(clause.start, clause.end), rules.languages, rules.verbs)
  if (clause.act !== 'request' && !(isFree && isUntold && begins && (before.length === 0 || isOneMore))) return [clause]
  return apart({ ...clause, act: 'request', when }, typed, rules)
}

const FREE: readonly SpeechAct[] = ['request', 'report']

// "Put it into my calendar, and write her that I'm coming": two commands, each with its own words.
function apart(clause: CommandClause, typed: string, { languages, verbs }: CommandRules): readonly CommandClause[] {
  const words = wordsOf(typed, clause.start, clause.end)
  const { connectives } = rulesOf(languages)
  const at = words.findIndex(({ folded }, index) => {
    const next = words[index + 1]
    if (index === 0 || !next || !connectives.has(folded) || verbs.things.has(next.folded)) return false
    return beginsCommand(typed.slice(next.start, clause.end), languages, verbs)
  })
  const [before, first] = [words[at - 1], words[at]]
  if (!before || !first) return [clause]
  return [{ ...clause, end: before.end }, ...apart({ ...clause, start: first.start }, typed, { languages, verbs })]
}

const startOf = ({ words }: Sentence) => words[0]?.start ?? 0
const endOf = ({ words }: Sentence) => words.at(-1)?.end ?? 0

function isIn({ start }: Clause, sentence: Sentence): boolean {
  return start >= startOf(sentence) && start < endOf(sentence)
}
