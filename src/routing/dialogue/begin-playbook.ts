import type { NamedPlaybook } from '#agents/contract.ts'
import { withoutOther } from '#dialogue/going-on.ts'
import type { Clause } from '#dialogue/clause.ts'
import { speechActs } from '#dialogue/speech-acts.ts'
import { doubted, type Intent } from '#core/intent.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Route } from '#dialogue/contract.ts'
import { ownDeed } from '../earlier/own-deed.ts'
import { withNamedBefore } from '../earlier/with-named-before.ts'
import { withProposed } from '../earlier/with-proposed.ts'
import { fillSlots } from '#dialogue/fill-slots.ts'
import { NOT_ASKED } from '#dialogue/match-intent.ts'
import { dialogueOf, type Dialogue } from './dialogue.ts'
import { findPattern } from '#dialogue/words.ts'
import { nextQuestion } from './next-question.ts'
import { selfCorrections } from './self-corrections.ts'

interface Beginning {
  readonly playbook: NamedPlaybook
  readonly typed: string
  /** What the message is taken to ask for. */
  readonly intent: Intent
}

/** Begins a playbook with all that the message gives already. */
export async function beginPlaybook(
  services: Services,
  record: TurnRecord,
  { playbook, typed, intent }: Beginning,
): Promise<Route> {
  const words = withoutOther(typed, record.live.agent.languages)
  const said = fillWith(playbook, words, dialogueOf(record, playbook, { intent }), record.live.agent.languages)
  const { filling: named, isPointed } = await withNamedBefore(record, playbook, typed, said)
  const deed = await ownDeed(services, record, playbook, { typed, filling: named })
  if (deed && 'route' in deed) return deed.route
  const known = deed ? { ...named, slots: { ...named.slots, ...deed.slots } } : named
  const filling = await withProposed(record, playbook, known)
  // What was named before, they say themselves that it is meant.
  const dialogue = dialogueOf(record, playbook, { intent: isPointed ? doubted(intent, 'slot') : intent })
  return nextQuestion(dialogue, filling)
}

// "Don't refund A17, refund A12" asks for A12: what is turned down or told beside a request is looked at where that lacks
// something ("I don't want A58 any more, please cancel it").
function fillWith(
  { slots }: NamedPlaybook,
  words: string,
  dialogue: Dialogue,
  languages: readonly string[],
): ReturnType<typeof fillSlots> {
  const isWhole = (filling: ReturnType<typeof fillSlots>) =>
    Object.entries(slots).every(([name, { optional }]) => optional || filling.slots[name] !== undefined)
  const all = speechActs(words, languages)
  const corrections = selfCorrections(words, slots, all, dialogue)
  const clauses = all.filter((clause) => !corrections.includes(clause))
  const asking = whatIsAsked(words, slots, clauses)
  const ofAsked = asking === words ? null : fillSlots(slots, asking, dialogue)
  if (ofAsked && isWhole(ofAsked)) return ofAsked
  const ofAll = fillSlots(slots, words, dialogue)
  if (isWhole(ofAll)) return ofAll
  const ofRequests = fillSlots(slots, onlyRequests(words, clauses), dialogue)
  return isWhole(ofRequests) ? ofRequests : ofAll
}

// "You were so quick with A48. Could you refund A31?": of two orders that are named, the one that something is asked for.
function onlyRequests(words: string, clauses: readonly Clause[]): string {
  const requests = clauses.filter(({ act }) => act === 'request')
  const isApart = ({ start, end }: Clause) =>
    requests.every((request) =>
      SENTENCE_END.test(start < request.start ? words.slice(end, request.start) : words.slice(request.end, start)),
    )
  return requests.length === 0 ? words : blanked(words, clauses.filter(isApart))
}

const SENTENCE_END = /[.!?\n]/u

// All else is blanks: each word keeps its place. Where two things are named together, it isn't plain which is turned down.
function whatIsAsked(words: string, slots: NamedPlaybook['slots'], clauses: readonly Clause[]): string {
  const others = clauses.filter(({ act }) => NOT_ASKED.includes(act))
  const isPlain = others.every(({ start, end }) => mostNamed(slots, words.slice(start, end)) <= 1)
  if (!isPlain || !clauses.some(({ act }) => act === 'request')) return words
  return blanked(words, others)
}

function blanked(words: string, clauses: readonly Clause[]): string {
  return clauses.reduce((rest, { start, end }) => {
    const blanks = rest.slice(start, end).replaceAll(/[^\n]/gu, (letter) => ' '.repeat(letter.length))
    return rest.slice(0, start) + blanks + rest.slice(end)
  }, words)
}

function mostNamed(slots: NamedPlaybook['slots'], words: string): number {
  const named = Object.values(slots).map((slot) =>
    slot.type === 'pattern' ? new Set(findPattern(slot.pattern, words).map(({ start }) => start)).size : 0,
  )
  return Math.max(0, ...named)
}
