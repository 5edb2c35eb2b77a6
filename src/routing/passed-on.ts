import { playbookIn } from '#agents/playbook-in.ts'
import type { Agent } from '#agents/contract.ts'
import { matchIntent } from '#dialogue/matching/match-intent.ts'
import type { Route } from '#dialogue/contract.ts'
import type { SaidKind } from '#agents/talk-kind.ts'
import { longText, type ScreenedMessage } from '#guardrails/screening/screen-message.ts'
import type { Part } from '#memory/threads/part.ts'
import { screenedMessage, type TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { speaking } from '#turn/speaking.ts'
import { embedForRoute } from './embed-for-route.ts'
import { askingOf, isLeftAside } from './route/open-question.ts'
import { listeningOf } from './talk/listening.ts'

/**
 * What a message is where it is only too long to have been typed, and nothing stands beside it but a greeting and the like;
 * null for every other.
 */
export function longAlone(screened: ScreenedMessage, agent: Agent): string | null {
  const { kinds } = listeningOf(agent).hear(screened.typed)
  const isAlone = screened.typed === '' || (kinds.length > 0 && kinds.every((kind) => POLITE.has(kind)))
  return isAlone ? longText(screened) : null
}

const POLITE: ReadonlySet<SaidKind> = new Set(['greeting', 'thanks', 'goodbye', 'kind-words'])

/**
 * Where such a message goes. It is recognised by the rules that read examples alone: no model is shown it, no slot is filled
 * by it and nothing is begun. What it may ask for is said, until its author says that it is their own request.
 */
export async function routePassedOn(
  services: Services,
  record: TurnRecord,
  text: string,
  signal: AbortSignal,
): Promise<Route> {
  const asking = isLeftAside(record.routeBefore) ? null : askingOf(record.routeBefore)
  const kept = asking ? { asking } : {}
  const match = await matchIntent(record.live.index, text, embedForRoute(services, record.language, signal))
  const intent = match.certain ? match.intent : match.intents[0]
  if (intent === undefined || intent.to === 'answer') return { to: 'answer', question: text, ...kept }
  return { to: 'passed-on', playbook: intent.to === 'playbook' ? intent.playbook : null, ...kept }
}

/** What is said of a message that counts as passed on, with what its author can do about it; empty for every other. */
export function passedOnParts(record: TurnRecord, route: Route | null): readonly Part[] {
  const { live, language, message, screening } = record
  const isOne = message.joined.length === 0 && route?.wishes === undefined
  if (!isOne || longAlone(screenedMessage(record), live.agent) === null) return []
  const { say, quote } = speaking(live.agent, language)
  const most = screening.typedBlockLength
  const playbook = live.agent.playbooks.find(({ name }) => route?.to === 'passed-on' && name === route.playbook)
  const about = playbook && say('You may be asking for {what}.', { what: quote(playbookIn(playbook, language).title) })
  const counts = say(
    'A message of more than {most} characters counts as something you pass on, so I don’t act on it.',
    { most },
  )
  const after = say(
    'If these are your own words, make them shorter, or press “This is my own request” where you see it.',
  )
  const text = [about, counts, after].filter(Boolean).join(' ')
  return [{ type: 'notice', code: 'passed-on', text, messageId: message.id }]
}
