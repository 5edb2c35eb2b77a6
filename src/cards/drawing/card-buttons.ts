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
  const labels = { ...screenTexts.card, approve: deedOf(plan, reader), notMeant: planTexts.asked.notMeant }
  return actsOn(plan, reader, isEditable).map((does) => ({ does, label: labels[LABELS[does]] }))
}

function actsOn(plan: PlanView, reader: Viewer, isEditable: boolean): readonly CardAct[] {
  const isOwn = plan.requester.id === reader.id
  const edit: readonly CardAct[] = isEditable ? ['edit'] : []
  switch (plan.status) {
    case 'waiting':
      if (!waitsForReader(plan, reader)) return plan.ownEdit ? [...edit, 'reject'] : isOwn ? ['withdraw'] : []
      return [...(plan.withheld ? [] : (['approve', ...edit] as const)), isOwn ? 'not-meant' : 'reject']
    case 'applying':
    case 'unknown':
      return plan.mayResolve ? ['look-again', 'happened', 'did-not'] : []
    case 'expired':
      return ['ask-again']
    case 'done':
    case 'failed':
      return ['save']
    case 'making':
    case 'refused':
    case 'rejected':
    case 'stale':
    case 'cancelled':
      return []
  }
}

const LABELS = {
  approve: 'approve',
  edit: 'edit',
  reject: 'reject',
  'not-meant': 'notMeant',
  withdraw: 'withdraw',
  'look-again': 'lookAgain',
  happened: 'happened',
  'did-not': 'didNot',
  'ask-again': 'askAgain',
  save: 'saveRecord',
} as const
