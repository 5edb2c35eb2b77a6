import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { AppError } from '#errors.ts'
import type { EffectRecord, PlanRecord } from '#memory/plan-record.ts'
import { movePlan, readPlan, storeDryRun } from '#memory/plans.ts'
import { clearToBegin, type Clearance } from '../applying/before-first.ts'
import { applyEffect } from '../applying/apply-effect.ts'
import { readTurn, type TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { TurnState, TurnUpdate } from '../state.ts'
import { turnOf, type Turn } from '../turn.ts'

/**
 * Does what was judged, in order, each step once. From the first step on nothing is planned again: what has begun is
 * finished or stopped.
 */
export async function apply(
  services: Services,
  state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = await readTurn(services, turn)
  const plan = await readNow(services, turn, state.planId ?? '')
  if (plan.status !== 'applying') return { next: 'respond' }
  if (plan.effects.every((effect) => effect.state === 'planned')) {
    const clearance = await clearToBegin(services, turn, record, plan)
    if (!clearance.clear) return stopBefore(services, turn, plan, clearance)
  }
  const status = await applyEffects(services, turn, record, plan)
  await services.database.tenant(turn.tenantId, (tx) => movePlan(tx, plan.id, { from: ['applying'], to: status }))
  return { next: status === 'unknown' ? 'approve' : 'respond' }
}

async function applyEffects(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  plan: PlanRecord,
): Promise<'done' | 'failed' | 'unknown'> {
  const done: EffectRecord[] = []
  for (const effect of plan.effects) {
    turn.signal.throwIfAborted()
    const ended = await applyEffect(services, turn, record, { plan, effect, done })
    if (ended.state !== 'succeeded') return ended.state
    done.push({ ...effect, ...ended })
  }
  return 'done'
}

/** Nothing was begun: the plan goes back to be judged, or ends. */
async function stopBefore(
  services: Services,
  turn: Turn,
  plan: PlanRecord,
  clearance: Extract<Clearance, { clear: false }>,
): Promise<TurnUpdate> {
  return services.database.tenant(turn.tenantId, async (tx) => {
    const generation = plan.generation + 1
    if (clearance.because === 'tampered') {
      const failure = {
        code: 'digest-differs',
        text: `The plan isn't the one that was judged (${clearance.field} differs). Nothing was done.`,
      }
      await movePlan(tx, plan.id, { from: ['applying'], to: 'failed', failure })
      return { next: 'respond' }
    }
    if (clearance.because === 'asks-more') {
      await movePlan(tx, plan.id, { from: ['applying'], to: 'making' })
      return { next: 'judge' }
    }
    const { dryRun, changes } = clearance
    if (dryRun.failed || dryRun.effects.length === 0) {
      await movePlan(tx, plan.id, { from: ['applying'], to: 'stale', said: dryRun.said })
      return { next: 'respond' }
    }
    await storeDryRun(
      tx,
      { planId: plan.id, generation, said: dryRun.said, effects: dryRun.effects, changes },
      turn.hold,
    )
    return { next: 'judge' }
  })
}

async function readNow(services: Services, turn: Turn, planId: string): Promise<PlanRecord> {
  const plan = await services.database.tenant(turn.tenantId, (tx) => readPlan(tx, planId))
  if (!plan) throw new AppError('A plan that was to be applied is gone.', { code: 'plan-missing' })
  return plan
}
