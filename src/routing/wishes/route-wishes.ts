import { doubted } from '#core/intent.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import type { Route } from '#dialogue/contract.ts'
import { wishWords, type Wish, type Wishes } from '#dialogue/utterance/wish.ts'
import { routeReading } from '../by-reading/route-reading.ts'
import { askingOf, isLeftAside, openQuestion } from '../route/open-question.ts'
import type { SaidWish } from './divide-message.ts'

/** More things in one message are no request that somebody oversees. */
const MOST_WISHES = 10

interface Wanting {
  readonly typed: string
  readonly signal: AbortSignal
}

/**
 * Routes a message with several intents. This run handles the first wish; the others get runs of their own, one after the
 * other, once no question of ours is open. None begins by itself after the requester cancelled the one before it; the reply
 * then says that it wasn't done.
 */
export async function routeWishes(
  services: Services,
  record: TurnRecord,
  { typed, wanted, signal }: Wanting & { readonly wanted: readonly SaidWish[] },
): Promise<Route> {
  const [first] = wanted
  if (!first) return { to: 'answer' }
  const waiting = record.routeBefore?.wishes?.held ?? []
  // What waited for an answer that never came is too long ago to begin by itself.
  const [held, undone] = openQuestion(record, typed) === null ? [[], waiting] : [waiting, []]
  const all = wanted.length > 1 ? wanted.map((one) => ({ ...one, messageId: record.message.id })) : []
  const [own = null, ...others] = all
  if (all.length > MOST_WISHES) return afterwards({ to: 'too-many' }, { ...NONE, undone: waiting })
  const route = await routeWish(services, record, { typed, wish: first, isOnly: own === null, signal })
  return afterwards(route, { ...NONE, own, all, held: [...others, ...held], undone: [...undone] })
}

/** Routes a wish that waited for its turn; its message was divided before. */
export async function routeWaiting(
  services: Services,
  record: TurnRecord,
  wishes: Wishes,
  { typed, signal }: Wanting,
): Promise<Route> {
  const { own } = wishes
  return own
    ? afterwards(await routeWish(services, record, { typed, wish: own, isOnly: false, signal }), wishes)
    : { to: 'answer' }
}

const NONE: Wishes = { own: null, all: [], held: [], undone: [], next: null }

async function routeWish(
  services: Services,
  record: TurnRecord,
  { typed, wish, isOnly, signal }: Wanting & { readonly wish: SaidWish; readonly isOnly: boolean },
): Promise<Route> {
  const { asks, said, isUnsure, read = null } = wish
  const words = said.length === 0 ? typed : wishWords(typed, said)
  const route = await routeReading(services, record, { typed, words, wish: read, isOnly, signal })
  if (read || !('intent' in route)) return route
  if (isUnsure && route.intent) return { ...route, intent: doubted(route.intent, 'speech-act') }
  // Cut out of its message, a question asks for no deed.
  const name = 'playbook' in route ? route.playbook : null
  const playbook = record.live.agent.playbooks.find((candidate) => candidate.name === name)
  const isGuess = !isOnly && asks === 'question' && route.intent?.basis !== 'explicit'
  return isGuess && playbook && changesSomething(playbook, record.live) ? { to: 'answer' } : route
}

/** A route with what its message wants beside it. Nothing of that begins after what came before it was taken back. */
function afterwards(route: Route, wishes: Wishes): Route {
  const { own, held, undone } = wishes
  if (own === null && held.length + undone.length === 0) return route
  const isOver = route.to === 'cancelled' || route.to === 'hand-over'
  return { ...route, wishes: isOver ? { ...wishes, held: [], undone: [...undone, ...held] } : wishes }
}

/** The next wish for a run of its own; null where there is none, or a question of ours is open first. */
export function nextWish(route: Route): { readonly own: Wish; readonly held: readonly Wish[] } | null {
  const [own, ...held] = route.wishes?.held ?? []
  const isAsked = askingOf(route) !== null && !isLeftAside(route)
  return own && !isAsked ? { own, held } : null
}
