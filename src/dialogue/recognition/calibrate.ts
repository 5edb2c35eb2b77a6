/** What a message is likest to. */
export interface Taken {
  /** Null: none of the things that are told apart. */
  readonly meaning: string | null
  /** From 0 to 1. */
  readonly likeness: number
  /** What it has of its own likeness and the next meaning's together: 0.5 where both are as likely, 1 where no other is. */
  readonly lead: number
}

/** What an example would be taken for if it weren't there. */
export interface Trial {
  readonly meant: string | null
  readonly taken: Taken
}

/** From which likeness, and which lead, on a message is taken for what it is likest to. */
export type Least = Pick<Taken, 'likeness' | 'lead'>

/** Of all messages that mean something, how many may be taken for another thing. */
const WRONG = 0.05
/**
 * Of the examples of a meaning that nobody has thought of, how many may be taken for another one. They are nearer to the
 * others than what people ask of somebody who doesn't do it: of that a fifth to a fourth as many are.
 */
const STRANGERS = 0.27
/** What a few examples say is held against this, as if it came from so many others. */
const USUAL = { likeness: 0.8, lead: 0.8, examples: 100 }
/** However well the examples are told apart: three times as likely as the next. */
const LEAST_LEAD = 0.75

/**
 * How like a message must be to what it means is said by the meanings that nobody has thought of, and how much more like than
 * to anything else by the examples that are taken for another thing.
 */
export function leastFor(trials: readonly Trial[], strangers: readonly Taken[]): Least {
  const meaningful = trials.filter(({ meant }) => meant !== null)
  const count = meaningful.length
  const likeness = above(
    strangers.filter((taken) => isEnough(taken, { likeness: 0, lead: LEAST_LEAD })).map((taken) => taken.likeness),
    Math.floor(STRANGERS * strangers.length),
  )
  const wrong = meaningful.flatMap(({ meant, taken }) =>
    taken.meaning === null || taken.meaning === meant || taken.likeness < likeness ? [] : [taken.lead],
  )
  const lead = above(wrong, Math.floor(WRONG * count))
  const held = (measured: number, usual: number) =>
    (measured * count + usual * USUAL.examples) / (count + USUAL.examples)
  return { likeness: held(likeness, USUAL.likeness), lead: held(Math.max(lead, LEAST_LEAD), USUAL.lead) }
}

/** Whether a message means what it is likest to, and nothing else. */
export function isEnough({ meaning, likeness, lead }: Taken, least: Least): boolean {
  return meaning !== null && likeness >= least.likeness && lead >= least.lead
}

/** What at most `allowed` of the values are at or above. */
function above(values: readonly number[], allowed: number): number {
  const next = values.toSorted((left, right) => right - left)[allowed]
  return next === undefined ? 0 : next + Number.EPSILON
}
