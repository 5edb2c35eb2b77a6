import { z } from 'zod'

/** Where in an original something stands, as far as its format has places: pages, slides, rows. Counted from 1. */
export const Location = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('page'), page: z.int() }),
  z.strictObject({ kind: z.literal('slide'), slide: z.int() }),
  z.strictObject({ kind: z.literal('sheet'), sheet: z.string(), row: z.int() }),
  z.strictObject({ kind: z.literal('row'), row: z.int() }),
])
export type Location = Readonly<z.infer<typeof Location>>

/** Where in the original a span of a document's text stands. Offsets are UTF-16 units, as JavaScript counts. */
export interface TextLocation {
  readonly start: number
  readonly end: number
  readonly place: Location
}

/**
 * Where the text from `start` on stands first: the place that holds `start` or, in a gap, the next one. Null where no
 * place follows, so for every document without places. `places` are sorted and don't overlap.
 */
export function locationOf(places: readonly TextLocation[], start: number): Location | null {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((places[middle]?.end ?? 0) > start) high = middle
    else low = middle + 1
  }
  return places[low]?.place ?? null
}
