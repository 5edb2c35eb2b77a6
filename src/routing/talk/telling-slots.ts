import type { NamedPlaybook } from '#agents/contract.ts'

/**
 * The slots of a playbook for which a value may be all that is said of a wish. What may be left out beside what must be
 * told says more of one: "refund the lamp" of an order.
 */
export function tellingSlots({ slots }: Pick<NamedPlaybook, 'slots'>) {
  const needsSome = Object.values(slots).some(({ optional }) => !optional)
  return Object.entries(slots).filter(([, { optional }]) => !(optional && needsSome))
}
