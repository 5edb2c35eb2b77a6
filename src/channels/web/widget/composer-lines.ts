import { screenTexts } from '#cards/texts/screen-texts.ts'
import { personHere } from '../browser/person-here.ts'
import type { ChatShown } from './chat-shown.ts'
import { NEAR } from './composer-field.ts'
import type { ChatViewProps } from './chat-view.ts'

const words = screenTexts.chat

/** The sentence above the composer: that a message wasn't taken, or that one isn't let in, or isn't any more. */
export function troubleOf({
  entered,
  failure,
  refused,
}: Pick<ChatShown, 'entered' | 'failure' | 'refused'>): ChatViewProps['trouble'] {
  if (refused !== null) return { text: refused, canRetry: false }
  if (failure !== null) return { text: failure.message, canRetry: true }
  const link = entered?.session.state.link
  return link?.state === 'ended' ? { text: link.message, canRetry: true } : null
}

/** The line under the composer. `left`: how many characters more a message takes. */
export function fineOf({ entered, note }: Pick<ChatShown, 'entered' | 'note'>, left: number): ChatViewProps['fine'] {
  const text = (said: string) => ({ text: said, lang: null })
  if (left < NEAR) return text(left < 0 ? words.tooLong(-left) : words.left(left))
  if (entered?.session.state.outbox.some((out) => out.state === 'kept') === true) return text(words.kept)
  if (note !== null) return text(note)
  const person = entered && personHere(entered.session.state)?.name
  if (person) return text(words.personReads(person))
  const part = entered?.cards.part
  const asked = entered && part?.requesterQuestion(entered)
  if (part && asked) return part.howToAnswer(asked)
  return text(entered?.about ? words.fine(entered.about.model) : '')
}
