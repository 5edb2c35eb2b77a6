import { JsonObject } from '#core/json.ts'
import type { NewAllowedReads } from '#memory/plans/allowed-reads.ts'
import type { SettingChange } from '#memory/plans/plan-record.ts'
import { judgeStanding } from '#judging/judge.ts'
import { missingApprovals } from '#sealed-plan/approval/approval-status.ts'
import { planDocument } from '#sealed-plan/document.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { suspendedTool } from '#turn/lease/suspended-tool.ts'
import type { Turn } from '#turn/turn.ts'
import { isWithPerson } from './check-before-first.ts'
import { findTampering, judgedNow } from './find-tampering.ts'
import { withProcedure } from './procedure-now.ts'
import { isOperatorField, operatorFieldChanges } from './operator-fields.ts'

/** Whether reads that people said yes to may be made. */
export type ReadsClearance =
  | { readonly clear: true; readonly allowed: NewAllowedReads }
  | { readonly clear: false; readonly because: 'tampered'; readonly field: string }
  | { readonly clear: false; readonly because: 'with-person' }
  | { readonly clear: false; readonly because: 'suspended' }
  /** An operator changed what they were asked by: nobody said yes to that. */
  | { readonly clear: false; readonly because: 'changed'; readonly changes: readonly SettingChange[] }
  /** Policy, as it stands now, asks more than was given, or refuses. */
  | { readonly clear: false; readonly because: 'asks-more' }

/** Checks digest, tools, policy and approvals again before reads are made that people were asked about. */
export async function checkBeforeReads(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  found: PlanWithContext,
): Promise<ReadsClearance> {
  const { plan, journal, context, rolesNow } = found
  const field = findTampering(turn, record, plan, journal)
  const changed = field === null ? [] : await operatorFieldChanges(services, turn, record, found)
  if (changed === null) {
    return { clear: false, because: 'tampered', field: field === null || isOperatorField(field) ? 'seal' : field }
  }
  if (isWithPerson(record, plan)) return { clear: false, because: 'with-person' }
  const used = [...journal, ...plan.effects].map(({ tool }) => tool)
  if ((await suspendedTool(record.live, used, turn.signal)) !== null) return { clear: false, because: 'suspended' }
  const changes = withProcedure(changed, plan, record.live)
  if (field !== null || changes.length > 0) return { clear: false, because: 'changed', changes }
  const { plan: verdict } = judgeStanding(plan, context, journal)
  const { policies } = record.live
  if (verdict.decision === 'deny' || missingApprovals(plan, verdict, { rolesNow, policies }).length > 0)
    return { clear: false, because: 'asks-more' }
  const judged = judgedNow(turn, record, plan, journal)
  if (typeof judged === 'string' || !plan.digest || !plan.seal || !plan.verdict)
    return { clear: false, because: 'tampered', field: 'seal' }
  const { id: planId, digest, escalation, seal, effects } = plan
  const reads = effects.map(({ tool, args, labels, because, paths, definitionHash }) => ({
    tool,
    args,
    labels,
    because,
    paths,
    definitionHash,
  }))
  const document = JsonObject.parse(JSON.parse(JSON.stringify(planDocument(judged))))
  return {
    clear: true,
    allowed: { planId, digest, verdict: plan.verdict, escalation, reads, sealed: { document, seal } },
  }
}
