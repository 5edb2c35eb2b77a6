import type { FindingView } from '#contract/document.ts'
import { originText } from '#cards/drawing/citation-place.ts'
import { findingTexts as texts } from '#cards/texts/finding-texts.ts'

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
