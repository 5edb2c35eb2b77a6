import type { Mistake } from './mistake.ts'
import { CHANNEL_MISTAKES } from './mistakes/channels.ts'
import { DEEP_MISTAKES } from './mistakes/deep.ts'
import { GRAPH_MISTAKES } from './mistakes/graph.ts'
import { GUARD_MISTAKES } from './mistakes/guards.ts'
import { NEWER_MISTAKES } from './mistakes/newer.ts'
import { ROOM_MISTAKES } from './mistakes/rooms.ts'

/**
 * Forty mistakes, and one or two for each room that came later, planted one at a time to see that the tests find them. They
 * were chosen by what the product promises and without looking which tests there are: what finds fewer of them than before
 * tests less than before.
 */
export const MISTAKES: readonly Mistake[] = [
  ...GUARD_MISTAKES,
  ...DEEP_MISTAKES,
  ...GRAPH_MISTAKES,
  ...ROOM_MISTAKES,
  ...CHANNEL_MISTAKES,
  ...NEWER_MISTAKES,
]

/** The mistakes of these names, in their order here; all where none is given. Throws for a name that is none. */
export function mistakesNamed(names: readonly string[]): readonly Mistake[] {
  const wrong = names.find((name) => !MISTAKES.some((mistake) => mistake.name === name))
  if (wrong !== undefined) throw new Error(`There is no mistake called ${wrong}.`)
  return names.length === 0 ? MISTAKES : MISTAKES.filter(({ name }) => names.includes(name))
}
