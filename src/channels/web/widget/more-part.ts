import { DETAILS_STYLES } from '../browser/details-styles.ts'
import { KEY_STYLES } from '../browser/key-styles.ts'
import { READER_STYLES } from '../browser/reader-styles.ts'
import { detailsTexts } from '#cards/texts/details-texts.ts'
import { editChangeTexts } from '#cards/texts/edit-change-texts.ts'
import { ownRequestTexts } from '#cards/texts/adopt-request-texts.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { problemTexts } from '#cards/texts/problem-texts.ts'
import { readerTexts } from '#cards/texts/reader-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { translationsOf } from '#text/languages/translated-texts.ts'
import { HANDLE_STYLES } from './resize-handle.ts'
import { LONG_STYLES } from './long-messages.ts'

// What the chat loads when it is first needed: the document beside an answer, what stands in a card's folds, the fields of a
// plan that is changed, long messages, why a press wasn't taken, and other languages.
export { leaveOutSwitch, valueFields } from '../browser/card-edit.ts'
export { keyed, question } from '../browser/card-question.ts'
export { detailContent } from '../browser/details-content.ts'
export { reader, showOpenQuote } from '../browser/reader.ts'
export { makeHandle } from './resize-handle.ts'
export { refusedPress } from '#cards/drawing/refused-press.ts'
export { foldedText, ownRequestButton } from './long-messages.ts'

export const LATER_STYLES: string = KEY_STYLES + DETAILS_STYLES + READER_STYLES + HANDLE_STYLES + LONG_STYLES

export const TRANSLATIONS = translationsOf([
  ['plan', planTexts],
  ['problems', problemTexts],
  ['screen', screenTexts],
  ['details', detailsTexts],
  ['editChange', editChangeTexts],
  ['ownRequest', ownRequestTexts],
  ['reader', readerTexts],
])
