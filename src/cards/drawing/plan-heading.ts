import type { PlanView } from '#contract/plan.ts'

type Headed = Pick<PlanView, 'title' | 'said' | 'failure'>

/** What a plan's card is headed by: what it does, or, where nothing is to be done, what it said or that it came to nothing. */
export function planHeading({ title, said, failure }: Headed): string {
  return title || said || firstSentence(failure?.text ?? '')
}

/** Why a plan came to nothing, without what its card is headed by; empty where that says it all. */
export function beneathHeading(plan: Headed): string {
  const text = plan.failure?.text ?? ''
  const heading = planHeading(plan)
  return plan.title === '' && text.startsWith(heading) ? text.slice(heading.length).trim() : text
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/su.exec(text)?.[0] ?? text
}
