import type { NamedPlaybook } from '#agents/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { doubted, type Intent } from '#core/intent.ts'
import { storedIntent } from '#sealed-plan/plan-intent.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { afterReply } from '../route/requested-intent.ts'
import type { Route } from '#dialogue/contract.ts'
import { dialogueOf } from '../dialogue/dialogue.ts'
import { nextQuestion } from '../dialogue/next-question.ts'
import { fillSlots, type Slots } from '#dialogue/slot-filling/fill-slots.ts'

interface Correction {
  readonly typed: string
  readonly plan: PlanRecord
  /** What the plan was made with. */
  readonly slots: Slots
  readonly playbook: NamedPlaybook
}

/**
 * Where a correction of what a plan was made with goes; null where it corrects nothing of that. What waits is taken back
 * for a new proposal: nothing that somebody may have agreed to is changed. Where something has been done already, the new
 * one takes a yes, since it isn't instead of the other any more.
 */
export function correctedRoute(record: TurnRecord, { typed, plan, slots, playbook }: Correction): Route | null {
  const hasBegun = plan.effects.some(({ state }) => state !== 'planned' && state !== 'cancelled')
  const dialogue = dialogueOf(record, playbook, { intent: intentOf(record, plan, typed, hasBegun) })
  const filling = fillSlots(playbook.slots, typed, { language: dialogue.language, now: record.now, earlier: slots })
  const isOther = filling.changed.length > 0 || filling.dropped.length > 0
  const isUnclear = Object.keys(slots).some(
    (name) => filling.slots[name] === undefined && (filling.unsure[name] ?? filling.problems[name]) !== undefined,
  )
  if (!isOther && !isUnclear) return null
  const route = nextQuestion(dialogue, filling)
  if (hasBegun) return { ...route, planCall: { do: 'tell', planId: plan.id } }
  const isOpen = plan.status === 'waiting' || plan.status === 'applying'
  return isOpen ? { ...route, planCall: { do: 'withdraw', planIds: [plan.id], instead: true } } : route
}

// What was asked for before still is, with what is said now instead.
function intentOf(record: TurnRecord, plan: PlanRecord, typed: string, hasBegun: boolean): Intent | null {
  const intent = storedIntent(plan)
  if (intent === null) return null
  const corrected = afterReply(intent, record, typed)
  return hasBegun ? doubted(corrected, 'slot') : corrected
}
