import { AppError } from '#core/errors.ts'
import { valueAt } from '#core/json.ts'
import type { LedgerWindow } from '#memory/ledger/ledger-window.ts'
import { keepAgentParts } from '#memory/agents/agent-parts.ts'
import { storeDecision } from '#memory/plans/approvals.ts'
import type { Tx } from '#memory/database/database.ts'
import { appendEvents } from '#memory/events/events.ts'
import { type ThreadEvent } from '#memory/events/thread-event.ts'
import { giveUpPlace, storeEditedPlan, type EditedPlan } from '#memory/plans/plan-edits.ts'
import type { PlannedEffect } from '#memory/plans/plan-changes.ts'
import { ONLY_STAGED, type PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlan } from '#memory/plans/plans.ts'
import { answersOf } from '#memory/runs/answers-of.ts'
import { readRun, wakeRun } from '#memory/runs/runs.ts'
import { lockScopes, reserveWindows, scopesOf } from '#memory/ledger/reservations.ts'
import { selectTurn, TurnRow } from '#memory/runs/turns.ts'
import { windowTotals } from '#memory/ledger/window-totals.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import { editedSteps } from '#plan-language/edit.ts'
import type { Principal } from '#core/principal.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { judgedFacts } from '#judging/judged-facts.ts'
import { judgedWindows, judgeInShadow } from '#judging/policies/shadow.ts'
import type { JudgingContext } from '#turn/plan-context.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import { judge } from '#judging/judge.ts'
import { riskOf } from '#judging/risk.ts'
import { sealJudged } from '#sealed-plan/seal.ts'
import { plannedEffects } from '#planning/try-plan.ts'
import { intentFacts } from '#sealed-plan/plan-intent.ts'
import { agentRuntime, requesterOf } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { seeKillSwitches } from '#turn/lease/kill-switches.ts'
import { readChanges } from './read-changes.ts'

export interface Edit {
  readonly plan: PlanRecord
  readonly principal: Principal
  readonly changes: readonly PlanChange[]
  readonly note: string | null
  /** The asked roles that the principal can speak for. */
  readonly asks: readonly string[]
}

/**
 * Changes a waiting plan: judges it again as it is now, under a new digest that all yeses are asked for anew. The plan waits
 * on, or is refused; an edit is never a yes. The caller holds the plan's row. Throws `change-refused`.
 */
export async function editPlan(services: Services, tx: Tx, edit: Edit): Promise<PlanRecord> {
  const { plan, principal, changes } = edit
  if (plan.asking)
    throw new AppError('These are reads: they are allowed as they are, or not at all.', {
      code: 'change-refused',
      status: 422,
    })
  const { planId, runId, threadId, digest: before } = { ...plan, planId: plan.id, digest: plan.digest ?? '' }
  const live = agentRuntime(services, plan.agent)
  const edited = await judgeEdited(services, tx, edit, live)
  await storeDecision(tx, principal, {
    id: services.context.newId(),
    planId,
    digest: before,
    decision: 'edit',
    reason: null,
    note: edit.note,
    changes,
  })
  await storeEditedPlan(tx, { ...edited, before })
  const run = await readRun(tx, runId)
  if (edited.status === 'refused') await wakeRun(tx, runId)
  const { digest } = edited
  const told = changes.map((change) => withOld(plan, change))
  const decided = { type: 'plan-decided', runId, planId, digest: before, decision: 'edit' } as const
  await appendEvents(
    tx,
    threadId,
    [
      { event: { ...decided, principalId: principal.id, changes: told }, personal: told.flatMap(personalPlaces) },
      {
        event: {
          type: 'plan-proposed',
          runId,
          planId,
          digest,
          decision: edited.verdict.decision,
          ...(run && { answers: answersOf(run) }),
        },
        personal: [],
      },
    ],
    services.context.randomBytes,
  )
  return (await readPlan(tx, planId)) ?? plan
}

async function judgeEdited(
  services: Services,
  tx: Tx,
  edit: Edit,
  live: AgentRuntime,
): Promise<Omit<EditedPlan, 'before'>> {
  const { plan, principal, changes, asks } = edit
  const edits = readChanges({ plan, live, changes, by: principal.id, asks })
  const effects = plannedEffects(editedSteps(edits.staged, edits, plan.requester), live)
  const journal = parseJournal(plan.journal)
  if (!holdsNoMore(effects, plannedEffects(plan.effects, live))) await giveUpPlace(tx, plan.id)
  const context = await judgingContext(services, tx, plan, live)
  const verdicts = judge({ ...plan, effects, edits }, context, journal)
  const expiresAt = new Date(plan.expiresAt ?? plan.now).toISOString()
  const policyHash = live.policies.hash
  const now: PlanRecord = { ...plan, edits, effects: effects.map((effect) => ({ ...ONLY_STAGED, ...effect })) }
  // Neither the time to answer nor who steps in after a while is another for it.
  const { escalation } = plan
  const { tenantId } = tx
  const { seal, parts } = sealJudged(
    { tenantId, plan: now, journal, live, policyHash, verdicts, expiresAt, escalation },
    services.context.randomBytes,
  )
  await keepAgentParts(tx, parts)
  return {
    planId: plan.id,
    status: verdicts.plan.decision === 'deny' ? 'refused' : 'waiting',
    edits,
    effects,
    verdict: verdicts.plan,
    effectVerdicts: verdicts.effects,
    policyHash,
    digest: seal.digest,
    seal,
    facts: judgedFacts(context),
    shadow: judgeInShadow(live, { plan: now, journal, context, verdicts }),
    risk: riskOf(now, live),
  }
}

/** Whether it asks for no more of any limit than before. Then it keeps its place before those who have counted it. */
function holdsNoMore(now: readonly PlannedEffect[], before: readonly PlannedEffect[]): boolean {
  return now.every(({ tool, amounts }, place) => {
    const old = before[place]
    return (
      old?.tool === tool && Object.entries(amounts).every(([currency, minor]) => minor <= (old.amounts[currency] ?? 0))
    )
  })
}

// As its turn would find them: the rights are those of whoever asked, never the editor's. Nobody reserves meanwhile.
async function judgingContext(
  services: Services,
  tx: Tx,
  plan: PlanRecord,
  live: AgentRuntime,
): Promise<JudgingContext> {
  const turn = TurnRow.parse(await selectTurn(tx, plan.runId))
  const windows = judgedWindows(live)
  const all = new Set<LedgerWindow>([...services.agents.values()].flatMap(({ policies }) => [...policies.windows]))
  const seen = await lockScopes(tx, scopesOf(all, plan))
  await reserveWindows(tx, { seen, also: [] })
  const scope = { requester: plan.requester, agent: plan.agent, withoutPlan: plan.id, windows }
  const ledger = await windowTotals(tx, scope)
  const principal = requesterOf(tx.tenantId, turn.requester)
  return {
    live,
    principal,
    channel: turn.channel,
    threadId: plan.threadId,
    ledger,
    intent: intentFacts(plan),
    now: turn.now,
    stops: await seeKillSwitches(tx),
  }
}

type ToldChange = NonNullable<Extract<ThreadEvent, { type: 'plan-decided' }>['changes']>[number]

function withOld({ effects }: PlanRecord, change: PlanChange): ToldChange {
  if ('leaveOut' in change) return change
  const was = valueAt(effects[change.effect]?.args ?? {}, change.path) ?? null
  return { ...change, was: typeof was === 'object' ? null : was }
}

function personalPlaces(change: ToldChange, place: number): readonly string[] {
  return 'leaveOut' in change ? [] : [`/changes/${place}/was`, `/changes/${place}/value`]
}
