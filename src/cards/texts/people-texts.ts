import { REQUESTER } from '#auth/roles.ts'
import type { PlanView } from '#contract/plan.ts'
import { planTexts, roleName } from './plan-texts.ts'

/** Who looks at it. */
interface Reader {
  readonly id: string
}

/** Whether this reader has said yes to what the plan is now. */
export function hasSaidYes({ decisions, digest }: PlanView, { id }: Reader): boolean {
  return decisions.some((one) => one.decision === 'approve' && one.digest === digest && one.principal.id === id)
}

/** Whose turn it is where somebody else than the reader is asked: "With our support lead, 1 of 2 said yes". */
export function withWhom(plan: PlanView, reader: Reader): string {
  const words = planTexts.card
  const { asked, yes } = plan.people
  if (hasSaidYes(plan, reader)) return words.youDidAndMore(words.moreNeeded(Math.max(1, asked - yes)))
  const roles = plan.awaits.filter((role) => role !== REQUESTER)
  if (roles.length === 0) return words.withRequester(plan.requester.name)
  const whom = plan.escalation?.isOpen ? words.withOneOf(roles) : words.withRoles(roles)
  return yes === 0 || asked < 2 ? whom : words.soFar(whom, yes, asked)
}

/** What is asked of the reader, and whether theirs is the last yes that is missing. */
export function needsReader({ people: { asked, yes } }: PlanView): string {
  const more = asked - yes - 1
  return more > 0 ? planTexts.card.needsYouAndMore(more) : planTexts.card.needsYou
}

/**
 * What the reader's yes does, for a button: the deed, or one of several yeses. Whoever asked for many kinds of steps in
 * one go has them counted: they stand above the button.
 */
export function deedOf({ deed, effects, requester, people: { asked, yes } }: PlanView, reader: Reader): string {
  if (asked - yes > 1) return planTexts.card.oneYesOf(yes + 1, asked)
  const kinds = new Set(effects.map(({ tool }) => tool)).size
  return requester.id === reader.id && kinds > KINDS_NAMED ? planTexts.asked.these(effects.length) : deed
}

const KINDS_NAMED = 2

/** What is to know of a plan that several people must say yes to, or that was passed on. `isAsked`: the reader is. */
export function peopleTexts(plan: PlanView, reader: Reader, isAsked: boolean): readonly string[] {
  const words = planTexts.card
  const { asked, yes } = plan.people
  const named = plan.decisions
    .filter(({ decision, digest }) => decision === 'approve' && digest === plan.digest)
    .map(({ principal }) => (principal.id === reader.id ? words.you : principal.name))
  const isLast = isAsked && asked - yes === 1
  const missing = isLast ? words.onlyYours : words.moreNeeded(asked - yes)
  const several = asked < 2 ? [] : [yes === 0 ? words.peopleAsked(asked) : words.peopleSoFar(asked, named, missing)]
  const passedOn = plan.escalation?.isOpen ? [words.passedOn(roleName(plan.escalation.to))] : []
  return [...several, ...passedOn]
}
