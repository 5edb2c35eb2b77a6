import type { ArgumentView } from '#contract/effect.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

/** The words that nobody vouches for as they stood where they were read, each as one text with what was taken marked. */
export function excerptTexts({ excerpts }: Pick<ArgumentView, 'excerpts'>): readonly string[] {
  return excerpts.map(({ from, before, marked, after }) =>
    visibleText(`${texts.card.stood(from)} “${before}${marked === '' ? '' : `»${marked}«`}${after}”`),
  )
}
