import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { AheadOfCard } from '#memory/threads/messages.ts'
import { spokenIn } from '#cards/titles/spoken-in.ts'
import { aheadParts } from '#cards/outcome/plan-talk.ts'
import { spokenAgent } from '#cards/titles/viewed-agent.ts'
import { agentRuntime } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'

/** What a plan that waits tells its requester above its card. */
export function aheadOf(services: Services, plan: PlanRecord): AheadOfCard {
  const live = agentRuntime(services, plan.agent)
  return { planId: plan.id, parts: aheadParts(plan, spokenAgent(live, spokenIn(plan, live.agent))) }
}
