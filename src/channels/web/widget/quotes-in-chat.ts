import { quotesOf, type Quote } from '../browser/quotes.ts'
import type { ChatRoom } from './chat-room.ts'

/** The quotes of an answer or a plan of a conversation; null where it has none under this id. */
export function quotesInChat(
  id: string,
  { session, cards }: Pick<ChatRoom, 'session' | 'cards'>,
): readonly Quote[] | null {
  const card = cards.get(id)
  if (card && cards.part) return cards.part.quotesOfPlan(card.plan)
  const answered = session.state.entries.find((entry) => entry.kind === 'answer' && entry.id === id)
  return answered?.kind === 'answer' ? quotesOf(answered.parts) : null
}
