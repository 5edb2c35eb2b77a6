import { screenTexts } from '#cards/texts/screen-texts.ts'
import { answerWords } from '../browser/answer.ts'
import type { ThreadState } from '../browser/thread-state.ts'

/** What came up in a conversation, for those who don't look at it just now. */
export interface ChatNews {
  /** What a screen reader is told; null for nothing new. */
  readonly words: string | null
  /** How many answers came, or cards that wait for this person. */
  readonly answers: number
  /** The plans that came up or changed. */
  readonly plans: readonly { readonly planId: string; readonly status: string }[]
  /** Whether there is more to scroll to. */
  readonly isLonger: boolean
}

/** What is new in `state` since `before`. */
export function chatNews(state: ThreadState, before: ThreadState): ChatNews {
  const spoken = before.draft?.text ?? ''
  const isDrafting = state.draft !== null && state.draft !== before.draft
  const added = state.entries.slice(before.entries.length)
  const said = [isDrafting ? restOf(state.draft.text, spoken) : null, ...added.map((entry) => wordsOf(entry, spoken))]
  const plans = Object.entries(state.plans).flatMap(([planId, { plan }]) =>
    plan === null || before.plans[planId]?.plan?.status === plan.status ? [] : [{ planId, status: plan.status }],
  )
  return {
    words: said.findLast((words) => words !== null) ?? null,
    answers:
      added.filter(({ kind }) => kind === 'answer' || kind === 'person-said').length +
      plans.filter(({ status }) => status === 'waiting').length,
    plans,
    isLonger: (state.draft !== null && before.draft === null) || added.length > 0,
  }
}

function wordsOf(entry: ThreadState['entries'][number], spoken: string): string | null {
  if (entry.kind === 'answer') return restOf(answerWords(entry.parts), spoken)
  if (entry.kind === 'person-said') return `${entry.name}: ${entry.text}`
  return entry.kind === 'person' && entry.did === 'came' ? screenTexts.chat.personCame(entry.name) : null
}

// What was heard while it was written isn't said again.
function restOf(text: string, spoken: string): string | null {
  const rest = text.startsWith(spoken) ? text.slice(spoken.length).trim() : text
  return rest === '' ? null : rest
}
