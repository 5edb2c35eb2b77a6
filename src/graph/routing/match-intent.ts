import type { Embedder } from '#models/contract.ts'
import { embedWhileWaiting } from '#models/embed-while-waiting.ts'
import { likenessOf } from '../likeness.ts'
import { exampleOf, plainMessage, type Intent, type PlaybookIndex } from './playbook-index.ts'

export type Match =
  /** `likeness`: its cosine, 1 where the words are the same, and 0 where nothing resembles the message. */
  | { readonly certain: true; readonly intent: Intent; readonly likeness: number }
  /** Several are as near as each other: the requester says which. */
  | { readonly certain: false; readonly intents: readonly Intent[] }

/** Cosine below which a message resembles no example, and is taken for a question to the documents. */
export const LEAST_LIKENESS = 0.55

/** How much nearer than the next intent the nearest one must be. */
export const LEAST_MARGIN = 0.04

/** Finds what a message asks for, without a model: by the same words as an example, else by the nearest examples. */
export async function matchIntent(
  index: PlaybookIndex,
  typed: string,
  embedder: Embedder,
  options: { readonly signal: AbortSignal },
): Promise<Match> {
  const plain = plainMessage(index.agent, typed)
  const same = exampleOf(index, plain)
  if (same) return { certain: true, intent: same, likeness: 1 }
  const known = await index.vectors
  // Examples that couldn't be embedded at the start are tried again; the embedder remembers those that it has done.
  const missing = known.length === 0 ? index.examples.map(({ text }) => text) : []
  const [wanted = [], ...late] = await embedWhileWaiting(embedder, [plain, ...missing], options)
  const vectors = known.length === 0 ? late : known
  const examples = index.examples.map(({ intent }, position) => ({ intent, vector: vectors[position] ?? [] }))
  return nearest(examples, wanted)
}

function nearest(
  examples: readonly { readonly intent: Intent; readonly vector: readonly number[] }[],
  wanted: readonly number[],
): Match {
  const best = new Map<string, { intent: Intent; likeness: number }>()
  for (const example of examples) {
    const key = intentKey(example.intent)
    const likeness = likenessOf(example.vector, wanted)
    if (likeness > (best.get(key)?.likeness ?? -1)) best.set(key, { intent: example.intent, likeness })
  }
  const [first, ...others] = [...best.values()].sort((left, right) => right.likeness - left.likeness)
  if (!first || first.likeness < LEAST_LIKENESS) return { certain: true, intent: { to: 'answer' }, likeness: 0 }
  const close = others.filter((other) => first.likeness - other.likeness < LEAST_MARGIN)
  return close.length === 0
    ? { certain: true, intent: first.intent, likeness: first.likeness }
    : tie([first, ...close].map(({ intent }) => intent))
}

// An answer does nothing, so where a question is as near as a deed the question is answered.
function tie(intents: readonly Intent[]): Match {
  const harmless = intents.find((intent) => intent.to === 'answer')
  return harmless ? { certain: true, intent: harmless, likeness: LEAST_LIKENESS } : { certain: false, intents }
}

function intentKey(intent: Intent): string {
  return intent.to === 'playbook' ? `playbook/${intent.playbook}` : intent.to
}
