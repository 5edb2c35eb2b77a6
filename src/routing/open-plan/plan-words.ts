import { playbookIn } from '#agents/playbook-in.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { plainWords } from '#dialogue/language.ts'
import { placesOf } from '../wishes/listed-values.ts'

/** Shorter words are said of anything. */
const LEAST_LETTERS = 3

/** Whether each of some words names a step, by what its tool is called in any of the agent's languages: "mail", "E-Mail". */
export function namesStep(words: readonly string[], tool: string, { agent, declarations }: AgentRuntime): boolean {
  const titles = agent.languages.flatMap((language) => {
    const said = agent.toolTexts?.[language]?.tools?.[tool]
    return said ? [said.title, said.noun ?? '', said.nouns ?? '', said.deed ?? ''] : []
  })
  const declared = declarations.get(tool)
  const names = [tool.replaceAll(/[/._]/gu, ' '), declared?.title ?? '', declared?.noun ?? '', ...titles]
  const known = names.flatMap((name) => plainWords(name.replaceAll(/\{[^}]*\}/gu, ' ')).split(' '))
  return words.length > 0 && words.every((word) => known.some((one) => isLike(one, word)))
}

/** Whether a plan is what some words are about: each value that they name is in it, and each word names it or a step. */
export function isAbout(typed: string, words: readonly string[], plan: PlanRecord, live: AgentRuntime): boolean {
  const { playbooks } = live.agent
  const patterns = playbooks.flatMap(({ slots }) =>
    Object.values(slots).flatMap((slot) => (slot.type === 'pattern' ? [slot.pattern] : [])),
  )
  const values = [...new Set(patterns.flatMap((pattern) => placesOf(pattern, typed).map(({ value }) => value)))]
  const held = JSON.stringify(plan.effects.map(({ args }) => args))
  if (!values.every((value) => held.includes(`"${value}"`))) return false
  const named = words.filter((word) => !values.some((value) => plainWords(value) === word))
  const playbook = playbooks.find(({ name }) => name === plan.playbook)
  const title = playbook
    ? live.agent.languages.flatMap((language) => plainWords(playbookIn(playbook, language).title).split(' '))
    : []
  return named.every(
    (word) => title.some((one) => isLike(one, word)) || plan.effects.some(({ tool }) => namesStep([word], tool, live)),
  )
}

// "refund" and "refunds", "Mail" and "E-Mail", "Erstattung" and "erstatten"; "for" is no form of "forget".
function isLike(known: string, said: string): boolean {
  if (known === said) return true
  const shorter = Math.min(known.length, said.length)
  if (shorter < LEAST_LETTERS) return false
  const stem = Math.min(shorter, STEM)
  const isForm = stem === STEM || Math.abs(known.length - said.length) <= MOST_ENDING
  return isForm && known.slice(0, stem) === said.slice(0, stem)
}

/** Letters in which a word and its other forms agree. */
const STEM = 6

/** Letters by which a shorter word and its other forms differ. */
const MOST_ENDING = 2
