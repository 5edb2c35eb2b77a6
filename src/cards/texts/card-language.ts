import { detailsTexts, germanDetailsTexts } from './details-texts.ts'
import { germanPlanTexts, germanScreenTexts } from './german-card-texts.ts'
import { germanProblemTexts } from './german-problem-texts.ts'
import { planTexts } from './plan-texts.ts'
import { problemTexts } from './problem-texts.ts'
import { germanReaderTexts, readerTexts } from './reader-texts.ts'
import { screenTexts } from './screen-texts.ts'
import { alsoInLanguage } from './spoken-language.ts'

// With the texts of cards in all languages. The chat on a page loads what it speaks.
alsoInLanguage('de', [
  [planTexts, germanPlanTexts],
  [problemTexts, germanProblemTexts],
  [screenTexts, germanScreenTexts],
  [detailsTexts, germanDetailsTexts],
  [readerTexts, germanReaderTexts],
])

export { alsoInLanguage, drawFromNowOnIn, inLanguage } from './spoken-language.ts'
