import type { PlanView } from '#contract/plan.ts'
import type { DecisionAnswer } from '../../decision-answer.ts'
import { planSignature } from '../../plan-state.ts'
import { screenTexts } from '../../screen-texts.ts'

/** One plan's card: the plan as it was last read, and what the person before it is doing. Plain data. */
export interface CardState {
  readonly plan: PlanView
  /** It has only just come up or changed: who presses a button now may have meant what stood there before. */
  readonly isInert: boolean
  /** What was pressed, until the server has answered. */
  readonly pressed: Press | null
  /** What an answer of the server says that the plan itself doesn't. */
  readonly told: string | null
  /** What is asked before it is sent: why not, or what was found. */
  readonly asking: 'reject' | 'edit' | 'happened' | 'did-not' | null
  readonly reason: string | null
  readonly note: string
  /** What was typed into the fields of an edit, by `fieldKey`. */
  readonly typed: Readonly<Record<string, string>>
  /** The steps that an edit leaves out. */
  readonly leftOut: readonly number[]
}

export type Press = 'approve' | 'reject' | 'withdraw' | 'resolve' | 'edit'

export type CardHappening =
  | { readonly type: 'plan-read'; readonly plan: PlanView }
  | { readonly type: 'looked-at' }
  | { readonly type: 'pressed'; readonly press: Press }
  | { readonly type: 'asked'; readonly asking: CardState['asking'] }
  | { readonly type: 'reason-chosen'; readonly reason: string | null }
  | { readonly type: 'note-written'; readonly note: string }
  | { readonly type: 'typed'; readonly key: string; readonly text: string }
  | { readonly type: 'left-out'; readonly effect: number; readonly isOut: boolean }
  | { readonly type: 'answered'; readonly answer: DecisionAnswer }
  | { readonly type: 'told'; readonly text: string }
  | { readonly type: 'released' }

/** A card as it first comes up. */
export function newCard(plan: PlanView): CardState {
  return { plan, isInert: true, pressed: null, told: null, asking: null, reason: null, note: '', ...UNCHANGED }
}

const UNCHANGED = { typed: {}, leftOut: [] } as const

/** The card after one more thing happened. */
export function nextCard(card: CardState, happening: CardHappening): CardState {
  switch (happening.type) {
    case 'plan-read':
      return withPlan(card, happening.plan)
    case 'looked-at':
      return card.isInert ? { ...card, isInert: false } : card
    case 'pressed':
      return { ...card, pressed: happening.press, told: null }
    case 'asked':
      return { ...card, asking: happening.asking, reason: null, told: null, ...UNCHANGED }
    case 'reason-chosen':
      return { ...card, reason: happening.reason }
    case 'note-written':
      return { ...card, note: happening.note }
    case 'typed':
      return { ...card, typed: { ...card.typed, [happening.key]: happening.text } }
    case 'left-out': {
      const others = card.leftOut.filter((effect) => effect !== happening.effect)
      return { ...card, leftOut: happening.isOut ? [...others, happening.effect] : others }
    }
    case 'answered':
      return answered(card, happening.answer)
    case 'told':
      return { ...card, pressed: null, told: happening.text }
    case 'released':
      return { ...card, pressed: null }
  }
}

function withPlan(card: CardState, plan: PlanView): CardState {
  if (planSignature(plan) === planSignature(card.plan)) return { ...card, plan }
  // What was asked or said of another plan isn't about this one any more.
  const isSame = plan.digest === card.plan.digest && plan.status === card.plan.status
  return { ...card, plan, isInert: true, asking: isSame ? card.asking : null, pressed: isSame ? card.pressed : null }
}

function answered(card: CardState, answer: DecisionAnswer): CardState {
  const next = { ...card, pressed: null, asking: null, reason: null, note: '', ...UNCHANGED }
  switch (answer.outcome) {
    case 'decided':
      return { ...withPlan(next, answer.plan), told: null }
    case 'decided-before':
      return { ...next, told: screenTexts.card.cameSecond }
    case 'changed':
      return { ...next, told: screenTexts.card.changedWhileYouLooked }
    case 'expired':
      return { ...next, told: null } // the card itself says that nobody answered in time
    case 'refused':
    case 'gone':
      return { ...next, told: answer.message }
    case 'invalid':
      return { ...card, pressed: null, told: answer.message }
  }
}

/** By which a field's text is kept until it is sent. */
export function fieldKey(effect: number, path: string): string {
  return `${effect} ${path}`
}
