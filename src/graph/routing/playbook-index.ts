import type { Agent } from '#agents/contract.ts'
import { makeRecogniser, type Recogniser } from '#dialogue/recognise.ts'
import { AppError } from '#errors.ts'
import type { Logger } from '#log.ts'
import type { Embedder } from '#models/contract.ts'
import { withoutSlotValues } from './fill-slots.ts'

/** What a message may be asking for: one of the playbooks, a plan that a model writes, an answer, or a person. */
export type Intent =
  | { readonly to: 'playbook'; readonly playbook: string }
  | { readonly to: 'plan' }
  | { readonly to: 'answer' }
  | { readonly to: 'hand-over' }

interface Example {
  readonly intent: Intent
  readonly text: string
}

/** The examples of an agent's playbooks and intents, and what was learned from them. */
export interface PlaybookIndex {
  readonly agent: Agent
  readonly examples: readonly Example[]
  readonly recogniser: Recogniser
}

/**
 * Embeds an agent's examples once, from when it is loaded; a start doesn't wait for that. Where the embedding model
 * doesn't answer then, they are embedded with a message once it does; until then words decide.
 */
export function indexPlaybooks(
  agent: Agent,
  embedder: Embedder,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Logger },
): PlaybookIndex {
  const examples = examplesOf(agent)
  const known = examples.map(({ intent, text }) => ({ text: meaningfulPart(agent, text), meaning: meaningOf(intent) }))
  const embedAtStart = (texts: readonly string[]) =>
    embedder.embed(texts, { signal }).catch((error: unknown) => {
      const code = error instanceof AppError ? error.code : 'unexpected'
      if (!signal.aborted) log.warn({ event: 'embedding-unavailable', code, during: 'start', agent: agent.name })
      return null
    })
  return { agent, examples, recogniser: makeRecogniser(known, embedAtStart) }
}

/** A message as examples are written: no slot values, no case, no punctuation, single spaces. */
export function plainMessage(agent: Agent, text: string): string {
  let plain = text
  for (const playbook of agent.playbooks) plain = withoutSlotValues(playbook.slots, plain)
  return plain
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

/** What of a plain message says what is wanted: a slot's value that several procedures take says nothing of that. */
export function meaningfulPart({ playbooks }: Agent, plain: string): string {
  const names = playbooks.flatMap(({ slots }) => Object.keys(slots).map((name) => name.toLowerCase()))
  const shared = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  return plain
    .split(' ')
    .filter((word) => !shared.has(word))
    .join(' ')
}

/** What the example with just these words asks for, as `plainMessage` leaves them; null where there is none. */
export function exampleOf({ examples }: PlaybookIndex, plain: string): Intent | null {
  return examples.find(({ text }) => text === plain)?.intent ?? null
}

/** Fewer words of an example say too little of what it asks for. */
const LEAST_WORDS = 3

/** What the longest example asks for whose words a plain message begins with; null where there is none. */
export function exampleBeginning({ agent, examples }: PlaybookIndex, plain: string): Intent | null {
  const begun = examples.filter(
    ({ text }) => plain.startsWith(`${text} `) && meaningfulPart(agent, text).split(' ').length >= LEAST_WORDS,
  )
  return begun.toSorted((left, right) => right.text.length - left.text.length)[0]?.intent ?? null
}

/** An intent as it is told from others. */
export function meaningOf(intent: Intent): string {
  return intent.to === 'playbook' ? `playbook/${intent.playbook}` : intent.to
}

/** The intent that is told from others as this; an answer, which does nothing, where none is. */
export function intentOf({ examples }: PlaybookIndex, meaning: string): Intent {
  return examples.find(({ intent }) => meaningOf(intent) === meaning)?.intent ?? { to: 'answer' }
}

function examplesOf(agent: Agent): readonly Example[] {
  const playbooks = agent.playbooks.flatMap((playbook) =>
    [playbook.title, ...playbook.examples].map((text) => ({
      intent: { to: 'playbook', playbook: playbook.name } as const,
      text: plainMessage(agent, text),
    })),
  )
  const intents = (['answer', 'hand-over'] as const).flatMap((to) =>
    agent.intents[to].map((text) => ({ intent: { to } as const, text: plainMessage(agent, text) })),
  )
  return [...playbooks, ...intents]
}
