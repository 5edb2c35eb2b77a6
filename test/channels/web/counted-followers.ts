import type { Operations } from '#contract/operations.ts'

/** How many follow threads now, and how many ever did. */
export interface CountedFollowers {
  readonly now: number
  readonly ever: number
  /** The same operations, which count. */
  of(real: Operations): Pick<Operations, 'followEvents'>
}

export function countedFollowers(): CountedFollowers {
  let [now, ever] = [0, 0]
  return {
    get now() {
      return now
    },
    get ever() {
      return ever
    },
    of: (real) => ({
      async *followEvents(...following) {
        now += 1
        ever += 1
        try {
          yield* real.followEvents(...following)
        } finally {
          now -= 1
        }
      },
    }),
  }
}
