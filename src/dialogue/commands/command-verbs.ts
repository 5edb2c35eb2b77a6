import type { Agent } from '#agents/contract.ts'
import { rulesOf } from '../speech-acts/rules.ts'
import { wordsOf } from '../speech-acts/words.ts'

/** The words that an agent's operator says its writes are ordered by. */
export interface CommandVerbs {
  /** Those that an example of some write begins with. */
  readonly all: ReadonlySet<string>
  /** Those of them that also name a thing there: "order 20 vases", "cancel the order". */
  readonly things: ReadonlySet<string>
}

const known = new WeakMap<Agent, CommandVerbs>()

/** The verbs of an agent's writes, by the examples of each in tools.yaml; none of a read's. */
export function commandVerbs(agent: Agent): CommandVerbs {
  const verbs = known.get(agent) ?? verbsOf(agent)
  known.set(agent, verbs)
  return verbs
}

function verbsOf(agent: Agent): CommandVerbs {
  const texts = examplesOf(agent)
  const all = new Set(texts.flatMap((text) => verbOf(text, agent.languages) ?? []))
  const later = texts.flatMap((text) => wordsOf(text).slice(1)).map(({ folded }) => folded)
  return { all, things: new Set(later.filter((word) => all.has(word))) }
}

function examplesOf({ tools, toolTexts = {} }: Agent): readonly string[] {
  return tools
    .filter(({ effect }) => effect === 'write')
    .flatMap(({ tool, examples = [] }) => [
      ...examples,
      ...Object.values(toolTexts).flatMap((texts) => texts.tools[tool]?.examples ?? []),
    ])
}

/** The verb that an example begins with; null where it begins with a name, a small word or a value. */
function verbOf(example: string, languages: readonly string[]): string | null {
  const { connectives, functionWords, negations, openers } = rulesOf(languages)
  const first = wordsOf(example).find(({ folded }) => !openers.has(folded) && !connectives.has(folded))
  if (!first || first.typed !== first.typed.toLowerCase() || !/^\p{L}+$/u.test(first.folded)) return null
  const isVerb = !NO_VERBS.has(first.folded) && !negations.has(first.folded)
  return isVerb && (!functionWords.has(first.folded) || ALSO_SMALL.has(first.folded)) ? first.folded : null
}

/** What the rules count as small words since they carry what others say, and what is a command all the same. */
const ALSO_SMALL = new Set(['tell', 'ask', 'put'])

const NO_VERBS = new Set(
  'i we you he she it they my our your his her their the a an this that these those what which who where when how why can could would will may let ich wir du sie er es mein meine der die das ein eine was wer wo wann wie kann kannst könnte'.split(
    ' ',
  ),
)
