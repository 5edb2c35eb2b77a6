import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { AppError } from '#core/errors.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { lockPlan, readPlan } from '#memory/plans/plans.ts'
import { cancelIfNotBegun } from '../claims/cancel-if-not-begun.ts'
import { decideInWords } from '#approvals/decide-in-words.ts'
import { editPlan } from '#approvals/edit-plan.ts'
import { calledParts, type Called } from '#routing/texts/called-text.ts'
import type { PlanCall } from '#dialogue/plan-call.ts'
import { readTurn, type TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { TurnState, TurnUpdate } from '#turn/state.ts'
import { turnOf, type Turn } from '#turn/turn.ts'
import { nextOf } from './route.ts'

/**
 * Does to a plan that is open in the thread what its requester said, and says which plan that was. Run again after a crash
 * it finds what it has done. What was to come instead of a plan doesn't, where that one has begun.
 */
export async function changePlan(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = readTurn(services, turn)
  const { route } = record
  const call = route?.planCall
  if (!route || !call) throw new AppError('A turn came to change no plan.', { code: 'route-missing' })
  const called = await doneTo(services, turn, record, call)
  const isHindered = call.do === 'withdraw' && call.instead && called.some(({ came }) => came !== 'withdrawn')
  const said = calledParts(call, called, record)
  return isHindered
    ? { next: 'respond', reply: said }
    : { next: nextOf(route), reply: route.to === 'open-plan' ? [...state.reply, ...said] : [...said, ...state.reply] }
}

async function doneTo(services: Services, turn: Turn, record: TurnRecord, call: PlanCall): Promise<readonly Called[]> {
  switch (call.do) {
    case 'withdraw': {
      const called: Called[] = []
      for (const planId of call.planIds) called.push(...(await withdraw(services, turn, record, planId)))
      return called
    }
    case 'leave-out':
      return leaveOut(services, turn, record, call)
    case 'decide':
      return decideInWords(services, record, call)
    case 'tell':
    case 'ask-which': {
      const planIds = call.do === 'tell' ? [call.planId] : call.planIds
      const plans = await Promise.all(planIds.map((planId) => planNow(services, turn, planId)))
      const came = (call.do === 'tell' ? call.why : null) ?? 'told'
      return plans.flatMap((plan) => (plan ? [{ plan, came: plan.status === 'waiting' ? came : 'told' }] : []))
    }
  }
}

// Its requester may always take back what hasn't begun.
async function withdraw(
  services: Services,
  turn: Turn,
  { principal }: TurnRecord,
  planId: string,
): Promise<readonly Called[]> {
  const before = await planNow(services, turn, planId)
  if (!before || before.requester !== principal.id) return []
  if (before.status === 'done') return [{ plan: before, came: 'not-withdrawn' }]
  if (before.status !== 'cancelled')
    await cancelIfNotBegun(services, { tenantId: turn.tenantId, runId: before.runId, principal })
  const plan = (await planNow(services, turn, planId)) ?? before
  return [{ plan, came: plan.status === 'cancelled' ? 'withdrawn' : 'not-withdrawn' }]
}

// Judged anew under another digest, for which all who were asked are asked again.
async function leaveOut(
  services: Services,
  turn: Turn,
  { principal }: TurnRecord,
  { planId, digest, steps }: Extract<PlanCall, { do: 'leave-out' }>,
): Promise<readonly Called[]> {
  try {
    const edited = await services.database.tenant(turn.tenantId, async (tx) => {
      const plan = await lockPlan(tx, planId)
      if (!plan || plan.requester !== principal.id || plan.status !== 'waiting' || plan.digest !== digest) return null
      const changes = steps.map((effect) => ({ effect, leaveOut: true }) as const)
      return editPlan(services, tx, { plan, principal, changes, note: null, asks: plan.verdict?.roles ?? [] })
    })
    const plan = edited ?? (await planNow(services, turn, planId))
    if (!plan) return []
    const isMine = plan.decisions.some(
      (one) => one.decision === 'edit' && one.principalId === principal.id && one.digest === digest,
    )
    return [{ plan, came: isMine ? 'left-out' : 'told' }]
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'change-refused')) throw error
    const plan = await planNow(services, turn, planId)
    return plan ? [{ plan, came: 'needed' }] : []
  }
}

function planNow(services: Services, turn: Turn, planId: string): Promise<PlanRecord | null> {
  return services.database.batch(turn.tenantId, (tx) => readPlan(tx, planId))
}
