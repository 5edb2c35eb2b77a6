import * as cardRows from '#cards/drawing/card-rows.ts'
import * as planTexts from '#cards/texts/plan-texts.ts'
import * as cardButton from '../browser/card-button.ts'
import * as cardState from '../browser/card-state.ts'
import * as cardSteps from '../browser/card-steps.ts'

// What a conversation needs when its first plan is made: the card, and what is pressed on it.
export { answerInAWord } from '#cards/drawing/requester-reply.ts'
export { toldAbove } from '../browser/card-answer.ts'
export { CARD_STYLES as STYLES } from '../browser/card-styles.ts'
export { planCard } from '../browser/plan-card.ts'
export { PlanCards } from '../browser/plan-cards.ts'
export { quotesOfPlan } from '../browser/plan-citations.ts'
export { progressCard } from '../browser/progress-card.ts'
export { progressWords } from './progress-words.ts'
export { howToAnswer, requesterQuestion } from './requester-question.ts'

export const TEXTS = [['plan', planTexts.planTexts]] as const

/** What `details-part.ts` has of this one. */
export const LENT: Readonly<Record<string, unknown>> = {
  'plan-texts.ts': planTexts,
  'card-button.ts': cardButton,
  'card-rows.ts': cardRows,
  'card-state.ts': cardState,
  'card-steps.ts': cardSteps,
}
