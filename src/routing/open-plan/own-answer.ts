import { REQUESTER } from '#auth/roles.ts'
import { isMailChannel } from '#core/outside-principal.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlansShown } from '#memory/plans/plans-shown-to.ts'
import { openRoles } from '#plan/sealed/approval-status.ts'
import { askedVerdict } from '#plan/sealed/asked-verdict.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { rolesThen } from '#plan/views/plan-view.ts'
import type { Route } from '#dialogue/contract.ts'
import { isOneOf } from '#dialogue/language.ts'
import { languageOf } from '#dialogue/language-of.ts'
import type { PlanCall } from '#dialogue/plan-call.ts'
import { askedWhich } from './asked-which.ts'
import { plansInThread } from './plans-in-thread.ts'

type OwnDecision = Extract<PlanCall, { do: 'decide' }>['decision']
type TellingWhy = NonNullable<Extract<PlanCall, { do: 'tell' }>['why']>

/**
 * Where a yes or a no goes that a requester types while plans of theirs wait for it in the thread: to the one that waits,
 * under the digest that was shown to them last. It decides only where it says nothing else, was typed by them in person,
 * and nothing has come between. Else the plan is shown once more, or, of several, asked which; so is one that waits for
 * somebody else, of which neither says anything. Null for all other messages.
 */
export async function answerOwnPlan(services: Services, record: TurnRecord, typed: string): Promise<Route | null> {
  const decision = answerIn(record, typed)
  const isByMail = isMailChannel(record.channel)
  if (decision === null || !(record.isInPerson || isByMail)) return null
  const waiting = (await plansInThread(services, record)).filter(({ status }) => status === 'waiting').toReversed()
  const [only, ...others] = waiting.filter((plan) => asksRequester(plan, record))
  const [elsewhere] = waiting.slice(-1)
  if (!only) return elsewhere ? told(elsewhere, 'others') : null
  // A mail decides nothing: where they can is said once more.
  if (isByMail) return told(only, 'shown')
  if (others.length > 0) {
    const asked = [only, ...others]
    const planIds = asked.map(({ id }) => id)
    const digests = asked.map(({ digest }) => digest ?? '')
    return { to: 'open-plan', planCall: { do: 'ask-which', planIds, digests, decision, words: typed } }
  }
  return isPlain(record) ? decided(services, record, only, decision) : told(only, 'shown')
}

/** A decision on what was shown last before the message; else the plan is shown once more. */
export async function decided(
  { database }: Services,
  record: TurnRecord,
  plan: PlanRecord,
  decision: OwnDecision,
): Promise<Route> {
  const { principal, message } = record
  const [shown] = await database.batch(principal.tenantId, (tx) => readPlansShown(tx, message.id, [plan.id]))
  const { id: planId, runId, digest } = plan
  const isElsewhere = shown?.isAskedSince === true && !askedWhich(record)?.planIds.includes(planId)
  if (digest === null || shown?.digest !== digest || isElsewhere) return told(plan, 'shown')
  return { to: 'open-plan', planCall: { do: 'decide', planId, runId, digest, decision } }
}

/** Whether its requester is asked about a plan that waits. */
export function asksRequester(plan: PlanRecord, { live: { policies } }: TurnRecord): boolean {
  const asked = askedVerdict(plan)
  return asked !== null && openRoles(plan, asked, { rolesNow: rolesThen(plan), policies }).includes(REQUESTER)
}

function answerIn({ live, language: code }: TurnRecord, typed: string): OwnDecision | null {
  const language = languageOf(live.agent, code)
  if (isOneOf(typed, [...language.yes, ...language.agrees], language)) return 'approve'
  return isOneOf(typed, language.no, language) ? 'reject' : null
}

// The whole message, with what is quoted in it: words and the signs that end them. "Yes?" asks, "yes 🙄" doubts.
function isPlain({ live, language: code, message: { text } }: TurnRecord): boolean {
  const language = languageOf(live.agent, code)
  const isInWords = /^[\p{L}\p{M}\s.,!]+$/u.test(text.replaceAll(/(?<=\p{L})['’](?=\p{L})/gu, ''))
  return isInWords && isOneOf(text, [...language.agrees, ...language.no], language)
}

/** What waits is told, with why. */
export function told({ id: planId }: PlanRecord, why: TellingWhy): Route {
  return { to: 'open-plan', planCall: { do: 'tell', planId, why } }
}
