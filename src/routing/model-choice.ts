import { speechActs } from '#dialogue/speech-acts.ts'
import { routePrompt } from '#models/prompts.ts'
import { withFallback } from '#turn/with-fallback.ts'
import { toolsToPlanWith, type AgentRuntime } from '#turn/agent-runtime.ts'
import { spanSaid } from '#dialogue/said-verbatim.ts'
import type { Services } from '#turn/services.ts'
import type { Intent } from '#dialogue/playbook-index.ts'
import { overlaps, type Span } from '#dialogue/span.ts'

/** What a model takes a message for. */
export interface ModelChoice {
  readonly intent: Intent
  /** Where the words stand in the message that the model says ask for it; null where it gave none, or none that stand there. */
  readonly quote: Span | null
}

/**
 * Asks a model what a message is for, and for the requester's words that ask for it. Null where there is no model, it
 * doesn't answer, or in no form that can be read: what was learned from examples decides instead.
 */
export async function askForRoute(
  services: Services,
  live: AgentRuntime,
  typed: string,
  signal: AbortSignal,
): Promise<ModelChoice | null> {
  const { gateway } = services
  if (!gateway) return null
  const canPlan = toolsToPlanWith(live).length > 0
  const { instructions, playbooks } = live.agent
  const { request, schema } = routePrompt({ instructions, playbooks, canPlan, typed })
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'route', signal }, () =>
    gateway.askFor(request, schema, { signal }),
  )
  if (!reply) return null
  const { route, playbook, words } = reply.value
  const quote = words === null ? null : placeOf(words, typed)
  const known = playbooks.some(({ name }) => name === playbook)
  if (route === 'playbook') return known && playbook ? { intent: { to: 'playbook', playbook }, quote } : null
  return { intent: { to: route === 'plan' && !canPlan ? 'answer' : route }, quote }
}

/** Whether the words that a model quotes for a deed ask for something. Without words it has nothing to show for it. */
export function quoteAsks({ intent, quote }: ModelChoice, typed: string, languages: readonly string[]): boolean {
  if (intent.to !== 'playbook' || quote === null) return false
  const clauses = speechActs(typed, languages).filter((clause) => overlaps(clause, [quote]))
  return clauses.some(({ act }) => act === 'request')
}

// A model may put blanks around what it copies; nothing else of it is taken for what it isn't.
function placeOf(words: string, typed: string): Span | null {
  return spanSaid(words.trim(), typed)
}
