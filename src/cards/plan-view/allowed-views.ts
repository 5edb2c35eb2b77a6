import type { PlanView } from '#contract/plan.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { effectTitle } from '../titles/effect-title.ts'
import { viewedTool, type ViewedAgent } from '../titles/viewed-agent.ts'

/** What people were asked about and allowed to be read, in words, with who said yes. */
export function allowedViews({ allowed, decisions }: PlanRecord, live: ViewedAgent): PlanView['allowed'] {
  return allowed.flatMap(({ digest, reads, allowedAt }) => {
    const yes = decisions.filter((given) => given.decision === 'approve' && given.digest === digest)
    const by = yes.map(({ principalId, principalName }) => ({ id: principalId, name: principalName ?? principalId }))
    return reads.map(({ tool, args }) => ({
      tool,
      title: effectTitle(viewedTool(live, tool), args),
      by,
      digest,
      at: allowedAt,
    }))
  })
}
