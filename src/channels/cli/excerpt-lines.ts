import type { Origin } from '#cards/drawing/card.ts'
import { excerptText } from '#cards/drawing/card-parts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

/** The words that nobody vouches for as they stood where they were read, a line each. */
export function excerptLines({ excerpts }: Pick<Origin, 'excerpts'>): readonly string[] {
  return excerpts.map((one) => visibleText(excerptText(one)))
}
