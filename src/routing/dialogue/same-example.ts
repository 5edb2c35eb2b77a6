import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { embedForRoute } from '../embed-for-route.ts'
import { foundBy, type Found } from '../route/found.ts'
import { matchIntent } from '#dialogue/matching/match-intent.ts'
import { plainMessage } from '#dialogue/utterance/plain-message.ts'
import { exampleOf, type Intent } from '#dialogue/matching/playbook-index.ts'

/** How likely a message that also answers our question must be a new request to be taken for one. */
const NEW_REQUEST_LIKENESS = 0.8

/** What an example with the same words, but for slot values, asks for. */
export function sameExample({ agent, index }: Pick<AgentRuntime, 'agent' | 'index'>, typed: string): Intent | null {
  return exampleOf(index, plainMessage(agent, typed))
}

/** The same, also behind words that only lead over to it: "no, rather cancel order A12". */
export function exampleLike({ live: { agent, index }, language }: TurnRecord, typed: string): Intent | null {
  const { corrections, fillers } = languageOf(agent, language)
  const known = new Set([...corrections, ...fillers])
  const words = plainMessage(agent, typed).split(' ')
  for (let from = 0; from < words.length; from++) {
    const same = exampleOf(index, words.slice(from).join(' '))
    if (same) return same
    if (!known.has(words[from] ?? '')) return null
  }
  return null
}

/** The intent that is by far the likeliest. */
export async function farNearest(
  services: Services,
  { live, language }: Pick<TurnRecord, 'live' | 'language'>,
  { typed, signal }: { readonly typed: string; readonly signal: AbortSignal },
): Promise<Found | null> {
  const match = await matchIntent(live.index, typed, embedForRoute(services, language, signal))
  return match.certain && match.likeness >= NEW_REQUEST_LIKENESS ? foundBy(match) : null
}
