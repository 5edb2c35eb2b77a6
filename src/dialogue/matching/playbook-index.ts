import type { Agent, NamedPlaybook } from '#agents/contract.ts'
import { closedWords } from '../forms/closed-words.ts'
import { formsOf } from '../forms/all-forms.ts'
import { correctedTyping } from '../utterance/spelling.ts'
import { makeRecogniser, takenWithout, type Embed, type KnownMessage, type Recogniser } from './recognise.ts'
import { AppError } from '#core/errors.ts'
import { memoized } from '#core/memoized.ts'
import type { Logger } from '#core/log.ts'
import type { Embedder } from '#models/contract.ts'
import { plainMessage } from '../utterance/plain-message.ts'

/** What a message may be asking for: one of the playbooks, an answer, or a person. */
export type Intent =
  | { readonly to: 'playbook'; readonly playbook: string }
  | { readonly to: 'answer' }
  | { readonly to: 'hand-over' }

interface Example {
  readonly intent: Intent
  /** As `plainMessage` leaves it. */
  readonly text: string
  /** As it stands in its file. */
  readonly written: string
}

/** The examples of an agent's playbooks and intents, and what was learned from them. */
export interface PlaybookIndex {
  readonly agent: Agent
  readonly examples: readonly Example[]
  /** By a playbook's name, what must not start it, as `plainMessage` leaves it. */
  readonly not: ReadonlyMap<string, ReadonlySet<string>>
  readonly recogniser: Recogniser
  /** The words of all examples, in small letters. */
  readonly vocabulary: ReadonlySet<string>
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
  const { examples, not, known, vocabulary } = taughtBy(agent)
  const embedAtStart = (texts: readonly string[]) =>
    embedder.embed(texts, { signal, keep: true }).catch((error: unknown) => {
      const code = error instanceof AppError ? error.code : 'unexpected'
      if (!signal.aborted) log.warn({ event: 'embedding-unavailable', code, during: 'start', agent: agent.name })
      return null
    })
  return { agent, examples, not, recogniser: makeRecogniser(known, embedAtStart), vocabulary }
}

interface Taught extends Pick<PlaybookIndex, 'examples' | 'not' | 'vocabulary'> {
  readonly known: readonly KnownMessage[]
}

// Reading an agent's examples is a fifth of its start, and one that is loaded again, or for another tenant, mostly has those
// that it had.
const taughtBy = memoized(
  (agent: Agent): Taught => {
    const examples = examplesOf(agent)
    const not = notOf(agent)
    const vocabulary = new Set(examples.flatMap(({ text }) => text.split(' ')))
    return { examples, not, vocabulary, known: knownOf(examples, not) }
  },
  { keyOf: ({ playbooks, intents }) => JSON.stringify([playbooks.map(whatIsRead), intents]), most: 20 },
)

function whatIsRead({ name, title, examples, not, slots }: NamedPlaybook) {
  return { name, title, examples, not, slots }
}

/** An example of a playbook, and what it would be taken for if it weren't there. */
export interface TriedExample {
  readonly playbook: string
  readonly written: string
  readonly taken: { readonly intent: Intent | null; readonly likeness: number; readonly isSure: boolean }
}

/** What each example of the playbooks would be taken for without it. */
export async function tryExamples(agent: Agent, embed: Embed): Promise<readonly TriedExample[]> {
  const { examples, known } = taughtBy(agent)
  const taken = await takenWithout(known, embed)
  return examples.flatMap(({ intent, written }, index) => {
    const { meaning = null, likeness = 0, isSure = false } = taken[index] ?? {}
    const other = meaning === null ? null : intentOf({ examples }, meaning)
    return intent.to === 'playbook'
      ? [{ playbook: intent.playbook, written, taken: { intent: other, likeness, isSure } }]
      : []
  })
}

/** The same as it is recognised, with slips mended by the words of the examples. */
export function correctedMessage({ agent, vocabulary }: PlaybookIndex, text: string): string {
  return meantWords(plainMessage(agent, text), { vocabulary, languages: agent.languages })
}

