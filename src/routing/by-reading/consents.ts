import { consentPrompt } from '#models/prompts.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { withFallback } from '#turn/with-fallback.ts'
import { planFact } from '../reading/plan-facts.ts'
import type { Heard } from './heard.ts'

/**
 * Whether a model that is shown nothing but the plan, others that the message was read as a yes to, and the whole message takes
 * that for a yes to it. No answer is none.
 */
export async function consents(
  { services, record, typed, signal, plans, wish }: Heard,
  plan: PlanRecord,
): Promise<boolean> {
  const { gateway } = services
  if (!gateway) return false
  const besides = plans.filter(({ id }) => id !== plan.id && wish.agreedTo?.includes(id))
  const { request, schema } = consentPrompt({
    plan: planFact(plan, record),
    besides: besides.map((other) => planFact(other, record)),
    message: typed.trim(),
  })
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'consent', signal }, () =>
    gateway.askFor(request, schema, { signal }),
  )
  return reply?.value.consents === 'yes'
}
