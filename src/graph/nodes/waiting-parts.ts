import { PENDING_LIMIT } from '#judging/pending-limit.ts'
import { planTitle } from '#cards/titles/plan-title.ts'
import { speechOf, viewedTool, type ViewedAgent } from '#cards/titles/viewed-agent.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { countWaitingPlans, readWaitingPlans } from '#memory/plans/plans.ts'
import type { Choice, Part } from '#memory/threads/part.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'

/** How many of those that wait are named. */
const MOST_NAMED = 5

/**
 * Where a plan was refused since too many of its requester's wait: which these are, the newest first, with buttons that take
 * back those of this conversation. Empty for every other plan.
 */
export async function waitingParts(
  services: Services,
  { tenantId, threadId }: Turn,
  plan: PlanRecord,
  live: ViewedAgent,
): Promise<readonly Part[]> {
  if (plan.status !== 'refused' || !plan.verdict?.policies.includes(PENDING_LIMIT)) return []
  const { requester } = plan
  const [count, named, here] = await services.database.batch(tenantId, (tx) =>
    Promise.all([
      countWaitingPlans(tx, requester),
      readWaitingPlans(tx, { requester, threadId: null }, MOST_NAMED),
      readWaitingPlans(tx, { requester, threadId }, 2),
    ]),
  )
  if (named.length === 0) return []
  const { say } = speechOf(live)
  const others = count - named.length
  const lines = [
    say('These wait, the newest first:'),
    ...named.map((one) => `- ${namedPlan(one, { threadId, agent: plan.agent, live })}`),
    ...(others > 0 ? [say('And {count} more.', { count: others })] : []),
    ...(here.length > 0 ? [say('Cancelling one makes room.')] : [say('Cancel one where you asked for it.')]),
  ]
  const choices: readonly Choice[] = [
    ...(here.length > 0 ? [choice(say('Cancel one'), say('Cancel that'))] : []),
    ...(here.length > 1 ? [choice(say('Cancel all in this conversation'), say('Cancel all of them'))] : []),
  ]
  return [
    { type: 'notice', code: 'plans-wait', text: lines.join('\n') },
    ...(choices.length > 0 ? [{ type: 'choices', choices } as const] : []),
  ]
}

interface Here {
  readonly threadId: string
  readonly agent: string
  readonly live: ViewedAgent
}

// What another agent does is told there alone.
function namedPlan({ threadId, agent, effects }: PlanRecord, here: Here): string {
  const { say } = speechOf(here.live)
  if (agent !== here.agent) return say('A request to {agent}', { agent })
  const title = planTitle(effects.map(({ tool, args }) => ({ declaration: viewedTool(here.live, tool), args })))
  return threadId === here.threadId ? title : say('{plan} (in another conversation)', { plan: title })
}

function choice(label: string, says: string): Choice {
  return { label, says }
}
