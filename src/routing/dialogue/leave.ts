import type { Asking, Route } from '#dialogue/contract.ts'
import type { OpenDialogue } from './dialogue.ts'

/** The same for what was written before they had our question: the question stays open behind it. */
export function stayOpen(open: OpenDialogue, route: Route): Route {
  const isSame = 'playbook' in route && route.playbook === open.playbook.name
  if (isSame && (route.to === 'ask-slot' || route.to === 'confirm' || route.to === 'playbook')) return route
  if (route.to !== 'playbook' && route.to !== 'plan') return leave(open, route)
  return { ...route, asking: { ...open.asking, note: null, at: open.now, isStill: true } }
}

/** What was left aside for something else, asked once more. */
export function takeUp({ asking, now }: OpenDialogue): Route {
  return { ...asking, note: null, turns: 0, at: now, isStill: undefined }
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
