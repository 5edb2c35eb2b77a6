import type { PlanView } from '#contract/plan.ts'
import type { Lead, RefusedPress } from '#cards/drawing/refused-press.ts'
import { planSignature } from '#cards/drawing/plan-state.ts'

/** One plan's card: the plan as it was last read, and what the person before it is doing. Plain data. */
export interface CardState {
  readonly plan: PlanView
  /** It has only just come up or changed: who presses a button now may have meant what stood there before. */
  readonly isInert: boolean
  /** What was pressed, until the server has answered. */
  readonly pressed: Press | null
  /** What an answer of the server says that the plan itself doesn't. */
  readonly told: string | null
  /** What leads on from what is told; null where nothing has to. */
  readonly leadsOn: Pick<RefusedPress, 'lead' | 'handOverId'> | null
  /** What is asked before it is sent: why not, or what was found. */
  readonly asking: 'reject' | 'edit' | 'happened' | 'did-not' | null
  readonly reason: string | null
  readonly note: string
  /** What was typed into the fields of an edit, by `fieldKey`. */
  readonly typed: Readonly<Record<string, string>>
  /** The steps that an edit leaves out. */
  readonly leftOut: readonly number[]
  /** Why what was written can't be sent: said where it was written. */
  readonly wrong: Wrong | null
}

/** `at`: the field that it is about, by `fieldKey`, or the note; null where it is about none of them. */
export interface Wrong {
  readonly at: string | null
  readonly words: string
}

/** The note's place among the fields. */
export const NOTE = 'note'

export type Press = 'approve' | 'reject' | 'withdraw' | 'resolve' | 'edit' | 'look'

export type CardHappening =
  | { readonly type: 'plan-read'; readonly plan: PlanView }
  | { readonly type: 'looked-at' }
  | { readonly type: 'pressed'; readonly press: Press }
  | { readonly type: 'asked'; readonly asking: CardState['asking'] }
  | { readonly type: 'reason-chosen'; readonly reason: string | null }
  | { readonly type: 'note-written'; readonly note: string }
  | { readonly type: 'typed'; readonly key: string; readonly text: string }
  | { readonly type: 'left-out'; readonly effect: number; readonly isOut: boolean }
  | { readonly type: 'answered'; readonly plan: PlanView }
  | { readonly type: 'refused'; readonly refused: RefusedPress }
  | { readonly type: 'told'; readonly text: string | null }
  | { readonly type: 'wrong'; readonly wrong: Wrong }
  | { readonly type: 'released' }

/** A card as it first comes up. */
export function newCard(plan: PlanView): CardState {
  return { plan, isInert: true, pressed: null, ...SILENT, asking: null, reason: null, note: '', ...UNCHANGED }
}

const SILENT = { told: null, leadsOn: null, wrong: null } as const
const UNCHANGED = { typed: {}, leftOut: [] } as const

/** The card after one more thing happened. */
export function nextCard(card: CardState, happening: CardHappening): CardState {
  switch (happening.type) {
    case 'plan-read':
      return withPlan(card, happening.plan)
    case 'looked-at':
      return card.isInert ? { ...card, isInert: false } : card
    case 'pressed':
      return { ...card, pressed: happening.press, ...SILENT }
    case 'asked':
      return { ...card, asking: happening.asking, reason: null, ...SILENT }
    case 'reason-chosen':
      return { ...card, reason: happening.reason }
    case 'note-written':
      return { ...card, note: happening.note, wrong: null }
    case 'typed':
      return { ...card, typed: { ...card.typed, [happening.key]: happening.text }, wrong: null }
    case 'left-out': {
      const others = card.leftOut.filter((effect) => effect !== happening.effect)
      return { ...card, leftOut: happening.isOut ? [...others, happening.effect] : others, wrong: null }
    }
    case 'answered':
      return { ...withPlan(unasked(card), happening.plan), ...SILENT }
    case 'refused':
      return refused(card, happening.refused)
    case 'told':
      return { ...card, pressed: null, told: happening.text, leadsOn: null }
    case 'wrong':
      return { ...card, ...SILENT, wrong: happening.wrong }
    case 'released':
      return { ...card, pressed: null }
  }
}

function withPlan(card: CardState, plan: PlanView): CardState {
  if (planSignature(plan) === planSignature(card.plan)) return { ...card, plan }
  // What was asked or said of another plan isn't about this one any more.
  const isSame = plan.digest === card.plan.digest && plan.status === card.plan.status
  const now = { ...card, plan, isInert: true }
  if (isSame) return now
  // What was to be tried once more was meant for the plan as it was, and went through, perhaps.
  const isOver = card.leadsOn !== null && KEPT.has(card.leadsOn.lead)
  return { ...now, asking: null, pressed: null, ...UNCHANGED, ...(isOver && SILENT) }
}

function unasked(card: CardState): CardState {
  return { ...card, pressed: null, asking: null, reason: null, note: '', ...UNCHANGED }
}

/** After these what was written stays, to be sent again as it is or changed. */
const KEPT: ReadonlySet<Lead> = new Set(['try-again', 'sign-in', 'mend'])

function refused(card: CardState, { words, lead, handOverId, at }: RefusedPress): CardState {
  const next = KEPT.has(lead) ? { ...card, pressed: null } : unasked(card)
  if (lead === 'mend' && card.asking === 'edit')
    return { ...next, ...SILENT, wrong: { at: at && fieldKey(at.effect, at.path), words } }
  // What can be changed stands before them already, with its buttons; where nothing does there is the plan to look at.
  const leadsOn = lead !== 'mend' ? { lead, handOverId } : card.asking === null ? LOOK_AGAIN : null
  return { ...next, told: words, leadsOn }
}

const LOOK_AGAIN = { lead: 'look-again', handOverId: null } as const

/** By which a field's text is kept until it is sent. */
export function fieldKey(effect: number, path: string): string {
  return `${effect} ${path}`
}
