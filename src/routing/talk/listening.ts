import type { Agent } from '#agents/contract.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { ENGLISH_REPLIES, listeningFor, type Listening } from '#dialogue/small-talk.ts'
import { textsIn } from '#text/languages/translated-texts.ts'
import { SaidKind, type AnsweredKind } from '#agents/talk-kind.ts'

type Talker = Pick<Agent, 'languages' | 'conversation' | 'address'>

/** How an agent listens, made once for each. */
export function listeningOf(agent: Talker): Listening {
  const known = made.get(agent)
  if (known) return known
  const own = Object.fromEntries(
    Object.entries(agent.conversation ?? {}).map(([code, talk]) => [
      code,
      Object.fromEntries(SaidKind.options.map((kind) => [kind, talk[kind]?.said ?? []])),
    ]),
  )
  const listening = listeningFor(agent.languages, own)
  made.set(agent, listening)
  return listening
}

const made = new WeakMap<Talker, Listening>()

/** What an agent answers in one of its languages, in its own words where its files have them. */
export interface TalkSpeech {
  says(kind: AnsweredKind): string
  readonly can: string
  readonly person: { readonly offer: string; readonly button: string }
}

/** How an agent answers talk; in the first of its languages that is spoken where this one isn't. */
export function talkSpeech(agent: Talker, code: string): TalkSpeech {
  const spoken = { code: languageOf(agent, code).code, address: agent.address?.[code] ?? 'formal' }
  const { says, can, person } = textsIn(spoken, 'talk', ENGLISH_REPLIES)
  return { says: (kind) => agent.conversation?.[code]?.[kind]?.says ?? says[kind], can, person }
}
