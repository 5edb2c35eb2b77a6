import type { PlanView } from '#contract/plan.ts'
import { deedOf } from '../texts/people-texts.ts'
import { planTexts } from '../texts/plan-texts.ts'
import { screenTexts } from '../texts/screen-texts.ts'
import { waitsForReader, type Viewer } from './plan-state.ts'

/** What a reader can do about a plan. `not-meant`: a no of whoever asked. Each place draws those that it can carry out. */
export type CardAct =
  | 'approve'
  | 'edit'
  | 'reject'
  | 'not-meant'
  | 'withdraw'
  | 'look-again'
  | 'happened'
  | 'did-not'
  | 'ask-again'
  | 'save'

export interface CardButton {
  readonly does: CardAct
  readonly label: string
}

/** The buttons of a plan's card, the first first. */
export function cardButtons(plan: PlanView, reader: Viewer, isEditable: boolean): readonly CardButton[] {
  const words = screenTexts.card
  const isOwn = plan.requester.id === reader.id
  const edit = isEditable ? [button('edit', words.edit)] : []
  const reject = button('reject', words.reject)
  switch (plan.status) {
    case 'waiting':
      if (!waitsForReader(plan, reader))
        return plan.ownEdit ? [...edit, reject] : isOwn ? [button('withdraw', words.withdraw)] : []
      return [
        ...(plan.withheld ? [] : [button('approve', deedOf(plan, reader)), ...edit]),
        isOwn ? button('not-meant', planTexts.asked.notMeant) : reject,
      ]
    case 'applying':
    case 'unknown':
      return plan.mayResolve
        ? [button('look-again', words.lookAgain), button('happened', words.happened), button('did-not', words.didNot)]
        : []
    case 'expired':
      return [button('ask-again', words.askAgain)]
    case 'done':
    case 'failed':
      return [button('save', words.saveRecord)]
    case 'making':
    case 'refused':
    case 'rejected':
    case 'stale':
    case 'cancelled':
      return []
  }
}

function button(does: CardAct, label: string): CardButton {
  return { does, label }
}
