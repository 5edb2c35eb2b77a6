import type { Operations } from '#contract/operations.ts'
import type { EventFeed } from '#turn/feed/event-feed.ts'
import { conversationOperations } from './operations/conversations.ts'
import { deadLetterOperations } from './operations/dead-letters.ts'
import { decisionOperations } from '#approvals/decide-plan.ts'
import { documentOperations } from './operations/documents.ts'
import { eventOperations } from './operations/events.ts'
import { evidenceOperations } from './operations/evidence.ts'
import { explanationOperations } from './operations/explain-plan.ts'
import { contextOperations } from './operations/look-beside-plan.ts'
import { feedbackOperations } from './operations/feedback.ts'
import { handOverOperations } from './operations/hand-overs.ts'
import { keyOperations } from './operations/keys.ts'
import { linkOperations } from './operations/links.ts'
import { knowledgeOperations } from './operations/knowledge.ts'
import { ownRequestOperations } from './operations/adopt-request.ts'
import { ownThreadOperations } from './operations/conversation-list.ts'
import { peopleOperations } from './operations/people.ts'
import { presenceOperations } from './operations/presence.ts'
import { planOperations } from './operations/plans.ts'
import { rateOperations } from './operations/shared-rates.ts'
import { procedureOperations } from './operations/procedures.ts'
import { readinessOperations } from './operations/readiness.ts'
import { replayOperations } from './operations/replay.ts'
import { resolutionOperations } from './operations/resolve-effect.ts'
import { policyDiffOperations } from './operations/policy-diff.ts'
import { ruleOperations } from './operations/rules.ts'
import { runOperations } from './operations/runs.ts'
import { stopOperations } from './operations/stops.ts'
import { threadOperations } from './operations/threads.ts'
import { tickOffOperations } from './operations/tick-off.ts'
import { toolOperations } from './operations/tools.ts'
import { waitingOperations } from './operations/waiting-texts.ts'
import type { Services } from '#turn/services.ts'

/** All that channels can do, over the given services. */
export function operationsOver(services: Services, feed: EventFeed, version: string): Operations {
  const threads = threadOperations(services)
  return {
    ...threads,
    ...ownThreadOperations(services),
    ...conversationOperations(services, threads),
    ...waitingOperations(services),
    ...ownRequestOperations(services),
    ...eventOperations(services, feed),
    ...runOperations(services, feed),
    ...deadLetterOperations(services),
    ...planOperations(services),
    ...decisionOperations(services),
    ...resolutionOperations(services),
    ...evidenceOperations(services),
    ...replayOperations(services),
    ...explanationOperations(services),
    ...contextOperations(services),
    ...policyDiffOperations(services),
    ...ruleOperations(services),
    ...knowledgeOperations(services),
    ...documentOperations(services),
    ...procedureOperations(services),
    ...feedbackOperations(services),
    ...handOverOperations(services, threads),
    ...tickOffOperations(services),
    ...presenceOperations(services),
    ...keyOperations(services),
    ...linkOperations(services),
    ...peopleOperations(services),
    ...toolOperations(services),
    ...stopOperations(services),
    ...rateOperations(services),
    ...readinessOperations(services, version),
  }
}
