import { isAllowed } from '#auth/authorize.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Principal } from '#core/principal.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { speechOf, type ViewedAgent } from '../titles/viewed-agent.ts'

/** Why a plan came to nothing. Where it failed may hang on what was read, which is for those who may see all of that. */
export function failureView(plan: PlanRecord, live: ViewedAgent, reader: Principal): PlanView['failure'] {
  const { failure, playbook } = plan
  if (!failure) return null
  const { code, where } = failure
  const said = { code, text: whyIn(plan, failure.text, live) }
  if (!where || !isAllowed(reader, 'plan.read-all', 'tenant')) return said
  const file = live.agent.playbooks.find(({ name }) => name === playbook)?.file ?? null
  const at = { line: where.at?.line ?? null, column: where.at ? where.at.column + 1 : null }
  return { ...said, where: { file, ...at, message: where.message } }
}

/** What a plan says; of what wasn't found that is our own sentence. */
export function saidText(plan: PlanRecord, live: ViewedAgent): string | null {
  const text = plan.said?.text ?? null
  return text !== null && text === plan.failure?.text ? whyIn(plan, text, live) : text
}

/** Under a plan that ended so each face says itself whether anything was done. */
const SAY_WHAT_WAS_DONE: readonly PlanRecord['status'][] = ['refused', 'failed', 'expired', 'cancelled']

function whyIn({ status }: PlanRecord, stored: string, live: ViewedAgent): string {
  const { say, again } = speechOf(live)
  const text = again(stored)
  if (!SAY_WHAT_WAS_DONE.includes(status)) return text
  const [first = '', ...others] = text.split(`${say('Nothing was done')}.`).map((part) => part.trim())
  return [first, ...others].filter((part) => part !== '').join(' ') || text
}
