import { routePrompt } from '#models/prompts.ts'
import { ifAvailable } from '../if-available.ts'
import { toolsToPlanWith } from '../live-agent.ts'
import type { TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import { askedFor, changesSomething } from './asked-for.ts'
import { embedForRoute } from './embed-for-route.ts'
import type { Route } from './contract.ts'
import { beginPlaybook } from './dialogue/begin-playbook.ts'
import { continueDialogue } from './dialogue/continue-dialogue.ts'
import { exampleLike, farNearest, sameExample } from './dialogue/same-example.ts'
import { matchIntent } from './match-intent.ts'
import { mustNotStart, type Intent } from './playbook-index.ts'

/**
 * Where a message goes. What belongs to an open question of ours comes first; then the same words as an example; then
 * the model, where there is one and it answers; then what was learned from all examples. A deed is begun only
 * where the message asks for it.
 */
export async function chooseRoute(
  services: Services,
  record: TurnRecord,
  typed: string,
  signal: AbortSignal,
): Promise<Route> {
  const elsewhere = {
    example: () => exampleLike(record, typed),
    nearest: () => farNearest(services, record.live, typed, signal),
    routeTo: (intent: Intent) => routeTo(services, intent, record, { typed, signal }),
    afresh: () => routeAfresh(services, record, typed, signal),
  }
  return (await continueDialogue(services, record, { typed, elsewhere, signal })) ?? elsewhere.afresh()
}

async function routeAfresh(services: Services, record: TurnRecord, typed: string, signal: AbortSignal): Promise<Route> {
  const intents = await intentsOf(services, record, typed, signal)
  const [intent] = intents
  if (!intent) return { to: 'answer' }
  if (intents.length === 1) return routeTo(services, intent, record, { typed, signal })
  const playbooks = intents.flatMap((candidate) =>
    candidate.to === 'playbook' && !mustNotStart(record.live.index, candidate.playbook, typed)
      ? [candidate.playbook]
      : [],
  )
  return playbooks.length > 1 ? { to: 'ask-which', playbooks } : routeTo(services, intent, record, { typed, signal })
}

async function intentsOf(
  services: Services,
  { live }: TurnRecord,
  typed: string,
  signal: AbortSignal,
): Promise<readonly Intent[]> {
  const same = sameExample(live, typed)
  if (same) return [same]
  const asked = await askModel(services, live, typed, signal)
  if (asked) return [asked]
  return nearestIntents(services, live, typed, signal)
}

// A model that is down must not take the playbooks with it: what was learned from examples decides instead.
async function askModel(
  services: Services,
  live: TurnRecord['live'],
  typed: string,
  signal: AbortSignal,
): Promise<Intent | null> {
  const { gateway } = services
  if (!gateway) return null
  const canPlan = toolsToPlanWith(live).length > 0
  const { request, schema } = routePrompt({
    instructions: live.agent.instructions,
    playbooks: live.agent.playbooks,
    canPlan,
    typed,
  })
  const reply = await ifAvailable(services, { event: 'model-unavailable', during: 'route', signal }, () =>
    gateway.askFor(request, schema, { signal }),
  )
  if (!reply) return null
  const { route, playbook } = reply.value
  const known = live.agent.playbooks.some(({ name }) => name === playbook)
  if (route === 'playbook') return known && playbook ? { to: 'playbook', playbook } : null
  return route === 'plan' && !canPlan ? { to: 'answer' } : { to: route }
}

async function nearestIntents(
  services: Services,
  { index }: TurnRecord['live'],
  typed: string,
  signal: AbortSignal,
): Promise<readonly Intent[]> {
  const match = await matchIntent(index, typed, embedForRoute(services, signal))
  return match.certain ? [match.intent] : match.intents
}

async function routeTo(
  services: Services,
  intent: Intent,
  record: TurnRecord,
  { typed, signal }: { readonly typed: string; readonly signal: AbortSignal },
): Promise<Route> {
  if (intent.to !== 'playbook') return { to: intent.to }
  const playbook = record.live.agent.playbooks.find((candidate) => candidate.name === intent.playbook)
  if (!playbook || mustNotStart(record.live.index, playbook.name, typed)) return { to: 'answer' }
  const isExample = sameExample(record.live, typed) !== null
  const asked =
    isExample || !changesSomething(playbook, record.live) ? 'yes' : askedFor(typed, record.live.agent.languages)
  if (asked === 'no') return { to: 'answer' }
  if (asked === 'refused') return { to: 'cancelled', playbook: playbook.name, because: 'said' }
  return beginPlaybook(services, record, { playbook, typed, isExample, isGuess: asked === 'perhaps' }, signal)
}
