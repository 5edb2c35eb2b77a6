import type { FindingView } from '#graph/document-views.ts'
import { findingTexts as texts } from '../../finding-texts.ts'
import { either, integer, nullable, object, oneOf, text, type Shape } from '../browser/shape.ts'

const Place = either(
  object({ kind: oneOf('page'), page: integer }),
  object({ kind: oneOf('slide'), slide: integer }),
  object({ kind: oneOf('sheet'), sheet: text, row: integer }),
  object({ kind: oneOf('row'), row: integer }),
)

/** What was noticed about a document's words. */
export const Finding: Shape<FindingView> = object({
  kind: text,
  text,
  start: nullable(integer),
  end: nullable(integer),
  place: nullable(Place),
  heading: nullable(text),
})

/** What was found, and where, in a line. */
export function findingText({ kind, text, start, place, heading }: FindingView): string {
  const where = whereOf(place) ?? (heading ? texts.places.heading(heading) : null)
  const isOrder = kind === 'instruction-like'
  const isUnseen = isOrder && start === null
  const what = [
    texts.kinds[kind] ?? kind,
    ...(isUnseen ? [texts.unseen] : []),
    ...(where === null ? [] : [where]),
  ].join(', ')
  return isOrder && text === '' ? texts.withheld(what) : texts.found(what, text)
}

function whereOf(place: FindingView['place']): string | null {
  switch (place?.kind) {
    case 'page':
      return texts.places.page(place.page)
    case 'slide':
      return texts.places.slide(place.slide)
    case 'row':
      return texts.places.row(place.row)
    case 'sheet':
      return texts.places.sheet(place.sheet, place.row)
    case undefined:
      return null
  }
}
