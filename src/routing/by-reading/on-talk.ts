import type { Route } from '#dialogue/contract.ts'
import { isOpen } from '../open-plan/plans-in-thread.ts'
import { canLookUp } from '../planner-fallback.ts'
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
  const { wish, record, rules } = heard
  if (wish.act !== 'ask' && wish.question === null) return null
  return {
    to: 'answer',
    ...(wish.question !== null && { question: wish.question }),
    ...(wish.search !== undefined && { search: wish.search }),
    ...(!rules && canLookUp(record.live) && { orPlan: readIntent(heard, null) }),
  }
}

/** Messages before that are told again, and characters of each. */
const MOST_TOLD = 3
const MOST_OF_ONE = 100

/** Who wants to know what this was about is told what they wrote, and what waits or became of it. */
export async function onRecap({ wish, record, plans }: Heard): Promise<Route | null> {
  if (wish.from !== 'conversation' || !(wish.act === 'ask' || wish.act === 'talk' || wish.act === 'tell')) return null
  const earlier = await record.earlier()
  const typed = earlier.filter(({ messageId, typed: words }) => messageId !== record.message.id && words !== '')
  const values = typed.slice(0, MOST_TOLD).map(({ typed: words }) => shortened(words))
  if (values.length === 0) return talk('what-can-you-do')
  const plan = plans.find(isOpen) ?? plans.find(({ effects }) => effects.length > 0)
  return {
    ...{ to: 'talk', about: ['recap'], values: values.toReversed(), offered: [] },
    ...(plan && { planCall: { do: 'tell', planId: plan.id } }),
  }
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  return line.length <= MOST_OF_ONE ? line : `${line.slice(0, MOST_OF_ONE)} …`
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
