import { randomNumbers } from '../../test/helpers/random-numbers.ts'

/** What is drawn, the same for the same seed. */
export interface Chance {
  below(limit: number): number
  pick<T>(from: readonly T[]): T
}

export function chanceOf(seed: number): Chance {
  const random = randomNumbers(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  return {
    below,
    pick: (from) => {
      const one = from[below(from.length)]
      if (one === undefined) throw new Error('There is nothing to pick from.')
      return one
    },
  }
}
