import { DETAILS_STYLES } from '../browser/details-styles.ts'
import { KEY_STYLES } from '../browser/key-styles.ts'
import { READER_STYLES } from '../browser/reader-styles.ts'
import { detailsTexts, germanDetailsTexts } from '../../details-texts.ts'
import { germanPlanTexts, germanScreenTexts } from '../../german-card-texts.ts'
import { germanOwnRequestTexts, ownRequestTexts } from '../../own-request-texts.ts'
import { germanProblemTexts } from '../../german-problem-texts.ts'
import { planTexts } from '../../plan-texts.ts'
import { problemTexts } from '../../problem-texts.ts'
import { germanReaderTexts, readerTexts } from '../../reader-texts.ts'
import { screenTexts } from '../../screen-texts.ts'
import { HANDLE_STYLES } from './handle.ts'
import { LONG_STYLES } from './long-messages.ts'

// What the chat loads when it is first needed: the document beside an answer, what stands in a card's folds, the fields of a
// plan that is changed, long messages, why a press wasn't taken, and German.
export { changesOf, editHint, leaveOutSwitch, valueFields } from '../browser/card-edit.ts'
export { detailContent } from '../browser/details-content.ts'
export { reader, showOpenQuote } from '../browser/reader.ts'
export { makeHandle } from './handle.ts'
export { refusedPress } from '../../refused-press.ts'
export { foldedText, ownRequestButton } from './long-messages.ts'

export const LATER_STYLES: string = KEY_STYLES + DETAILS_STYLES + READER_STYLES + HANDLE_STYLES + LONG_STYLES

/** Each text with its German. */
export const GERMAN: readonly (readonly [object, object])[] = [
  [planTexts, germanPlanTexts],
  [problemTexts, germanProblemTexts],
  [screenTexts, germanScreenTexts],
  [detailsTexts, germanDetailsTexts],
  [ownRequestTexts, germanOwnRequestTexts],
  [readerTexts, germanReaderTexts],
]
