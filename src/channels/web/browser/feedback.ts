import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { Rating } from '#contract/feedback.ts'
import { h, type Description } from './element.ts'

const words = screenTexts.answer

/** What was pressed, and whether the server has it. */
export interface Rated {
  readonly rating: Rating
  readonly state: 'sending' | 'kept' | 'lost'
  /** Why it was lost. */
  readonly why?: string
}

const RATINGS: readonly Rating[] = ['helpful', 'wrong', 'wrong-source', 'out-of-date']

/** Below an answer with sources: is it right, and what is wrong with it. Another press takes the place of the last. */
export function feedback(messageId: string, rated: Rated | null, onRate: (rating: Rating) => void): Description {
  const id = `rate-${messageId}`
  return h(
    'div',
    { key: 'rate', class: 'rate', role: 'group', 'aria-labelledby': id },
    h('span', { id }, words.isItRight),
    RATINGS.map((rating) =>
      h(
        'button',
        {
          key: rating,
          type: 'button',
          'aria-pressed': rated?.rating === rating && rated.state !== 'lost' ? 'true' : 'false',
          on: { click: () => onRate(rating) },
        },
        words.ratings[rating],
      ),
    ),
    rated === null || rated.state === 'sending'
      ? null
      : h('p', null, rated.state === 'kept' ? words.thanks : (rated.why ?? words.notKept)),
  )
}
