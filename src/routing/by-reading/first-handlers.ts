import { takesOfferedPerson } from '#turn/hand-over/offered-person.ts'
import type { Route } from '#dialogue/contract.ts'
import { hasCorrection, isOneOf } from '#dialogue/language.ts'
import { takeUp } from '../dialogue/leave.ts'
import { correctedInReply } from '../dialogue/reply-rules.ts'
import { isLeftAside } from '../route/open-question.ts'
import { answerWhich } from '../open-plan/answer-which.ts'
import { callOpenPlan } from '../open-plan/call-open-plan.ts'
import { answerByRequester } from '../open-plan/requester-decision.ts'
import type { FirstHandler, Unread } from './heard.ts'

/** Written before they had our question: what they had asked for they can take back or correct. */
function onWrittenBefore({ open, dialogue, words }: Unread): Route | null {
  if (!open || dialogue) return null
  const { language, playbook } = open
  if (isOneOf(words, language.cancel, language)) return { to: 'cancelled', playbook: playbook.name, because: 'said' }
  return hasCorrection(words, language) ? correctedInReply(open, words) : null
}

/** What was left aside for something else is taken up again where they say so. */
function onResumed({ dialogue, record }: Unread): Route | null {
  return dialogue && isLeftAside(record.routeBefore) ? takeUp(dialogue) : null
}

/** While no question of ours is open, what is said to a plan that is. */
const onOpenPlan: FirstHandler = async ({ open, services, record, words }) =>
  open
    ? null
    : ((await answerWhich(services, record, words)) ??
      (await answerByRequester(services, record, words)) ??
      (await callOpenPlan(services, record, words)))

function onOfferedPerson({ open, record, words }: Unread): Route | null {
  return !open && takesOfferedPerson(record, words) ? { to: 'hand-over' } : null
}

/** Who is asked, in this order, before rules read some words. */
export const FIRST_HANDLERS: readonly FirstHandler[] = [onWrittenBefore, onResumed, onOpenPlan, onOfferedPerson]
