/** What an example would be taken for if it weren't there. */
export interface Trial {
  readonly meant: string | null
  readonly taken: { readonly meaning: string | null; readonly likeness: number }
}

/** Of all messages that mean something, how many may be taken for another thing. */
const WRONG = 0.05
/**
 * Of the examples of a meaning that nobody has thought of, how many may be taken for another one. They are nearer to the
 * others than what people ask of somebody who doesn't do it: of that less than a third as many are.
 */
const STRANGERS = 0.26
/** What a few examples say is held against this, as if it came from so many others. */
const USUAL = { likeness: 0.8, examples: 100 }

/** The likeness from which on a message is taken for what it is likest to. */
export function leastLikeness(trials: readonly Trial[], strangers: readonly Trial['taken'][]): number {
  const meaningful = trials.filter(({ meant }) => meant !== null)
  const wrong = meaningful.flatMap(({ meant, taken }) =>
    taken.meaning === null || taken.meaning === meant ? [] : [taken.likeness],
  )
  const started = strangers.flatMap(({ meaning, likeness }) => (meaning === null ? [] : [likeness]))
  const count = meaningful.length
  const measured = Math.max(
    above(wrong, Math.floor(WRONG * count)),
    above(started, Math.floor(STRANGERS * strangers.length)),
  )
  return (measured * count + USUAL.likeness * USUAL.examples) / (count + USUAL.examples)
}

/** What at most `allowed` of the values are at or above. */
function above(values: readonly number[], allowed: number): number {
  const next = values.toSorted((left, right) => right - left)[allowed]
  return next === undefined ? 0 : next + Number.EPSILON
}
