import type { SpeechAct } from '#dialogue/speech-act.ts'
import type { Agent, NamedPlaybook } from '#agents/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import type { Clause } from '#dialogue/clause.ts'
import { speechActs } from '#dialogue/speech-acts.ts'
import { doubted, withDoubts, type Doubt, type Intent } from '#core/intent.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { doubtfulActs } from '#dialogue/asked-for.ts'
import type { Slots } from '#dialogue/fill-slots.ts'
import { askedBy, asksForOther } from '#dialogue/said-other.ts'
import { asksForLess, asksForPart, asksForThing, keepsSome, limitsRequest } from '#dialogue/said-part.ts'
import { plainMessage } from '#dialogue/plain-message.ts'
import { saidWords } from '#turn/said-words.ts'
import { takeAllValues, valuesIn } from '#dialogue/values-elsewhere.ts'

/** What of a turn says whose words a message is, and in which language. */
export interface Typing extends Pick<TurnRecord, 'language' | 'message' | 'principal' | 'screening'> {
  readonly live: { readonly agent: Agent }
}

/** How it was found out what a message means. */
export interface Recognition extends Pick<Intent, 'recognisedBy' | 'likeness' | 'near'> {
  /** Why it isn't sure that it means that. */
  readonly doubts: readonly Doubt[]
}

/** What a message asks for that was recognised as a playbook, before its slots are known. */
export function askedIntent(
  record: Typing,
  playbook: NamedPlaybook,
  { typed, isExample, recognition }: { typed: string; isExample: boolean; recognition: Recognition },
): Intent {
  const example = isExample ? exampleSaid(record, playbook, typed) : ''
  const asks = actsOf(record, typed).has('request') || isExample
  const known = doubtsIn(record, example)
  const isDoubtful = !asks || [...doubtsIn(record, typed)].some((doubt) => !known.has(doubt))
  return withDoubts(
    {
      playbook: playbook.name,
      goal: playbookIn(playbook, record.language).title,
      said: wordsThatAsk(record, typed, isExample),
      recognisedBy: recognition.recognisedBy,
      likeness: recognition.likeness,
      near: recognition.near.filter((other) => other.playbook !== playbook.name),
      ...ofRequester(record),
      steps: [],
    },
    [
      ...(isDoubtful ? (['speech-act'] as const) : []),
      ...(isAboutElse(record, playbook, typed) ? (['part'] as const) : []),
      ...recognition.doubts,
    ],
  )
}

// A part of it, or something else of it, for which there is no slot.
function isAboutElse({ live: { agent } }: Typing, playbook: NamedPlaybook, typed: string): boolean {
  if (limitsRequest(typed) || !takeAllValues(agent, typed).has(playbook.name)) return true
  return keepsSome(typed) && !namesThing(playbook, typed)
}

/** Whether a slot takes something of the message that has no number: the thing that it asks for, beside what is kept. */
function namesThing(playbook: NamedPlaybook, typed: string): boolean {
  return valuesIn(playbook, typed).some(({ start, end }) => !/\d/u.test(typed.slice(start, end)))
}

/** The same after an answer to a question of ours: one that refuses, asks or wonders makes it doubtful. */
export function afterReply(intent: Intent, record: Typing, reply: string): Intent {
  if (intent.recognisedBy === 'model') return intent
  const asked = asksForLess(reply) ? doubted(intent, 'part') : intent
  return doubtsIn(record, reply).size > 0 ? doubted(asked, 'speech-act') : asked
}

/**
 * The same once its slots are filled: what the rules didn't read from the requester's own words they didn't say, and where they
 * ask for a part, or for something else of it, a slot has to say which.
 */
