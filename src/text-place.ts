/** Where in an original something stands, as far as its format has places: pages, slides, rows. Counted from 1. */
export type Place =
  | { readonly kind: 'page'; readonly page: number }
  | { readonly kind: 'slide'; readonly slide: number }
  | { readonly kind: 'sheet'; readonly sheet: string; readonly row: number }
  | { readonly kind: 'row'; readonly row: number }

/** Where in the original a span of a document's text stands. Offsets are UTF-16 units, as JavaScript counts. */
export interface TextPlace {
  readonly start: number
  readonly end: number
  readonly place: Place
}

/**
 * Where the text from `start` on stands first: the place that holds `start` or, in a gap, the next one. Null where no
 * place follows, so for every document without places. `places` are sorted and don't overlap.
 */
export function placeOf(places: readonly TextPlace[], start: number): Place | null {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((places[middle]?.end ?? 0) > start) high = middle
    else low = middle + 1
  }
  return places[low]?.place ?? null
}
