import type { Route } from '#dialogue/contract.ts'
import { afterFilling, answerInWords, begun, fillFromReply, notUnderstood } from '../dialogue/reply-rules.ts'
import type { Heard } from './heard.ts'
import { canPlan, planned } from './on-procedure.ts'
import { readValues } from './read-values.ts'

/** What answers our open question, or asks for the same again, goes on with it. */
export function onAnswer(heard: Heard): Route | null {
  const { wish, dialogue, words, rules, record } = heard
  if (!dialogue) return null
  const { playbook, asking } = dialogue
  const isSame = wish.act === 'do' && wish.procedure === playbook.name
  if (!isSame && wish.act !== 'answer' && wish.act !== 'tell') return null
  const isOurWords = record.spoken === null || asking.to === 'ask-slot'
  const inWords = wish.act === 'answer' && isOurWords ? answerInWords(dialogue, words) : null
  if (inWords) return inWords
  const open = asking.to === 'confirm' ? null : asking.missing
  const context = { language: dialogue.language, now: dialogue.now, earlier: asking.slots, open }
  // By rules all that stands in the words is said, also of what may be left out.
  if (rules) return wish.act === 'answer' ? (fillFromReply(dialogue, words) ?? notUnderstood(dialogue)) : null
  const { filling, unread } = readValues(playbook.slots, { words, values: wish.values }, context)
  const next = afterFilling(dialogue, filling)
  if (next) return next
  // What has to be looked up is looked up; what is only told answers nothing.
  const isLookedUp = wish.from === 'tools' || (unread.length > 0 && canPlan(heard))
  if (isLookedUp && wish.act === 'answer' && canPlan(heard)) return planned(heard, playbook)
  return isLookedUp || wish.act === 'tell' ? null : notUnderstood(dialogue)
}

/** A yes or a no to what we asked before anything is planned. */
export function onConsent({ wish, dialogue, plans }: Heard): Route | null {
  if (!dialogue || wish.planId !== null) return null
  const { playbook, asking } = dialogue
  if (wish.act === 'no') {
    const isElsewhere = wish.procedure !== null && wish.procedure !== playbook.name && plans.length > 0
    return isElsewhere ? null : { to: 'cancelled', playbook: playbook.name, because: 'said' }
  }
  if (wish.act !== 'yes') return null
  switch (asking.to) {
    case 'confirm':
      return begun(dialogue)
    case 'offer-person':
      return { to: 'hand-over' }
    case 'ask-slot':
      return notUnderstood(dialogue)
  }
}
