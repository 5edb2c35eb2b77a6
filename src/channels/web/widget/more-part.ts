// What the chat loads when it is first needed: the document beside an answer, what stands in a card's folds, the fields of a plan that is changed, and German.
export { germanPlanTexts, germanScreenTexts } from '../../german-card-texts.ts'
export { changesOf, leaveOutSwitch, valueFields } from '../browser/card-edit.ts'
export { detailContent } from '../browser/details-content.ts'
export { DETAILS_STYLES } from '../browser/details-styles.ts'
export { READER_STYLES } from '../browser/reader-styles.ts'
export { reader, showOpenQuote } from '../browser/reader.ts'
export { HANDLE_STYLES } from './handle-styles.ts'
export { makeHandle } from './handle.ts'