export function withSlots(
  intent: Intent,
  playbook: Pick<NamedPlaybook, 'title' | 'examples' | 'inLanguages' | 'slots'>,
  slots: Slots,
): Intent {
  const { slots: declared } = playbook
  const isSaid = Object.entries(declared).every(([name, { optional }]) => {
    const filled = slots[name]
    if (filled === undefined || filled.value === null) return optional
    return filled.said.trim() !== ''
  })
  // What else a model's reading may have missed its witness sees, beside what is done.
  if (intent.recognisedBy === 'model') return isSaid ? intent : doubted(intent, 'slot')
  const told = Object.keys(declared).flatMap((name) => (slots[name] ? [{ name, words: slots[name].said }] : []))
  // What a pattern takes may be a share of what is there ("two of the mugs"), but it is the one thing that was named.
  const shares = told.filter(({ name }) => declared[name]?.type !== 'pattern')
  const isPart = intent.said.some(({ text }) => asksForPart(without(text, shares)) || asksForThing(without(text, told)))
  // "The mug from A23": a thing that a slot took.
  const things = told.filter(({ words }) => !/\d/u.test(words))
  const isOther = intent.said.some(({ text }) => asksForOther(without(text, things), askedBy(playbook)))
  const whole = isPart || isOther ? doubted(intent, 'part') : intent
  return isSaid ? whole : doubted(whole, 'slot')
}

function without(text: string, said: readonly { readonly words: string }[]): string {
  return said.reduce((rest, { words }) => rest.replace(words, ' '), text)
}

/**
 * What in a text may say something else than that it is wanted. A “not” may belong to anything: whoever reads it asks, but
 * where it tells of a thing that it isn't as it should be ("the candles do not burn").
 */
function doubtsIn(record: Pick<Typing, 'live'>, text: string): ReadonlySet<SpeechAct | 'not'> {
  return doubtsOf(speechActs(text, record.live.agent.languages), text)
}

function doubtsOf(clauses: readonly Clause[], text: string): ReadonlySet<SpeechAct | 'not'> {
  const found: ReadonlySet<SpeechAct | 'not'> = doubtfulActs(clauses)
  const from = toldBefore(text, clauses)
  const isOwn = (at: number) =>
    clauses.some(({ start, end, ownNot }) => ownNot === 'anywhere' && start <= at && at < end)
  const isDenied = [...text.matchAll(NOT)].some(({ index }) => index >= from && !isOwn(index))
  return isDenied ? new Set([...found, 'not' as const]) : found
}

const TOLD: readonly SpeechAct[] = ['statement', 'report', 'reason']
const SENTENCE_END = /[.!?\n]\s/u

// "The lamp does not work. Please refund it": what a sentence before all that is asked for tells isn't what is asked for.
function toldBefore(text: string, clauses: readonly Clause[]): number {
  const isTold = ({ act, start, end, ownNot }: Clause) =>
    TOLD.includes(act) && (ownNot !== 'nowhere' || text.slice(start, end).search(NOT) === -1)
  const first = clauses.findIndex((clause) => !isTold(clause))
  const sentences = clauses
    .slice(0, first + 1)
    .filter(({ start }, at) => SENTENCE_END.test(text.slice(clauses[at - 1]?.end ?? start, start)))
  return sentences.at(-1)?.start ?? 0
}

const NOT = /(?<![\p{L}\p{N}])(?:not|nicht)(?![\p{L}\p{N}])/giu

function ofRequester({ language, principal }: Typing): Pick<Intent, 'language' | 'author'> {
  return { language: language.split('-', 1)[0] ?? language, author: principal.id }
}

function actsOf({ live }: Pick<Typing, 'live'>, text: string): ReadonlySet<SpeechAct> {
  return new Set(speechActs(text, live.agent.languages).map(({ act }) => act))
}

// The operator says that this asks for it, as it stands there: "can you pay me back?" too.
function exampleSaid(
  { live: { agent } }: Pick<Typing, 'live'>,
  { title, examples }: NamedPlaybook,
  typed: string,
): string {
  const plain = plainMessage(agent, typed)
  return [...examples, title].find((text) => plainMessage(agent, text) === plain) ?? ''
}

function wordsThatAsk(record: Typing, typed: string, isExample: boolean): Intent['said'] {
  const requests = speechActs(typed, record.live.agent.languages).filter(({ act }) => act === 'request')
  const spans = requests.length === 0 && isExample ? [{ start: 0, end: typed.length }] : requests
  return spans.flatMap((span) => saidWords(record, span) ?? [])
}
