import type { ReadingReply } from '#models/prompts.ts'
import { saysJson, type ChatRequest, type ModelReply } from './model-server.ts'

export type ReadWish = ReadingReply['wishes'][number]

const WISH: ReadWish = {
  act: 'do',
  words: [],
  procedure: null,
  values: [],
  plan: null,
  question: null,
  search: null,
  from: null,
}

/** The model reads these wishes in a message, in English; words that are left out are all of it. */
export function reads(...wishes: readonly Partial<ReadWish>[]): ModelReply {
  return readsIn('en', ...wishes)
}

/** The same in another language. */
export function readsIn(language: string, ...wishes: readonly Partial<ReadWish>[]): ModelReply {
  return {
    kind: 'made',
    of: (request) =>
      saysJson({
        language,
        wishes: wishes.map((wish) => ({ ...WISH, words: [newestOf(request)], ...wish })),
      } satisfies ReadingReply),
  }
}

/** The model reads one wish that goes there; of a message whose words for it are left out, all of it is the wish. */
export function routesTo(
  route: 'playbook' | 'plan' | 'answer' | 'hand-over',
  playbook: string | null = null,
  words: string | null = null,
): ModelReply {
  const said = words === null ? {} : { words: [words] }
  switch (route) {
    case 'playbook':
      return reads({ ...said, procedure: playbook })
    case 'plan':
      return reads(said)
    case 'answer':
      return reads({ ...said, act: 'ask', from: 'documents' })
    case 'hand-over':
      return reads({ ...said, act: 'person' })
  }
}

/** The message that a reader of messages was shown as the newest. */
export function newestOf({ messages }: ChatRequest): string {
  const shown: unknown = JSON.parse(messages.find(({ role }) => role === 'user')?.content ?? '{}')
  return typeof shown === 'object' && shown !== null && 'newest' in shown ? String(shown.newest) : ''
}

/** The model writes a program, and says which of the requester's words are in its slots. */
export function writes(program: string, slots: Readonly<Record<string, string>> = {}): ModelReply {
  return saysJson({ program, slots: Object.entries(slots).map(([name, text]) => ({ name, text })), reason: null })
}
