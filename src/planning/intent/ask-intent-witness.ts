import type { Witness } from '#core/intent.ts'
import { WITNESS_PROMPT, witnessPrompt, type WitnessPromptInput } from '#models/prompts.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { withFallback } from '#turn/with-fallback.ts'
import { isOverseeable } from './witnessed-deeds.ts'

/**
 * Verifies the intent by a second model call: whether the requester's words ask for each deed of a plan, now. Null where
 * there is no model, or more than it could review. What it was shown is stored with its reply.
 */
export async function askIntentWitness(
  services: Services,
  turn: Turn,
  { planId, shown }: { readonly planId: string; readonly shown: WitnessPromptInput },
): Promise<Witness | null> {
  const { gateway } = services
  if (!gateway || !isOverseeable([...shown.deeds, ...shown.done])) return null
  const { signal } = turn
  const { request, schema } = witnessPrompt(shown)
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'witness', signal }, () =>
    gateway.askFor({ ...request, planId }, schema, { signal }),
  )
  return {
    prompt: WITNESS_PROMPT,
    model: gateway.model,
    request: request.messages.map(({ text }) => text).join('\n'),
    reply: reply && reply.value.deeds.map((deed) => ({ ...deed })),
  }
}

/** Whether it confirmed every deed. */
export function saysYes({ reply }: Witness): boolean {
  return reply !== null && reply.every(({ asked }) => asked === 'yes')
}
