import { READER_STYLES } from '../browser/reader-styles.ts'
import { ownRequestTexts } from '#cards/texts/adopt-request-texts.ts'
import { readerTexts } from '#cards/texts/reader-texts.ts'
import { HANDLE_STYLES } from './resize-handle.ts'
import { LONG_STYLES } from './long-messages.ts'

// What is read at length: the document beside an answer, and long messages.
export { reader, showOpenQuote } from '../browser/reader.ts'
export { makeHandle } from './resize-handle.ts'
export { foldedText, ownRequestButton } from './long-messages.ts'

export const STYLES: string = READER_STYLES + HANDLE_STYLES + LONG_STYLES

export const TEXTS = [
  ['ownRequest', ownRequestTexts],
  ['reader', readerTexts],
] as const
