import { translationsOf } from '#text/languages/translated-texts.ts'
import { conversationTexts } from './conversation-texts.ts'
import { detailsTexts } from './details-texts.ts'
import { editChangeTexts } from './edit-change-texts.ts'
import { planTexts } from './plan-texts.ts'
import { problemTexts } from './problem-texts.ts'
import { readerTexts } from './reader-texts.ts'
import { screenTexts } from './screen-texts.ts'
import { alsoInLanguages } from './spoken-language.ts'
import { threadTexts } from './thread-texts.ts'

// With the texts of cards in all languages. The chat on a page loads what it speaks.
alsoInLanguages(
  translationsOf([
    ['plan', planTexts],
    ['problems', problemTexts],
    ['screen', screenTexts],
    ['thread', threadTexts],
    ['details', detailsTexts],
    ['editChange', editChangeTexts],
    ['reader', readerTexts],
    ['conversations', conversationTexts],
  ]),
)

export { alsoInLanguages, drawFromNowOnIn, inLanguage } from './spoken-language.ts'
