import { Route } from '#dialogue/contract.ts'
import { isOneOf } from '#dialogue/language.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { asksForDeed } from '#dialogue/utterance/bearing.ts'
import type { Part } from '#memory/threads/part.ts'
import { speaking } from '#turn/speaking.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { takenPart, waitingPart } from './passed-on.ts'

/**
 * Human in the loop: routes a message while its thread is handed over to a person. Until one has taken it, the agent goes on
 * as before, and gets the thread back where its requester says so with nothing else open. After that it begins nothing and
 * reads nothing.
 */
export async function routeWithPerson(
  record: TurnRecord,
  typed: string,
  { choose, isAnyOpen }: { readonly choose: () => Promise<Route>; readonly isAnyOpen: IsAnyOpen },
): Promise<Route> {
  const { handOver, live, language: code } = record
  if (handOver === null) return choose()
  if (handOver.takenBy !== null) return { to: 'with-person', takenBy: handOver.takenBy.id }
  const chosen = await choose()
  if (chosen.to === 'hand-over') return { ...chosen, to: 'with-person' }
  const language = languageOf(live.agent, code)
  if (!isOneOf(typed, language.cancel, language)) return chosen
  return (await takesNothingBack(chosen, isAnyOpen)) ? { to: 'no-person' } : chosen
}

/** Whether any of these plans isn't over yet. */
type IsAnyOpen = (planIds: readonly string[]) => Promise<boolean>

// "Never mind" is said of the question or the plan that is open first.
async function takesNothingBack({ to, planCall }: Route, isAnyOpen: IsAnyOpen): Promise<boolean> {
  if (planCall) return planCall.do === 'withdraw' && !(await isAnyOpen(planCall.planIds))
  return to === 'talk' || to === 'answer'
}

/**
 * What is said to a message of a thread that is with a person. Who has come is said to the first message after that, and
 * wherever something is asked for that the agent would else do: what the two say to each other isn't answered.
 */
export function withPersonParts(record: TurnRecord, typed: string): readonly Part[] {
  const { handOver, live, language, routeBefore } = record
  if (handOver === null) return []
  const speech = speaking(live.agent, language)
  const { takenBy } = handOver
  if (takenBy === null) return [waitingPart(speech, handOver.role)]
  const before = Route.safeParse(routeBefore).data
  const isTold = before?.to === 'with-person' && before.takenBy === takenBy.id
  return isTold && !asksForDeed(typed, live.agent) ? [] : [takenPart(speech, takenBy.name)]
}
