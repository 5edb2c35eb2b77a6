import type { FindingView } from '#contract/document.ts'
import { originText } from '../../citation-place.ts'
import { findingTexts as texts } from '../../finding-texts.ts'
import { integer, nullable, object, text, type Shape } from '../browser/shape.ts'
import { Place } from '../browser/shapes.ts'

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
  const where = place ? originText(place) : heading ? texts.under(heading) : null
  const isOrder = kind === 'instruction-like'
  const isUnseen = isOrder && start === null
  const what = [
    texts.kinds[kind] ?? kind,
    ...(isUnseen ? [texts.unseen] : []),
    ...(where === null ? [] : [where]),
  ].join(', ')
  return isOrder && text === '' ? texts.withheld(what) : texts.found(what, text)
}
