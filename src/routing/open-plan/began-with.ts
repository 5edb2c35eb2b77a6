import type { NamedPlaybook } from '#agents/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import { Route } from '#dialogue/contract.ts'
import type { Slots } from '#dialogue/slot-filling/fill-slots.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readRun } from '#memory/runs/runs.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'

/** The procedure that a plan was made by, and what that was begun with; null for a plan of none. */
export async function beganWith(
  { database }: Services,
  { live, language, principal }: TurnRecord,
  plan: PlanRecord,
): Promise<{ readonly playbook: NamedPlaybook; readonly slots: Slots } | null> {
  const playbook = live.agent.playbooks.find(({ name }) => name === plan.playbook)
  if (!playbook) return null
  const run = await database.batch(principal.tenantId, (tx) => readRun(tx, plan.runId))
  const before = Route.safeParse(run?.route).data
  if (before?.to !== 'playbook' || before.playbook !== playbook.name) return null
  return { playbook: playbookIn(playbook, language), slots: before.slots }
}
