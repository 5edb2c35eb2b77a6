import type { Agent } from '#agents/contract.ts'
import { AppError } from '#errors.ts'
import type { Logger } from '#log.ts'
import type { Embedder } from '#models/contract.ts'
import { withoutSlotValues } from './fill-slots.ts'

/** What a message may be asking for: one of the playbooks, an answer, or a person. */
export type Intent =
  { readonly to: 'playbook'; readonly playbook: string } | { readonly to: 'answer' } | { readonly to: 'hand-over' }

interface Example {
  readonly intent: Intent
  readonly text: string
  /** Null where the embedding model didn't answer when the agent was loaded. */
  readonly vector: readonly number[] | null
}

/** The examples of an agent's playbooks and intents, with their vectors: what routing compares with. */
export interface PlaybookIndex {
  readonly agent: Agent
  readonly examples: readonly Example[]
}

/** Embeds an agent's examples once, when it is loaded. Without vectors an example is still known by its words. */
export async function indexPlaybooks(
  agent: Agent,
  embedder: Embedder,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Logger },
): Promise<PlaybookIndex> {
  const texts = examplesOf(agent)
  const vectors = await embedOrNothing(texts)
  return { agent, examples: texts.map((example, index) => ({ ...example, vector: vectors[index] ?? null })) }

  async function embedOrNothing(examples: typeof texts): Promise<readonly (readonly number[])[]> {
    try {
      return await embedder.embed(
        examples.map(({ text }) => text),
        { signal },
      )
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof AppError)) throw error
      log.warn({ event: 'embedding-unavailable', code: error.code, during: 'start', agent: agent.name })
      return []
    }
  }
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

function examplesOf(agent: Agent): readonly Omit<Example, 'vector'>[] {
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
