import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { ChatShown } from './chat-shown.ts'
import type { ChatViewProps } from './chat-view.ts'

const words = screenTexts.chat

/** The sentence above the composer: that one isn't let in, or isn't any more. */
export function troubleOf({ entered, failure }: Pick<ChatShown, 'entered' | 'failure'>): ChatViewProps['trouble'] {
  if (failure !== null) return { text: failure.message, canRetry: true }
  const link = entered?.session.state.link
  return link?.state === 'ended' ? { text: link.message, canRetry: true } : null
}

/** The line under the composer. */
export function fineOf({ entered, note }: Pick<ChatShown, 'entered' | 'note'>): ChatViewProps['fine'] {
  const text = (said: string) => ({ text: said, lang: null })
  if (entered?.session.state.outbox.some((out) => out.state === 'kept') === true) return text(words.kept)
  if (note !== null) return text(note)
  const part = entered?.cards.part
  const asked = entered && part?.requesterQuestion(entered)
  if (part && asked) return part.howToAnswer(asked)
  return text(entered?.about ? words.fine(entered.about.model) : '')
}
