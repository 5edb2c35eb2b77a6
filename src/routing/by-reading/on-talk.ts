import type { Route } from '#dialogue/contract.ts'
import { canLookUp } from '../or-plan.ts'
import { talkRoute } from '../talk-route.ts'
import type { Heard } from './heard.ts'
import { readIntent } from './read-intent.ts'

/** Who wants a person gets one. */
export function onPerson({ wish }: Heard): Route | null {
  return wish.act === 'person' ? { to: 'hand-over' } : null
}

/** What wants time waits for it, and nothing that is open is touched. */
export function onWait({ wish }: Heard): Route | null {
  return wish.act === 'wait' ? talk('one-moment') : null
}

/** What is asked, or told so that documents may help, is answered from them; where they don't know, tools may. */
export function onQuestion(heard: Heard): Route | null {
  const { wish, record } = heard
  if (wish.act !== 'ask' && wish.question === null) return null
  return {
    to: 'answer',
    ...(wish.question !== null && { question: wish.question }),
    ...(canLookUp(record.live) && { orPlan: readIntent(heard, null) }),
  }
}

/** All else is talk: it begins nothing. */
export function onTalk({ wish, record, words }: Heard): Route {
  if (wish.act === 'no') return talk('never-mind')
  const known = talkRoute(record, words)
  return known?.to === 'talk' ? known : talk(['yes', 'yes-if', 'do'].includes(wish.act) ? 'unclear' : 'chatter')
}

function talk(about: Extract<Route, { to: 'talk' }>['about'][number]): Extract<Route, { to: 'talk' }> {
  return { to: 'talk', about: [about], values: [], offered: [] }
}
