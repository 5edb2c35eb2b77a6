import type { TurnRecord } from '#turn/read-turn.ts'
import type { Asking, Route } from '#dialogue/contract.ts'
import { hasCorrection, isOneOf, isQuestion, plainWords } from '#dialogue/language.ts'
import type { Found } from '../found.ts'
import type { OpenDialogue } from './dialogue.ts'
import { isAnswerable, isLeftAside, openQuestion } from '../open-question.ts'
import { answerInWords, correctedInReply, fillFromReply, notUnderstood } from './reply-rules.ts'

/** Fewer words that answer our question are never a new request. */
const NEW_REQUEST_WORDS = 4

/** How a message is routed by itself, for one that turns out to be about something else. */
export interface Elsewhere {
  /** Where a greeting, thanks and the like go, which answer nothing. */
  talk(): Route | null
  /** The example that says the same, but for slot values and words such as "rather" before it. */
  example(): Found | null
  /** The nearest example, where it is far nearer than any of another intent. */
  nearest(): Promise<Found | null>
  routeTo(found: Found): Promise<Route>
  afresh(): Promise<Route>
}

/**
 * Where a message goes while a question of ours is open; null where none is. It may answer the question, correct what
 * was said before, cancel, ask something in between (which is answered, and our question asked again), or be about
 * something else, for which the open question is left aside.
 */
export async function continueDialogue(
  record: TurnRecord,
  { typed, elsewhere }: { readonly typed: string; readonly elsewhere: Elsewhere },
): Promise<Route | null> {
  const dialogue = openQuestion(record, typed)
  if (!dialogue) return null
  const { playbook, language, asking } = dialogue
  if (!isAnswerable(record)) return writtenBefore(dialogue, typed, elsewhere)
  const found = elsewhere.example()
  const example = found?.intent
  if (isLeftAside(record.routeBefore)) return { ...asking, note: null, turns: 0, at: dialogue.now, isStill: undefined }
  const isOurs = example?.to === 'playbook' && example.playbook === playbook.name
  if (example?.to !== 'playbook' && isOneOf(typed, language.cancel, language)) {
    return { to: 'cancelled', playbook: playbook.name, because: 'said' }
  }
  if (found && !isOurs) return leave(dialogue, await elsewhere.routeTo(found))
  const inWords = answerInWords(dialogue, typed)
  if (inWords) return inWords
  const talk = example === undefined && fillFromReply(dialogue, typed) === null ? elsewhere.talk() : null
  if (talk) return leave(dialogue, talk)
  if (!isOurs && isQuestion(typed, language)) return leave(dialogue, await elsewhere.afresh())
  const filled = fillFromReply(dialogue, typed)
  if (filled) {
    const isShort = plainWords(typed).split(' ').length < NEW_REQUEST_WORDS
    const other = isOurs || isShort ? null : await elsewhere.nearest()
    return other?.intent.to === 'playbook' && other.intent.playbook !== playbook.name
      ? leave(dialogue, await elsewhere.routeTo(other))
      : filled
  }
  if (isOurs) return notUnderstood(dialogue)
  return byLikeness(dialogue, elsewhere)
}

// Written before they had our question: what they had asked for they can take back or correct. All else is a wish of its own,
// and the question stays open behind it.
async function writtenBefore(dialogue: OpenDialogue, typed: string, elsewhere: Elsewhere): Promise<Route> {
  const { playbook, language } = dialogue
  if (isOneOf(typed, language.cancel, language)) return { to: 'cancelled', playbook: playbook.name, because: 'said' }
  const corrected = hasCorrection(typed, language) ? correctedInReply(dialogue, typed) : null
  if (corrected) return corrected
  const route = await elsewhere.afresh()
  const isSame = (route.to === 'ask-slot' || route.to === 'confirm') && route.playbook === playbook.name
  if (isSame) return route
  if (route.to !== 'playbook' && route.to !== 'plan') return leave(dialogue, route)
  if (route.to === 'playbook' && route.playbook === playbook.name) return route
  return { ...route, asking: { ...dialogue.asking, note: null, at: dialogue.now, isStill: true } }
}

// What resembles nothing is taken for an answer that wasn't understood, not for a question.
async function byLikeness(dialogue: OpenDialogue, elsewhere: Elsewhere): Promise<Route> {
  const route = await elsewhere.afresh()
  return route.to === 'answer' || route.to === 'talk' ? notUnderstood(dialogue) : leave(dialogue, route)
}

/** Goes where the message wants, and keeps the open question: it is asked again after an answer, or said to be left aside. */
export function leave(dialogue: OpenDialogue, route: Route): Route {
  const { asking, playbook, language } = dialogue
  const kept: Asking = { ...asking, note: null, turns: asking.turns + 1, at: dialogue.now, isStill: undefined }
  const note = language.say.left(playbook.title)
  switch (route.to) {
    case 'answer':
    case 'talk':
      return { ...route, asking: kept }
    case 'playbook':
      return route.playbook === playbook.name ? route : { ...route, note, asking: { ...kept, turns: 0 } }
    case 'plan':
      return { ...route, note, asking: { ...kept, turns: 0 } }
    case 'ask-slot':
    case 'confirm':
      // The same procedure again, as "how do I get a refund?" may look: the question that is open is asked once more.
      return route.playbook === playbook.name
        ? { to: 'answer', asking: kept }
        : { ...route, note: note + (route.note === null ? '' : ` ${route.note}`) }
    case 'offer-person':
    case 'cancelled':
    case 'other-language':
    case 'ask-which':
    case 'hand-over':
    case 'wish':
    case 'too-many':
    case 'open-plan':
    case 'passed-on':
    case 'in-private':
    case 'with-person':
    case 'no-person':
      return route
  }
}
