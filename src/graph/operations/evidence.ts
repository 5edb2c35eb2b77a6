import { JsonObject } from '#json.ts'
import { readEvents, verifyChain } from '#memory/events.ts'
import { listModelCalls } from '#memory/model-calls.ts'
import type { Operations } from '../contract.ts'
import { readAttempts } from '#memory/plan-attempts.ts'
import { parseJournal } from '../planning/journal.ts'
import type { Services } from '../services.ts'
import { planView } from '../view/plan-view.ts'
import { GONE_AGENT } from '../view/viewed-agent.ts'
import { readablePlan } from './plans.ts'

/** The most events of a thread that one plan's evidence carries. */
const MAX_EVENTS = 1_000

/** Everything about one plan as one file: what it was, who decided, what happened, and the thread's chain around it. */
export function evidenceOperations(services: Services): Pick<Operations, 'readEvidence'> {
  return {
    readEvidence: (principal, planId) =>
      services.database.tenant(principal.tenantId, async (tx) => {
        const plan = await readablePlan(services, tx, planId, principal)
        const chain = await verifyChain(tx, plan.threadId)
        // From the first that isn't what it was on, nothing is evidence.
        const events = await readEvents(tx, plan.threadId, { after: 0, limit: Math.min(chain.count, MAX_EVENTS) })
        const modelCalls = await listModelCalls(tx, plan.runId)
        const journal = parseJournal(plan.journal)
        const live = services.agents.get(plan.agent) ?? GONE_AGENT
        const isRequester = plan.requester === principal.id
        const evidence = {
          version: 'parley-evidence-v1',
          plan: planView(plan, journal, live, principal),
          agent: { name: plan.agent, hash: plan.agentHash },
          policy: plan.policyHash,
          seal: plan.seal,
          // Every program that a model wrote for it, with why each but the last came to nothing.
          attempts: await readAttempts(tx, plan.id),
          prompt: plan.prompt,
          model: plan.model,
          journal,
          // Which prompts were sent to which model in its turn, and what came of it: no words.
          modelCalls,
          ledger: plan.effects,
          // What those who decide tell each other isn't the requester's to read.
          decisions: plan.decisions.map((decision) => (isRequester ? { ...decision, note: null } : decision)),
          events: events.filter((event) => 'runId' in event && event.runId === plan.runId),
          chain,
        }
        return JsonObject.parse(JSON.parse(JSON.stringify(evidence)))
      }),
  }
}
