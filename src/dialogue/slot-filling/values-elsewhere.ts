import type { Agent, NamedPlaybook } from '#agents/contract.ts'
import { findPattern } from '../find-phrases.ts'

interface Value {
  readonly start: number
  readonly end: number
}

/**
 * The names of the procedures that have a place for each value with a number in it which any of them takes of a message: "the
 * refund of A17 shall go to DE89…" is no wish for a refund, whatever else it is like.
 */
export function takeAllValues({ playbooks }: Agent, typed: string): ReadonlySet<string> {
  const found = new Map<string, readonly Value[]>()
  const taken = playbooks.map((playbook) => ({ name: playbook.name, own: valuesIn(playbook, typed, found) }))
  const values = [...found.values()].flat().filter(({ start, end }) => /\p{N}/u.test(typed.slice(start, end)))
  const covers = (own: readonly Value[], value: Value) =>
    own.some(({ start, end }) => start <= value.start && value.end <= end)
  return new Set(taken.flatMap(({ name, own }) => (values.every((value) => covers(own, value)) ? [name] : [])))
}

/** What the patterns of a procedure's slots find in a message; what others have found there, by pattern, isn't looked for again. */
export function valuesIn(
  { slots }: Pick<NamedPlaybook, 'slots'>,
  typed: string,
  found: Map<string, readonly Value[]> = new Map(),
): readonly Value[] {
  return Object.values(slots).flatMap((slot) => {
    if (slot.type !== 'pattern') return []
    const values = found.get(slot.pattern) ?? findPattern(slot.pattern, typed)
    found.set(slot.pattern, values)
    return values
  })
}
