import { DETAILS_STYLES } from '../browser/details-styles.ts'
import { KEY_STYLES } from '../browser/key-styles.ts'
import { detailsTexts } from '#cards/texts/details-texts.ts'
import { editChangeTexts } from '#cards/texts/edit-change-texts.ts'
import { problemTexts } from '#cards/texts/problem-texts.ts'

// What a card needs when somebody works on it: what stands in its folds, the fields of a plan that is changed, and why a
// press wasn't taken.
export { leaveOutSwitch, valueFields } from '../browser/card-edit.ts'
export { keyed, question } from '../browser/card-question.ts'
export { detailContent } from '../browser/details-content.ts'
export { refusedPress } from '#cards/drawing/refused-press.ts'

export const STYLES: string = KEY_STYLES + DETAILS_STYLES

export const TEXTS = [
  ['problems', problemTexts],
  ['details', detailsTexts],
  ['editChange', editChangeTexts],
] as const
