import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { Rating } from '#contract/feedback.ts'
import { h, type Description } from './element.ts'

const words = screenTexts.answer

/** What was pressed, and whether the server has it. */
export interface Rated {
  readonly rating: Rating
  readonly state: 'sending' | 'kept' | 'lost'
  /** In their words, why. */
  readonly comment: string | null
  /** Why it was lost. */
  readonly why?: string
}

const RATINGS: readonly Rating[] = ['helpful', 'wrong', 'wrong-source', 'out-of-date']

/**
 * Below an answer with sources: is it right, and what is wrong with it, in words too. Another press takes the place of the
 * last.
 */
export function feedback(
  messageId: string,
  rated: Rated | null,
  onRate: (rating: Rating, comment: string | null) => void,
): Description {
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
          on: { click: () => onRate(rating, rating === 'helpful' ? null : (rated?.comment ?? null)) },
        },
        words.ratings[rating],
      ),
    ),
    rated === null || rated.state === 'sending'
      ? null
      : h('p', null, rated.state === 'kept' ? words.thanks : (rated.why ?? words.notKept)),
    // What was sent and didn't come through stands there still.
    rated !== null && rated.rating !== 'helpful' && (rated.comment === null || rated.state !== 'kept')
      ? whyForm((comment) => onRate(rated.rating, comment))
      : null,
  )
}

function whyForm(send: (comment: string) => void): Description {
  const submit = (event: Event): void => {
    event.preventDefault()
    const { currentTarget } = event
    const field = currentTarget instanceof HTMLFormElement ? currentTarget.querySelector('textarea') : null
    const comment = field?.value.trim() ?? ''
    if (comment === '') field?.focus()
    else send(comment)
  }
  return h(
    'form',
    { key: 'why', class: 'rate-why', on: { submit } },
    h('textarea', { class: 'field', rows: '2', maxlength: '2000', 'aria-label': words.why, placeholder: words.why }),
    h('button', { type: 'submit' }, words.sendWhy),
  )
}
