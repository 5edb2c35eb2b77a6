import { asksItsRequester, asksSomething } from '#cards/drawing/requester-reply.ts'
import type { CardState } from '../browser/card-state.ts'
import { inLanguage } from '#cards/texts/spoken-language.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { activeRun } from '../browser/active-run.ts'
import type { ThreadState } from '../browser/thread-state.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'

interface QuestionIn {
  readonly session: { readonly state: ThreadState }
  readonly cards: { get(planId: string): CardState | null }
  readonly me: Viewer
}

/**
 * The card that a typed "yes" answers: the one plan that waits for its reader's own, as it stands on the screen. Null where
 * there is none or are several, and where the word may be meant for something else: a question that came since, or an
 * answer that is still to come.
 */
export function requesterQuestion({ session: { state }, cards, me }: QuestionIn): CardState | null {
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

/** How such a card is answered, in its language. */
export function howToAnswer({ plan: { language } }: CardState): { readonly text: string; readonly lang: string } {
  return { text: inLanguage(language, () => planTexts.asked.sayYes), lang: language }
}
