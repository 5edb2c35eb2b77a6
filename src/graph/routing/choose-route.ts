import type { TurnRecord } from '../read-turn.ts'
import type { Services } from '../services.ts'
import { askedFor, changesSomething } from './asked-for.ts'
import { embedForRoute } from './embed-for-route.ts'
import type { Route } from './contract.ts'
import { beginPlaybook } from './dialogue/begin-playbook.ts'
import { continueDialogue } from './dialogue/continue-dialogue.ts'
import { exampleLike, farNearest, sameExample } from './dialogue/same-example.ts'
import { matchIntent } from './match-intent.ts'
import { askForRoute, rulesAgree, type ModelChoice } from './model-choice.ts'
import type { Intent } from './playbook-index.ts'

/**
 * Where a message goes. What belongs to an open question of ours comes first; then the same words as an example; then
 * the model, where there is one and it answers; then what was learned from all examples. A deed is begun only
 * where the message asks for it, and where a model chose it, only if the rules choose the same; else it is asked first.
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
    routeTo: (intent: Intent) => routeTo(services, intent, record, { typed, signal, choice: null }),
    afresh: () => routeAfresh(services, record, typed, signal),
  }
  return (await continueDialogue(services, record, { typed, elsewhere, signal })) ?? elsewhere.afresh()
}

async function routeAfresh(services: Services, record: TurnRecord, typed: string, signal: AbortSignal): Promise<Route> {
  const { intents, choice } = await intentsOf(services, record, typed, signal)
  const [intent] = intents
  if (!intent) return { to: 'answer' }
  const playbooks = intents.flatMap((candidate) => (candidate.to === 'playbook' ? [candidate.playbook] : []))
  return playbooks.length > 1
    ? { to: 'ask-which', playbooks }
    : routeTo(services, intent, record, { typed, signal, choice })
}

interface Meant {
  readonly intents: readonly Intent[]
  /** What a model said, where it decided. */
  readonly choice: ModelChoice | null
}

async function intentsOf(services: Services, { live }: TurnRecord, typed: string, signal: AbortSignal): Promise<Meant> {
  const same = sameExample(live, typed)
  if (same) return { intents: [same], choice: null }
  const choice = await askForRoute(services, live, typed, signal)
  if (choice) return { intents: [choice.intent], choice }
  return { intents: await nearestIntents(services, live, typed, signal), choice: null }
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

interface Message {
  readonly typed: string
  readonly signal: AbortSignal
  /** What a model took it for, where it decided. */
  readonly choice: ModelChoice | null
}

async function routeTo(services: Services, intent: Intent, record: TurnRecord, message: Message): Promise<Route> {
  if (intent.to !== 'playbook') return { to: intent.to }
  const { live } = record
  const playbook = live.agent.playbooks.find((candidate) => candidate.name === intent.playbook)
  if (!playbook) return { to: 'answer' }
  const { typed, signal, choice } = message
  const isExample = sameExample(live, typed) !== null
  const asked = isExample || !changesSomething(playbook, live) ? 'yes' : askedFor(typed, live.agent.languages)
  if (asked === 'no') return { to: 'answer' }
  if (asked === 'refused') return { to: 'cancelled', playbook: playbook.name, because: 'said' }
  const isAgreed = choice === null || isExample || (await rulesAgree(services, live, { choice, typed }, signal))
  const isGuess = asked === 'perhaps' || (!isAgreed && changesSomething(playbook, live))
  return beginPlaybook(services, record, { playbook, typed, isExample, isGuess }, signal)
}
