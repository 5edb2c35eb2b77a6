import type { Agent } from '#agents/contract.ts'
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

/** The examples of an agent's playbooks and intents, with their vectors: what routing compares with. */
export interface PlaybookIndex {
  readonly agent: Agent
  readonly examples: readonly Example[]
  /** One for each example, or none where the embedding model didn't answer when the agent was loaded. Never rejects. */
  readonly vectors: Promise<readonly (readonly number[])[]>
}

/**
 * Embeds an agent's examples once, from when it is loaded; a start doesn't wait for that. Without vectors an example is
 * still known by its words.
 */
export function indexPlaybooks(
  agent: Agent,
  embedder: Embedder,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Logger },
): PlaybookIndex {
  const examples = examplesOf(agent)
  const texts = examples.map(({ text }) => text)
  const vectors = embedder.embed(texts, { signal }).catch((error: unknown) => {
    const code = error instanceof AppError ? error.code : 'unexpected'
    if (!signal.aborted) log.warn({ event: 'embedding-unavailable', code, during: 'start', agent: agent.name })
    return []
  })
  return { agent, examples, vectors }
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

/** What the example with just these words asks for, as `plainMessage` leaves them; null where there is none. */
export function exampleOf({ examples }: PlaybookIndex, plain: string): Intent | null {
  return examples.find(({ text }) => text === plain)?.intent ?? null
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
