import { asksItsRequester, asksSomething } from '#cards/drawing/requester-reply.ts'
import type { CardState } from '../browser/card-state.ts'
import { activeRun } from '../browser/active-run.ts'
import type { ChatRoom } from './chat-room.ts'

/**
 * The card that a typed "yes" answers: the one plan that waits for its reader's own, as it stands on the screen. Null where
 * there is none or are several, and where the word may be meant for something else: a question that came since, or an
 * answer that is still to come.
 */
export function requesterQuestion({ session: { state }, cards, me }: ChatRoom): CardState | null {
  const open = state.entries.flatMap((entry, place) => {
    const card = entry.kind === 'plan' ? cards.get(entry.id) : null
    return card !== null && asksItsRequester(card.plan, me) ? [{ card, place }] : []
  })
  const [only] = open
  if (only === undefined || open.length > 1 || only.card.asking !== null) return null
  const atWork = activeRun(state)
  if (state.outbox.length > 0 || (atWork !== null && atWork.runId !== only.card.plan.runId)) return null
  const since = state.entries.slice(only.place + 1)
  const isElsewhere = since.some(
    (entry) =>
      entry.kind === 'handed-over' ||
      (entry.kind === 'answer' && entry.parts.some((part) => 'text' in part && asksSomething(part.text))),
  )
  return isElsewhere ? null : only.card
}
