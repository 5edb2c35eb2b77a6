import type { TurnRecord } from '#turn/read-turn.ts'
import { doubted } from '#core/intent.ts'
import { changesSomething } from '#dialogue/changes-something.ts'
import type { Route } from '#dialogue/contract.ts'
import { askingOf, isLeftAside } from '../open-question.ts'
import { divideMessage, type Dividing } from './divide-message.ts'
import { wishWords, type Wish, type Wishes } from '#dialogue/wish.ts'

/** More things in one message are no request that somebody oversees. */
const MOST_WISHES = 10

/** What routes some words of a message as if they were all of it. */
export type RouteWords = (typed: string) => Promise<Route>

/**
 * Where a message goes that may want several things. This run is about the first of them; those after it are taken up by
 * runs of their own, one after the other, once no question of ours is open. None begins by itself after the requester took
 * back what came before it: it is told then that it wasn't done.
 */
export async function routeWishes(
  message: Omit<Dividing, 'record'> & { readonly record: TurnRecord; readonly isOpen: boolean },
  words: RouteWords,
): Promise<Route> {
  const { record, typed, isOpen } = message
  const { route, routeBefore } = record
  // A wish that waited for its turn: it was divided before.
  if (route?.to === 'wish') return afterwards(await ofWish(record, route.wishes, typed, words), route.wishes)
  const waiting = routeBefore?.wishes?.held ?? []
  // What waited for an answer that never came is too long ago to begin by itself.
  const [held, undone] = isOpen ? [waiting, []] : [[], waiting]
  const said = await divideMessage(message)
  const all = (said ?? []).map((one) => ({ ...one, messageId: record.message.id }))
  const [own = null, ...others] = all
  if (all.length > MOST_WISHES) return afterwards({ to: 'too-many' }, { ...NONE, undone: waiting })
  const wishes = { ...NONE, own, all, held: [...others, ...held], undone }
  return afterwards(await ofWish(record, wishes, typed, words), wishes)
}

export const NONE: Wishes = { own: null, all: [], held: [], undone: [], next: null }

async function ofWish({ live }: TurnRecord, { own }: Wishes, typed: string, words: RouteWords): Promise<Route> {
  if (!own) return words(typed)
  const heard = await words(wishWords(typed, own.said))
  const route =
    own.isUnsure && 'intent' in heard && heard.intent
      ? { ...heard, intent: doubted(heard.intent, 'speech-act') }
      : heard
  // Cut out of its message, a question asks for no deed.
  const name = 'playbook' in route ? route.playbook : null
  const playbook = live.agent.playbooks.find((candidate) => candidate.name === name)
  const isGuess = 'intent' in route && route.intent?.basis !== 'explicit'
  return own.asks === 'question' && isGuess && playbook && changesSomething(playbook, live) ? { to: 'answer' } : route
}

/** A route with what its message wants beside it. Nothing of that begins after what came before it was taken back. */
export function afterwards(route: Route, wishes: Wishes): Route {
  const { own, held, undone } = wishes
  if (own === null && held.length + undone.length === 0) return route
  const isOver = route.to === 'cancelled' || route.to === 'hand-over'
  return { ...route, wishes: isOver ? { ...wishes, held: [], undone: [...undone, ...held] } : wishes }
}

/** What is to be taken up by a run of its own now; null where there is nothing, or a question of ours is open first. */
export function nextWish(route: Route): { readonly own: Wish; readonly held: readonly Wish[] } | null {
  const [own, ...held] = route.wishes?.held ?? []
  const isAsked = askingOf(route) !== null && !isLeftAside(route)
  return own && !isAsked ? { own, held } : null
}
