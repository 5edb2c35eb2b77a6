import { AppError } from '#errors.ts'
import { routePrompt } from '#models/prompts.ts'
import { toolsToPlanWith } from '../planning/planner-tools.ts'
import type { TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import type { Route } from './contract.ts'
import { fillSlots } from './fill-slots.ts'
import { matchIntent } from './match-intent.ts'
import { plainMessage, type Intent } from './playbook-index.ts'

/**
 * Where a message goes. An answer to our own question comes first; then the same words as an example; then the model,
 * where there is one and it answers; then the nearest examples.
 */
export async function chooseRoute(
  services: Services,
  record: TurnRecord,
  typed: string,
  signal: AbortSignal,
): Promise<Route> {
  const continued = continueAsking(record, typed)
  if (continued) return continued
  const intents = await intentsOf(services, record, typed, signal)
  const [intent] = intents
  if (!intent) return { to: 'answer' }
  if (intents.length === 1) return routeTo(intent, record, typed)
  const playbooks = intents.flatMap((candidate) => (candidate.to === 'playbook' ? [candidate.playbook] : []))
  return playbooks.length > 1 ? { to: 'ask-which', playbooks } : routeTo(intent, record, typed)
}

// The turn before asked for a slot: words that fill it belong to it, whatever else they look like.
function continueAsking({ live, routeBefore }: TurnRecord, typed: string): Route | null {
  if (routeBefore?.to !== 'ask-slot') return null
  const playbook = live.agent.playbooks.find((candidate) => candidate.name === routeBefore.playbook)
  if (!playbook) return null
  const filled = fillSlots(playbook.slots, typed, routeBefore.slots)
  if (filled.slots[routeBefore.missing] === undefined) return null
  return filled.complete
    ? { to: 'playbook', playbook: playbook.name, slots: { ...filled.slots } }
    : { to: 'ask-slot', playbook: playbook.name, slots: { ...filled.slots }, missing: filled.missing }
}

async function intentsOf(
  services: Services,
  { live }: TurnRecord,
  typed: string,
  signal: AbortSignal,
): Promise<readonly Intent[]> {
  const plain = plainMessage(live.agent, typed)
  const same = live.index.examples.find((example) => example.text === plain)
  if (same) return [same.intent]
  const asked = await askModel(services, live, typed, signal)
  if (asked) return [asked]
  return nearestIntents(services, live, typed, signal)
}

// A model that is down must not take the playbooks with it: the nearest examples decide instead.
async function askModel(
  services: Services,
  live: TurnRecord['live'],
  typed: string,
  signal: AbortSignal,
): Promise<Intent | null> {
  if (!services.gateway) return null
  const { request, schema } = routePrompt({
    instructions: live.agent.instructions,
    playbooks: live.agent.playbooks,
    canPlan: toolsToPlanWith(live).length > 0,
    typed,
  })
  try {
    const { value } = await services.gateway.askFor(request, schema, { signal })
    const known = live.agent.playbooks.some((playbook) => playbook.name === value.playbook)
    if (value.route === 'playbook') return known && value.playbook ? { to: 'playbook', playbook: value.playbook } : null
    if (value.route === 'plan' && toolsToPlanWith(live).length === 0) return { to: 'answer' }
    return { to: value.route }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    services.context.log.warn({ event: 'model-unavailable', code: error.code, during: 'route' })
    return null
  }
}

// Nor must an embedding model that is down: what can't be compared is a question to the documents, which does nothing.
async function nearestIntents(
  { embedder, context }: Services,
  { index }: TurnRecord['live'],
  typed: string,
  signal: AbortSignal,
): Promise<readonly Intent[]> {
  try {
    const match = await matchIntent(index, typed, embedder, { signal })
    return match.certain ? [match.intent] : match.intents
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    context.log.warn({ event: 'embedding-unavailable', code: error.code, during: 'route' })
    return [{ to: 'answer' }]
  }
}

function routeTo(intent: Intent, { live }: TurnRecord, typed: string): Route {
  if (intent.to !== 'playbook') return { to: intent.to }
  const playbook = live.agent.playbooks.find((candidate) => candidate.name === intent.playbook)
  if (!playbook) return { to: 'answer' }
  const filled = fillSlots(playbook.slots, typed)
  return filled.complete
    ? { to: 'playbook', playbook: playbook.name, slots: { ...filled.slots } }
    : { to: 'ask-slot', playbook: playbook.name, slots: { ...filled.slots }, missing: filled.missing }
}
