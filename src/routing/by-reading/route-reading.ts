import type { ReadWish } from '#dialogue/matching/message-reading.ts'
import type { Route } from '#dialogue/contract.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { leave, stayOpen } from '../dialogue/leave.ts'
import { notUnderstood } from '../dialogue/reply-rules.ts'
import { isAnswerable, openQuestion } from '../route/open-question.ts'
import { plansInThread } from '../open-plan/plans-in-thread.ts'
import { unlessDuplicateWaits } from '../open-plan/duplicate-request.ts'
import { readByRules } from '../reading/read-by-rules.ts'
import { FIRST_HANDLERS } from './first-handlers.ts'
import type { Handler, Heard, Unread } from './heard.ts'
import { onAnswer, onConsent } from './on-answer.ts'
import { onChange, onNo, onYes } from './on-open-plan.ts'
import { onPlanned, onProcedure } from './on-procedure.ts'
import { onAgain, onRecognised, onRefused, onUnknown } from './on-rules.ts'
import { onPerson, onQuestion, onRecap, onTalk, onWait } from './on-talk.ts'
import { onYesIf } from './on-yes-if.ts'

/** Who is asked, in this order, where a wish goes: the first that takes it. */
const HANDLERS: readonly Handler[] = [
  onPerson,
  onWait,
  onRecap,
  onRefused,
  onConsent,
  onYesIf,
  onYes,
  onNo,
  onChange,
  onAnswer,
  onAgain,
  onRecognised,
  onProcedure,
  onPlanned,
  onUnknown,
  onQuestion,
  onTalk,
]

interface Saying {
  /** All that was typed. */
  readonly typed: string
  /** The wish's, each in its place. */
  readonly words: string
  /** As a model read them; null where rules are to. */
  readonly wish: ReadWish | null
  /** Whether the message says nothing else. */
  readonly isOnly: boolean
  readonly signal: AbortSignal
}

/** Where the words of one wish go. What is open besides stays open behind it. */
export async function routeReading(services: Services, record: TurnRecord, saying: Saying): Promise<Route> {
  const { words, wish } = saying
  const open = openQuestion(record, words)
  const dialogue = open && isAnswerable(record) ? open : null
  const plans = await plansInThread(services, record)
  const unread: Unread = { ...saying, services, record, open, dialogue, plans }
  const first = wish ? null : await firstOf(unread)
  const route = first ?? (await behindQuestion(wish ? { ...unread, wish, rules: null } : await heardByRules(unread)))
  return unlessDuplicateWaits(services, record, words, route)
}

async function firstOf(unread: Unread): Promise<Route | null> {
  for (const handler of FIRST_HANDLERS) {
    const route = await handler(unread)
    if (route) return route
  }
  return null
}

async function heardByRules(unread: Unread): Promise<Heard> {
  const rules = await readByRules(unread)
  return { ...unread, rules, wish: rules.wish }
}

async function behindQuestion(heard: Heard): Promise<Route> {
  const { open, dialogue, rules, wish } = heard
  for (const handler of HANDLERS) {
    const route = await handler(heard)
    if (!route) continue
    // What answers the question leaves nothing open, also where a plan has to look it up.
    if (!open || handler === onAnswer || handler === onConsent || wish.act === 'answer') return route
    if (!dialogue) return stayOpen(open, route)
    const isNothing = rules?.isLikeNothing && (route.to === 'answer' || route.to === 'talk')
    return isNothing ? notUnderstood(dialogue) : leave(dialogue, route)
  }
  return { to: 'answer' }
}
