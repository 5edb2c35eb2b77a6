import { isRoleHeld } from '#memory/people/people.ts'
import { countUnhelpful } from '#memory/threads/hand-overs.ts'
import { saysNothing, type Part } from '#memory/threads/part.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { speaking } from '#turn/speaking.ts'
import { readTurn, type TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { HandOverChange } from '#turn/state.ts'
import type { Turn } from '#turn/turn.ts'
import { withoutOffer } from './offered-person.ts'
import { closedPart, passedOnPart, takenPart } from './passed-on.ts'

export interface Ending {
  readonly parts: readonly Part[]
  readonly plan: PlanRecord | null
  readonly change: HandOverChange | null
}

type Ended = Omit<Ending, 'plan'> & { readonly isUnhelpful: boolean }

/**
 * What a turn ends with. Where its requester goes on without a person that is so, unless one has come by now. After as many
 * turns in a row that didn't help as the agent's `handOver.after` says, the conversation is passed on to a person.
 */
export async function endingOf(services: Services, turn: Turn, { parts, plan, change }: Ending): Promise<Ended> {
  const record = readTurn(services, turn)
  const { live, principal, language } = record
  const { handOver } = live.agent
  const speech = speaking(live.agent, language)
  if (change?.to === 'close') {
    const { takenBy } = record.handOver ?? { takenBy: null }
    const ended = { parts: [...parts, takenBy ? takenPart(speech, takenBy.name) : closedPart(speech)] }
    return { ...ended, change: record.handOver && !takenBy ? change : null, isUnhelpful: false }
  }
  const isUnhelpful = change === null && record.handOver === null && didNotHelp(record, parts, plan)
  if (!isUnhelpful || !handOver) return { parts, change, isUnhelpful }
  const { role, afterFailedTurns } = handOver
  const of = { threadId: turn.threadId, runId: turn.hold.runId }
  const [before, isHeld] = await services.database.batch(turn.tenantId, (tx) =>
    Promise.all([countUnhelpful(tx, of), isRoleHeld(tx, role, principal.id)]),
  )
  if (before + 1 < afterFailedTurns) return { parts, change, isUnhelpful }
  const told = passedOnPart(speech, { agent: live.agent, role, isHeld, now: services.context.now() })
  return {
    parts: [...withoutOffer(parts, live.agent, speech), told],
    change: { to: 'open', because: 'unhelpful', isHeld },
    isUnhelpful,
  }
}

/**
 * Nothing was answered: nothing was found, no plan came of it, or it was given up after questions that led nowhere. A no by
 * the rules is an answer, and so is the nearest place in the documents.
 */
function didNotHelp({ route }: TurnRecord, parts: readonly Part[], plan: PlanRecord | null): boolean {
  if (plan !== null) return plan.status === 'failed'
  if (route?.to === 'cancelled') return route.because === 'given-up'
  return saysNothing(parts)
}
