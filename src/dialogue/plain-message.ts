import type { Agent } from '#agents/contract.ts'
import { findPattern } from './words.ts'

/** A message as examples are written: no slot values, no case, no punctuation, single spaces. */
export function plainMessage(agent: Agent, text: string): string {
  return withoutSlotValues(agent, text)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

// What would fill a pattern slot is replaced by the slot's name, so that messages compare by what they ask for.
function withoutSlotValues(agent: Agent, text: string): string {
  let plain = text
  for (const { name, pattern } of patternsOf(agent)) {
    for (const { start, end } of findPattern(pattern, plain).toReversed())
      plain = plain.slice(0, start) + name.toLowerCase() + plain.slice(end)
  }
  return plain
}

interface NamedPattern {
  readonly name: string
  readonly pattern: string
}

const knownPatterns = new WeakMap<Agent, readonly NamedPattern[]>()

// Most procedures take the same order: its number is looked for once in each example.
function patternsOf(agent: Agent): readonly NamedPattern[] {
  const known = knownPatterns.get(agent)
  if (known) return known
  const all = agent.playbooks.flatMap(({ slots }) =>
    Object.entries(slots).flatMap(([name, slot]) =>
      slot.type === 'pattern' ? [[`${name} ${slot.pattern}`, { name, pattern: slot.pattern }] as const] : [],
    ),
  )
  const patterns = [...new Map(all).values()]
  knownPatterns.set(agent, patterns)
  return patterns
}