/** What the example with just these words asks for, as `plainMessage` leaves them; null where there is none. */
export function exampleOf({ examples }: PlaybookIndex, plain: string): Intent | null {
  return examples.find(({ text }) => text === plain)?.intent ?? null
}

/** Whether a message says in just these words what must not start a playbook. */
export function mustNotStart({ agent, not }: PlaybookIndex, playbook: string, typed: string): boolean {
  return not.get(playbook)?.has(plainMessage(agent, typed)) ?? false
}

/** Fewer words of an example say too little of what it asks for. */
const LEAST_WORDS = 3

/** What the longest example asks for whose words a plain message begins with; null where there is none. */
export function exampleBeginning({ agent, examples }: PlaybookIndex, plain: string): Intent | null {
  const begun = examples.filter(
    ({ text }) => plain.startsWith(`${text} `) && wordsBesideSlots(agent, text) >= LEAST_WORDS,
  )
  return begun.toSorted((left, right) => right.text.length - left.text.length)[0]?.intent ?? null
}

function wordsBesideSlots({ playbooks }: Agent, plain: string): number {
  const names = new Set(playbooks.flatMap(({ slots }) => Object.keys(slots).map((name) => name.toLowerCase())))
  return plain.split(' ').filter((word) => !names.has(word)).length
}

/** An intent as it is told from others. */
export function meaningOf(intent: Intent): string {
  return intent.to === 'playbook' ? `playbook/${intent.playbook}` : intent.to
}

/** The intent that is told from others as this; an answer, which does nothing, where none is. */
export function intentOf({ examples }: Pick<PlaybookIndex, 'examples'>, meaning: string): Intent {
  return examples.find(({ intent }) => meaningOf(intent) === meaning)?.intent ?? { to: 'answer' }
}

function notOf(agent: Agent): PlaybookIndex['not'] {
  return new Map(agent.playbooks.map(({ name, not }) => [name, new Set(not.map((text) => plainMessage(agent, text)))]))
}

// What must not start a playbook may be just what another one is for.
function knownOf(examples: readonly Example[], not: PlaybookIndex['not']): readonly KnownMessage[] {
  const texts = new Set(examples.map(({ text }) => text))
  const others = new Set([...not.values()].flatMap((own) => [...own].filter((text) => !texts.has(text))))
  return [
    ...examples.map(({ intent, text }) => ({ text, meaning: meaningOf(intent) })),
    ...[...others].map((text) => ({ text, meaning: null })),
  ]
}

function examplesOf(agent: Agent): readonly Example[] {
  const playbooks = agent.playbooks.flatMap((playbook) =>
    [playbook.title, ...playbook.examples].map((text) => ({
      intent: { to: 'playbook', playbook: playbook.name } as const,
      text: plainMessage(agent, text),
      written: text,
    })),
  )
  const intents = (['answer', 'hand-over'] as const).flatMap((to) =>
    agent.intents[to].map((text) => ({
      intent: { to } as const,
      text: plainMessage(agent, text),
      written: text,
    })),
  )
  return [...playbooks, ...intents]
}

/**
 * Words in small letters as they are recognised: with slips of the keys mended by words that are known ("refudn order A12"),
 * and without what only joins them to something before.
 */
function meantWords(
  plain: string,
  { vocabulary, languages }: { readonly vocabulary: ReadonlySet<string>; readonly languages: readonly string[] },
): string {
  const forms = formsOf(languages)
  const isSmall = (word: string) => forms.some((each) => closedWords(each).has(word))
  const words = plain.split(' ')
  const from = words.findIndex(
    (word) => !forms.some(({ joins, turns }) => joins.includes(word) || turns.includes(word)),
  )
  return words
    .slice(Math.max(0, from))
    .map((word) => {
      const meant = correctedTyping(word, vocabulary)
      // "bite" is "bitte", and "now" isn't "know".
      return isSmall(word) && !isSmall(meant) ? word : meant
    })
    .join(' ')
}
