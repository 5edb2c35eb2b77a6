import { enforce } from '#auth/authorize.ts'
import { AppError, notFound } from '#core/errors.ts'
import type { Tx } from '#memory/database/database.ts'
import { resolveUnknownEffect, storeResolution } from '#memory/ledger/ledger.ts'
import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'
import { movePlan } from '#memory/plans/plan-changes.ts'
import { lockPlan, readPlan } from '#memory/plans/plans.ts'
import { readKillSwitches, type KillSwitch } from '#memory/agents/kill-switches.ts'
import { lockBackedOffRun, reopenRun } from '#memory/runs/run-backoff.ts'
import { wakeRun } from '#memory/runs/runs.ts'
import type { Principal } from '#core/principal.ts'
import type { NewResolution } from '#contract/decision.ts'
import type { Operations } from '#contract/operations.ts'
import { compensatesOnFailure } from '#effects/compensate-effects.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { agentRuntime } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { killSwitchOver } from '#turn/lease/kill-switches.ts'
import { redactPlan } from '#cards/plan-view/redact-plans.ts'
import { openTo, planAccess } from '#cards/plan-view/plan-access.ts'
import { allowedPlan, viewOf } from '#cards/plan-view/plan-for-reader.ts'

/**
 * Resolves a step whose outcome is unknown, or one that is still being retried, by what a person says; then the plan
 * goes on, or stops.
 */
export function resolutionOperations(services: Services): Pick<Operations, 'resolveEffect'> {
  return {
    resolveEffect: async (principal, { planId, index, ...resolution }) => {
      const view = await services.database.tenant(principal.tenantId, async (tx) => {
        const plan = allowedPlan(services, await lockPlan(tx, planId), { principal, action: 'plan.read' })
        const effect = unknownEffect(services, plan, index, principal)
        if (openTo(plan) === null || !(await isHeldByNobody(tx, plan))) throw stillAtWork()
        const stop = stopOverRest(await readKillSwitches(tx), plan, agentRuntime(services, plan.agent))
        if (stop) throw heldBack(stop)
        // Before each step had to have an end, a run may have ended without one: what is said now goes on all the same.
        const goesOn = (await wakeRun(tx, plan.runId)) || (await reopenRun(tx, plan.runId))
        if (!goesOn) throw runGone()
        await resolve(tx, plan.id, effect, { ...resolution, by: principal.id })
        await movePlan(tx, plan.id, { from: ['unknown', 'applying'], to: 'applying' })
        return viewOf(services, (await readPlan(tx, planId)) ?? plan, principal)
      })
      return { plan: await redactPlan(services.database, principal, view) }
    },
  }
}

/** Locks a step that is being retried: no worker calls it now, nor before this is committed. */
function isHeldByNobody(tx: Tx, { status, runId }: PlanRecord): Promise<boolean> {
  return status === 'applying' ? lockBackedOffRun(tx, runId) : Promise.resolve(true)
}

async function resolve(
  tx: Tx,
  planId: string,
  { index, outcome: before }: EffectRecord,
  { outcome, note, by }: NewResolution & { readonly by: string },
): Promise<void> {
  await storeResolution(tx, { planId, index, principalId: by, outcome, note })
  const said = before?.ok === false ? before.said : undefined
  const ends = {
    happened: { state: 'succeeded', outcome: { ok: true, value: null } },
    'did-not': { state: 'failed', outcome: { ok: false, code: 'did-not-happen', ...(said && { said }) } },
    // Begun and without an outcome: the next worker looks for it, as after a crash.
    'look-again': { state: 'dispatched', outcome: null },
  } as const
  await resolveUnknownEffect(tx, { planId, index, ...ends[outcome] })
}

/** A stop over what the plan would go on with, a step or taking one back: what met it would be left undone for ever. */
function stopOverRest(stops: readonly KillSwitch[], plan: PlanRecord, live: AgentRuntime): KillSwitch | null {
  const rows = [...plan.effects, ...plan.undoings]
  const left = rows.filter(({ state }) => state === 'planned').map(({ tool }) => tool)
  const waysBack =
    plan.undoings.length === 0 && compensatesOnFailure(live)
      ? plan.effects.flatMap((effect) => wayBack(effect, live))
      : []
  const found = [...left, ...waysBack].map((tool) => killSwitchOver(stops, { tool, agent: plan.agent }))
  return found.find((stop) => stop !== null) ?? null
}

function wayBack({ tool, state }: EffectRecord, live: AgentRuntime): readonly string[] {
  const compensate = state === 'succeeded' ? live.declarations.get(tool)?.compensate : null
  return compensate ? [compensate.tool] : []
}

function heldBack({ stoppedBy, why }: KillSwitch): AppError {
  return new AppError(
    `What is left of this plan was stopped by ${stoppedBy}: “${why}”. Nothing was recorded. Say it once it is started again.`,
    { code: 'stopped', status: 423, details: { by: stoppedBy, why } },
  )
}

// The worker that lost sight of the step hasn't put the plan before a person yet.
function stillAtWork(): AppError {
  return new AppError('The plan is still being worked on. Try again in a moment.', {
    code: 'plan-at-work',
    status: 409,
    retryable: true,
  })
}

// A step that was begun keeps its run from being cancelled, so there is none without.
function runGone(): AppError {
  return new AppError('This request was cancelled, so nothing more happens.', { code: 'run-ended', status: 409 })
}

function unknownEffect(services: Services, plan: PlanRecord, index: number, principal: Principal): EffectRecord {
  enforce(principal, 'effect.resolve', planAccess(plan, agentRuntime(services, plan.agent)))
  const effect = [...plan.effects, ...plan.undoings].find((candidate) => candidate.index === index)
  if (!effect) throw notFound('step')
  const isTried = effect.state === 'dispatched' && plan.rest?.index === index
  if (effect.state !== 'unknown' && !isTried) {
    throw new AppError('We already know what happened to this step.', {
      code: 'effect-known',
      status: 409,
      details: { state: effect.state },
    })
  }
  return effect
}
