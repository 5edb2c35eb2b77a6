import { isAllowed } from '#auth/authorize.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Principal } from '#core/principal.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { speechOf, type ViewedAgent } from './viewed-agent.ts'

/** Why a plan came to nothing. Where it failed may hang on what was read, which is for those who may see all of that. */
export function failureView(
  { failure, playbook }: PlanRecord,
  live: ViewedAgent,
  reader: Principal,
): PlanView['failure'] {
  if (!failure) return null
  const { code, where } = failure
  const said = { code, text: speechOf(live).again(failure.text) }
  if (!where || !isAllowed(reader, 'plan.read-all', 'tenant')) return said
  const file = live.agent.playbooks.find(({ name }) => name === playbook)?.file ?? null
  const at = { line: where.at?.line ?? null, column: where.at ? where.at.column + 1 : null }
  return { ...said, where: { file, ...at, message: where.message } }
}
