import { consentPrompt } from '#models/prompts.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { withFallback } from '#turn/with-fallback.ts'
import { planFact } from '../reading/plan-facts.ts'
import type { Heard } from './heard.ts'

/** Whether a model that is shown nothing but the plan and the whole message takes that for a yes to it. No answer is none. */
export async function consents({ services, record, typed, signal }: Heard, plan: PlanRecord): Promise<boolean> {
  const { gateway } = services
  if (!gateway) return false
  const { request, schema } = consentPrompt({ plan: planFact(plan, record), message: typed.trim() })
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'consent', signal }, () =>
    gateway.askFor(request, schema, { signal }),
  )
  return reply?.value.consents === 'yes'
}
