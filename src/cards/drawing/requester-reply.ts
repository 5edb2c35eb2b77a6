import type { PlanView } from '#contract/plan.ts'
import { waitsForReader, type Viewer } from './plan-state.ts'

/** Whether a plan waits for the yes of whoever asked for it, and that is its reader. */
export function asksItsRequester(plan: PlanView, reader: Viewer): boolean {
  return plan.requester.id === reader.id && waitsForReader(plan, reader)
}

const YES = /^\s*(?:yes|y|ja|j)\s*[.!]?\s*$/i
const NO = /^\s*(?:no|n|nein)\s*[.!]?\s*$/i

/** What a typed word may be meant to answer, as far as a screen has to know: whether its card was there long enough. */
export function answerInAWord(typed: string): 'approve' | 'reject' | null {
  if (YES.test(typed)) return 'approve'
  return NO.test(typed) ? 'reject' : null
}

/** Whether something that was said since asks, too: then a "yes" may be meant for that. */
export function asksSomething(text: string): boolean {
  return /[?？؟]/u.test(text)
}
