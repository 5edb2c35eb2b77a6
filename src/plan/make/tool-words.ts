import type { Agent, ToolDeclaration } from '#agents/contract.ts'
import { verbOf } from '#dialogue/commands.ts'
import { makeRecogniser, type Recognised, type Recogniser } from '#dialogue/recognise.ts'

/** Tells which of an agent's writes words ask for, by what its tools.yaml says of each: title, noun and examples. */
export interface ToolWords {
  /** Whether they ask for this one, and for no other as well. */
  ask(words: string, tool: string): Promise<boolean>
}

/** What was learned of an agent's writes, once for each as it is loaded. */
export function toolWordsOf(agent: Agent): ToolWords {
  const known = learned.get(agent)
  if (known) return known
  const words = learn(agent)
  learned.set(agent, words)
  return words
}

const learned = new WeakMap<Agent, ToolWords>()

/** Who is meant is told by what they did, which says nothing of what is to be done: "whoever wrote about Dora in general". */
const WHOEVER = /(?<=\p{L}\s+)whoever\s.*$/isu

// By words and their pieces alone: a write is named by its own, and what only resembles it is asked about.
const noVectors = () => Promise.resolve(null)

function learn(agent: Agent): ToolWords {
  const writes = agent.tools.filter(({ effect }) => effect === 'write')
  const nouns = writes.map((declared) => ({ tool: declared.tool, nouns: nounsOf(declared, agent).map(plain) }))
  const verbs = new Map(
    writes.map((declared) => [
      declared.tool,
      new Set(examplesOf(declared, agent).flatMap((example) => verbOf(example, agent.languages) ?? [])),
    ]),
  )
  // Made with the first words that are asked about: most agents' plans are their playbooks'.
  let recogniser: Recogniser | null = null
  return {
    async ask(said, tool) {
      const words = said.replace(WHOEVER, 'whoever')
      recogniser ??= makeRecogniser(knownOf(writes, agent), noVectors)
      const text = plain(words)
      const { meaning, near } = await recogniser.recognise(text, noVectors)
      if (meaning !== null) return meaning === tool
      const named = nouns.filter((each) => each.nouns.some((noun) => isNamedIn(text, noun)))
      if (named.length === 1) return named[0]?.tool === tool
      const verb = verbOf(words.toLowerCase(), agent.languages)
      return verb !== null && isOrderedBy(verb, tool, { verbs, near })
    },
  }
}

interface Nearby {
  readonly verbs: ReadonlyMap<string, ReadonlySet<string>>
  readonly near: Recognised['near']
}

// The words are like none of the agent's enough to be sure, so nothing speaks against the verb that they begin with: it is this
// write's, and either no other's, or no other is half as near.
function isOrderedBy(verb: string, tool: string, { verbs, near: [first, second] }: Nearby): boolean {
  if (!verbs.get(tool)?.has(verb) || (first && first.meaning !== tool)) return false
  const isItsOwn = [...verbs].every(([other, own]) => other === tool || !own.has(verb))
  return isItsOwn || (first !== undefined && (!second || second.likeness < first.likeness / 2))
}

function knownOf(writes: readonly ToolDeclaration[], agent: Agent) {
  const tools = writes.flatMap((declared) =>
    [...titlesOf(declared, agent), ...nounsOf(declared, agent), ...examplesOf(declared, agent)].map((text) => ({
      text: plain(text),
      meaning: declared.tool,
    })),
  )
  const others = (['answer', 'hand-over'] as const).flatMap((to) =>
    agent.intents[to].map((text) => ({ text: plain(text), meaning: to })),
  )
  return [...tools, ...others].filter(({ text }) => text !== '')
}

function titlesOf({ tool, title }: ToolDeclaration, agent: Agent): readonly string[] {
  const others = textsOf(tool, agent).flatMap((words) => [words.title, words.deed ?? ''])
  return [title === tool ? '' : title, ...others].map((text) => text.replaceAll(/\{[^}]*\}/gu, ' '))
}

function nounsOf({ tool, noun }: ToolDeclaration, agent: Agent): readonly string[] {
  const others = textsOf(tool, agent).flatMap((words) => [words.noun ?? [], words.nouns ?? []].flat())
  return [noun ?? [], others].flat()
}

function examplesOf({ tool, examples = [] }: ToolDeclaration, agent: Agent): readonly string[] {
  return [...examples, ...textsOf(tool, agent).flatMap((words) => words.examples ?? [])]
}

function textsOf(tool: string, { toolTexts = {} }: Agent) {
  return Object.values(toolTexts).flatMap((texts) => texts.tools[tool] ?? [])
}

// What has a digit or an @ in it is a value, which says nothing of what is to be done with it.
function plain(text: string): string {
  return text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => !/[\p{N}@]/u.test(word))
    .join(' ')
    .replaceAll(/[^\p{L}\s]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

/** Words of a noun shorter than this are those between: "of", "a". */
const NOUN_WORD = 4

// "refunded" and "refunds" name a refund too; of "change of a bank account" all that means something must be there.
function isNamedIn(text: string, noun: string): boolean {
  const words = text.split(' ')
  const parts = noun.split(' ').filter((part) => part.length >= NOUN_WORD)
  return parts.length > 0 && parts.every((part) => words.some((word) => word.startsWith(part)))
}
