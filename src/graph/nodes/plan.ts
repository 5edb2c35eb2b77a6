import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { AppError } from '#errors.ts'
import { labelOf, type Label } from '#label.ts'
import type { Tx } from '#memory/database.ts'
import { moveHeldPlan, createPlan, storeDryRun, type NewPlan } from '#memory/plan-changes.ts'
import { readPlanOfRun } from '#memory/plans.ts'
import { afterPlan } from '../planning/next-round.ts'
import { planByModel, planWithoutProgram, type Planned } from '../planning/plan-by-model.ts'
import { handOn, planAround, type PlanAround } from '../planning/read-plan.ts'
import { plannedEffects, tryPlan } from '../planning/try-plan.ts'
import { failureOf } from '../planning/failure-text.ts'
import { labelledSlots } from '../routing/slots/labelled-slots.ts'
import { readTurn, type TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { TurnState, TurnUpdate } from '../state.ts'
import { turnOf, type Turn } from '../turn.ts'

/** What a playbook's own constants carry. */
const OPERATOR: Label = labelOf('operator')

/**
 * Writes the plan of this round and tries it out: reads are made, writes only staged. Run again after a crash it finds
 * its row, and the reads in its journal aren't made again.
 */
export async function plan(services: Services, state: TurnState, config: LangGraphRunnableConfig): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = readTurn(services, turn)
  const started = await startPlan(services, turn, record, state.round)
  if (started.plan.status !== 'making' || started.plan.dryRunEndedAt !== null) {
    // Done, or come to nothing, before a worker died: the turn goes on from there.
    const isEnded = started.plan.status === 'done' || started.plan.status === 'failed'
    return isEnded ? afterPlan(started.plan, record.live) : { planId: started.plan.id, next: 'judge' }
  }
  turn.progress.name(started.plan.id)
  const planned = await tryOut(services, turn, record, started)
  const judged = await keep(services, turn, record, { planId: started.plan.id, planned })
  return { planId: started.plan.id, next: judged ? 'judge' : 'respond' }
}

async function tryOut(services: Services, turn: Turn, record: TurnRecord, started: PlanAround): Promise<Planned> {
  const { plan: row, around, journal } = started
  if (row.author === 'model') return planByModel(services, turn, record, started)
  const { generation } = row
  const dryRun = await tryPlan(services, turn, { plan: row, around, generation, journal })
  const failure = dryRun.ok ? null : failureOf(dryRun)
  return { dryRun, generation, failure }
}

async function startPlan(services: Services, turn: Turn, record: TurnRecord, round: number): Promise<PlanAround> {
  const planned = newPlan(services, turn, record, round)
  const windows = record.live.policies.readWindows
  const [, started] = await services.database.atOnce(turn.tenantId, (tx) =>
    Promise.all([
      createPlan(tx, planned, turn.hold),
      // By its round: a worker before this one may have written it down under another id.
      planAround(tx, turn, record, planned.id, { read: readPlanOfRun(tx, turn.hold.runId, round), windows }),
    ]),
  )
  return started
}

function newPlan(services: Services, turn: Turn, record: TurnRecord, round: number): NewPlan {
  const { route, live, principal } = record
  const around = {
    id: services.context.newId(),
    threadId: turn.threadId,
    runId: turn.hold.runId,
    round,
    requester: principal.id,
    agent: live.agent.name,
    agentHash: live.agent.hash,
    nowMs: services.context.now().getTime(),
  }
  if (route?.to === 'plan') return planWithoutProgram(around)
  if (route?.to !== 'playbook') throw new AppError('A turn came to plan without a playbook.', { code: 'route-missing' })
  const playbook = live.agent.playbooks.find((candidate) => candidate.name === route.playbook)
  if (!playbook) throw new AppError(`There is no playbook ${route.playbook} any more.`, { code: 'playbook-missing' })
  return {
    ...around,
    author: 'playbook',
    playbook: playbook.name,
    program: playbook.source,
    literals: OPERATOR,
    slots: labelledSlots(playbook.slots, route.slots, principal.id),
  }
}

/** Stores what came of trying the plan out. True where there is something to judge. Throws `lease-lost`. */
async function keep(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  { planId, planned }: { readonly planId: string; readonly planned: Planned },
): Promise<boolean> {
  const { hold } = turn
  const { dryRun, generation, failure } = planned
  const said = dryRun?.said ?? null
  const staged = dryRun?.ok && failure === null ? dryRun.effects : []
  const [, kept] = await services.database.atOnce(turn.tenantId, (tx) =>
    Promise.all([store(tx), planAround(tx, turn, record, planId)]),
  )
  handOn(turn, kept)
  return staged.length > 0

  function store(tx: Tx): Promise<void> {
    if (failure) return moveHeldPlan(tx, planId, { from: ['making'], to: 'failed', said, failure }, hold)
    if (staged.length === 0) return moveHeldPlan(tx, planId, { from: ['making'], to: 'done', said }, hold)
    const effects = plannedEffects(staged, record.live)
    const next = dryRun?.ok ? dryRun.next : null
    return storeDryRun(tx, { planId, generation, said, effects, changes: [], next }, hold)
  }
}
