import { REQUESTER } from '#auth/roles.ts'
import { isMailChannel } from '#core/outside-principal.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlansShown } from '#memory/plans/plans-shown-to.ts'
import { openRoles } from '#sealed-plan/approval/approval-status.ts'
import { approvalVerdict } from '#sealed-plan/approval/approval-verdict.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { rolesThen } from '#cards/plan-view/plan-view.ts'
import type { Route } from '#dialogue/contract.ts'
import { hasCorrection, isOneOf } from '#dialogue/language.ts'
import { wordsOfProcedure } from '#dialogue/utterance/plain-wish.ts'
import { consentIn, mayConsent, type Consent } from '#dialogue/utterance/plain-consent.ts'
import { leaves } from '#core/json.ts'
import { planTitle } from '#cards/titles/plan-title.ts'
import { spokenAgent, viewedTool } from '#cards/titles/viewed-agent.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { whichQuestion } from './which-question.ts'
import { called, told, whichOf, withdrawn, type OwnDecision } from './plan-calls.ts'
import { plansInThread } from './plans-in-thread.ts'

/**
 * Where a yes or a no goes that a requester types while plans of theirs wait for it in the thread: to the one that waits,
 * under the digest that was shown to them last. It decides only where it says nothing else, was typed by them in person,
 * and nothing has come between. Else the plan is shown once more, or, of several, asked which; so is one that waits for
 * somebody else, of which neither says anything. Null for all other messages.
 */
export async function answerByRequester(services: Services, record: TurnRecord, typed: string): Promise<Route | null> {
  const isByMail = isMailChannel(record.channel)
  if (!(record.isInPerson || isByMail) || !mayConsent(typed, record.live.agent.languages)) return null
  const waiting = (await plansInThread(services, record)).filter(({ status }) => status === 'waiting').toReversed()
  const [only, ...others] = waiting.filter((plan) => asksRequester(plan, record))
  const language = languageOf(record.live.agent, record.language)
  if (isOneOf(typed, language.cancel, language)) return null
  const consent = saidTo(only ? [only, ...others] : waiting, record, typed)
  // "Keep it, I changed my mind" is no answer to the card, and takes back what it asks.
  const isTakenBack = consent === 'no' && !isOneOf(typed, language.no, language)
  const [newest] = waiting.slice(-1)
  if (isTakenBack && newest && waiting.length === 1) return withdrawn(newest)
  if (consent === null || !newest) return null
  if (!only) return consent !== 'unclear' && isAnswer(record, typed) ? told(newest, 'others') : null
  const decision = consent === 'yes' ? 'approve' : consent === 'no' ? 'reject' : null
  if (others.length > 0) return decision && whichOf([only, ...others], typed, decision)
  // What corrects or asks for something else goes its own way.
  if (decision === null && !isAnswer(record, typed)) return null
  // A mail decides nothing: where they can is said once more.
  return decision === null || isByMail || hasOthersWords(record)
    ? told(only, 'shown')
    : decided(services, record, only, decision)
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
  const isElsewhere = shown?.isAskedSince === true && !whichQuestion(record)?.planIds.includes(planId)
  if (digest === null || shown?.digest !== digest || isElsewhere) return told(plan, 'shown')
  return called({ do: 'decide', planId, runId, digest, decision })
}

/** Whether its requester is asked about a plan that waits. */
export function asksRequester(plan: PlanRecord, { live: { policies } }: TurnRecord): boolean {
  const asked = approvalVerdict(plan)
  return asked !== null && openRoles(plan, asked, { rolesNow: rolesThen(plan), policies }).includes(REQUESTER)
}

function saidTo(plans: readonly PlanRecord[], { live }: TurnRecord, typed: string): Consent {
  return consentIn(typed, { languages: live.agent.languages, saying: plans.flatMap((plan) => sayingOf(plan, live)) })
}

/** What a plan says, in all languages of its agent, and what its procedure is asked for by. */
function sayingOf({ effects, playbook }: PlanRecord, live: TurnRecord['live']): readonly string[] {
  const titles = live.agent.languages.map((language) => {
    const spoken = spokenAgent(live, language)
    return planTitle(effects.map(({ tool, args }) => ({ declaration: viewedTool(spoken, tool), args })))
  })
  const values = effects.flatMap(({ args }) => [...leaves(args)].map(([, leaf]) => String(leaf)))
  const asked = live.agent.playbooks.find(({ name }) => name === playbook)
  return [...titles, ...values, ...(asked ? wordsOfProcedure(asked, live.agent.languages) : [])]
}

// Nothing but a yes or a no by itself, whatever the plan says.
function isAnswer({ live, language: code }: TurnRecord, typed: string): boolean {
  const language = languageOf(live.agent, code)
  return !hasCorrection(typed, language) || isOneOf(typed, language.no, language)
}

// The whole message, with what is quoted in it.
function hasOthersWords({ message: { text } }: TurnRecord): boolean {
  return /["“”„«»‹›`]|^\s*>/mu.test(text)
}
