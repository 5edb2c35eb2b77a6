import type { Agent, NamedPlaybook } from '#agents/contract.ts'
import { findPattern } from './words.ts'

/**
 * Whether a message has a value with a number in it that another procedure takes, and this one has no place for: "the refund
 * of A17 shall go to DE89…" is no wish for a refund, whatever else it is like.
 */
export function hasValueOfOther({ playbooks }: Agent, playbook: NamedPlaybook, typed: string): boolean {
  const own = valuesIn(playbook, typed)
  const isOwn = (value: Value) => own.some(({ start, end }) => start <= value.start && value.end <= end)
  return playbooks.some(
    (other) =>
      other.name !== playbook.name &&
      valuesIn(other, typed).some((value) => /\d/u.test(typed.slice(value.start, value.end)) && !isOwn(value)),
  )
}

interface Value {
  readonly start: number
  readonly end: number
}

function valuesIn({ slots }: NamedPlaybook, typed: string): readonly Value[] {
  return Object.values(slots).flatMap((slot) => (slot.type === 'pattern' ? findPattern(slot.pattern, typed) : []))
}
