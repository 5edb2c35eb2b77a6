import { dot } from './dot.ts'

/** Embedding vectors around their own centre, so that what all examples have in common counts for nothing. */
export interface VectorSpace {
  /**
   * Adds, for each of `vectors`, `weight` times its likeness with the placed ones, from 0 to 1, to the sums of its own:
   * with as many of them, from the first on, as there are sums.
   */
  addLikenesses(vectors: readonly (readonly number[])[], weight: number, sums: readonly Float64Array[]): void
}

/** How fast likeness falls with the angle: `exp(FALL × (cosine − 1))`, so that what is far from all examples is like none. */
const FALL = 2
/** Vectors worked on together: what is read for one serves all while it is near the processor. */
const TOGETHER = 32

/** Places vectors of one length. */
export function vectorSpace(vectors: readonly (readonly number[])[]): VectorSpace {
  const size = vectors[0]?.length ?? 0
  const centre = Float64Array.from({ length: size }, (_, at) => meanAt(vectors, at))
  const placed = vectors.map((vector) => place(vector, centre))
  return {
    addLikenesses(others, weight, sums) {
      const own = others === vectors ? placed : others.map((vector) => place(vector, centre))
      for (let first = 0; first < placed.length; first += TOGETHER) {
        for (const [index, vector] of own.entries()) {
          const ofOwn = sums[index] ?? new Float64Array()
          for (let at = first; at < Math.min(first + TOGETHER, ofOwn.length); at++) {
            const cosine = dot(vector, placed[at] ?? vector, 0, size)
            ofOwn[at] = (ofOwn[at] ?? 0) + weight * Math.exp(FALL * (cosine - 1))
          }
        }
      }
    },
  }
}

function meanAt(vectors: readonly (readonly number[])[], at: number): number {
  return vectors.reduce((sum, vector) => sum + (vector[at] ?? 0), 0) / vectors.length
}

/** Seen from the centre, of length 1. */
function place(vector: readonly number[], centre: Float64Array): Float64Array {
  const seen = Float64Array.from(centre, (middle, at) => (vector[at] ?? 0) - middle)
  const length = Math.hypot(...seen)
  return length === 0 ? seen : seen.map((value) => value / length)
}
