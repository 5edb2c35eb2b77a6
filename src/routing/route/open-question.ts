import { canonicalJson } from '#core/commitment.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Asking, Route } from '#dialogue/contract.ts'
import { afterReply } from './requested-intent.ts'
import { isOneOf } from '#dialogue/language.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import { problemOf } from '#dialogue/slot-filling/read-slot.ts'
import { dialogueOf, type Dialogue, type OpenDialogue } from '../dialogue/dialogue.ts'

/** How long a question stays open. */
const OPEN_MS = 3_600_000

/** How many messages about something else a question outlives. */
const OPEN_TURNS = 5

/** The question that the thread's last turn of this requester left open; null where there is none, or it is too old. */
export function openQuestion(record: TurnRecord, typed: string): OpenDialogue | null {
  const asking = askingOf(record.routeBefore)
  const playbook = record.live.agent.playbooks.find(({ name }) => name === asking?.playbook)
  if (!asking || !playbook) return null
  const intent = asking.intent && afterReply(asking.intent, record, typed)
  const dialogue = dialogueOf(record, playbook, { intent })
  // What was left aside for something that could be done at once is taken up when they say so.
  if (isLeftAside(record.routeBefore) && !isOneOf(typed, dialogue.language.resume, dialogue.language)) return null
  const isOver = asking.at !== null && Date.parse(record.now) - Date.parse(asking.at) > OPEN_MS
  if (isOver || asking.turns > OPEN_TURNS) return null
  const { missing } = { missing: null, ...asking }
  // The operator may have changed the playbook since.
  if (missing !== null && !Object.hasOwn(playbook.slots, missing)) return null
  const slots = Object.entries(asking.slots).filter(([name, { value }]) => {
    const slot = playbook.slots[name]
    const context = { language: dialogue.language, now: record.now, isAsked: true, label: slotName(name, slot) }
    return slot !== undefined && problemOf(slot, value, context) === null
  })
  return { ...dialogue, asking: stillAsking({ ...asking, slots: Object.fromEntries(slots) }, asking.slots, dialogue) }
}

// A yes is to all that was shown: what can't be taken any more, or is needed by now, is asked for in its place.
function stillAsking(asking: Asking, before: Asking['slots'], { playbook }: Dialogue): Asking {
  if (asking.to !== 'confirm') return asking
  const missing = Object.entries(playbook.slots).find(
    ([name, { optional }]) => asking.slots[name] === undefined && (before[name] !== undefined || !optional),
  )
  return missing ? { ...asking, to: 'ask-slot', missing: missing[0], choices: [] } : asking
}

/** Whether the last turn did something else, for which the question was left aside. */
export function isLeftAside(route: Route | null): boolean {
  return (route?.to === 'playbook' || route?.to === 'plan') && route.asking?.isStill !== true
}

/** Whether whoever wrote a message had the open question before them then: else it can't be their answer to it. */
export function isAnswerable({ routeBefore, routeSeen }: Pick<TurnRecord, 'routeBefore' | 'routeSeen'>): boolean {
  const [asking, seen] = [askingOf(routeBefore), askingOf(routeSeen)]
  return asking !== null && seen !== null && sameQuestion(asking) === sameQuestion(seen)
}

// A yes is to all that was shown; which value is asked for is the same question, whatever else was said meanwhile.
function sameQuestion(asking: Asking): string {
  const { to, playbook } = asking
  switch (asking.to) {
    case 'ask-slot':
      return canonicalJson({ to, playbook, missing: asking.missing, choices: asking.choices.map(({ value }) => value) })
    case 'confirm':
      return canonicalJson({ to, playbook, slots: asking.slots })
    case 'offer-person':
      return canonicalJson({ to, playbook })
  }
}

/** The question that a route asks, or keeps. */
export function askingOf(route: Route | null): Asking | null {
  switch (route?.to) {
    case 'ask-slot':
    case 'confirm':
    case 'offer-person':
      return route
    case 'answer':
    case 'playbook':
    case 'plan':
    case 'other-language':
    case 'talk':
    case 'passed-on':
      return route.asking ?? null
    default:
      return null
  }
}
