import { canonicalJson } from '#core/commitment.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import { messagesForModels } from '#cards/outcome/messages-for-models.ts'
import { planTalk } from '#cards/outcome/plan-talk.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Route } from '#dialogue/contract.ts'
import { isAnswered } from '#memory/threads/part.ts'
import type { ReadFact } from '#models/prompts.ts'
import type { EarlierTurn, TurnRecord } from '#turn/read-turn.ts'
import { questionText } from '../texts/question-text.ts'
import { askingOf } from '../route/open-question.ts'
import { planFact } from './plan-facts.ts'

/** Characters of one earlier message that are shown. */
const MOST_OF_ONE = 500

/** A turn before this one: what its requester typed, and what we did, as facts of ours. */
export function earlierFacts(turn: EarlierTurn, plans: readonly PlanRecord[], record: TurnRecord): readonly ReadFact[] {
  return [{ person: clipped(turn.typed) }, ...didFacts(turn, plans, record).map((assistant) => ({ assistant }))]
}

/** What we did in a turn, a sentence each. `plans` are the thread's, newest first. */
export function didFacts(turn: EarlierTurn, plans: readonly PlanRecord[], record: TurnRecord): readonly string[] {
  const own = plans.filter(({ runId }) => runId === turn.runId).toReversed()
  return [...own.flatMap((plan) => planFacts(plan, plans, record)), ...routeFacts(turn, record), ...talkFacts(turn)]
}

// What a model wrote as talk it wrote of facts as these are.
function talkFacts({ answer }: EarlierTurn): readonly string[] {
  return answer.flatMap((part) => (part.type === 'own-words' && part.writtenBy ? [`said: ${clipped(part.text)}`] : []))
}

function planFacts(plan: PlanRecord, plans: readonly PlanRecord[], record: TurnRecord): readonly string[] {
  const told = toldOf(plan)
  const said = told === null ? [] : [messagesForModels(told, plan, record).text]
  const steps =
    plan.effects.length === 0 || plan.asking
      ? []
      : [`planned “${planFact(plan, record, { isReplaced: isReplaced(plan, plans) })}”`]
  return [...steps, ...said.map((text) => `said: ${clipped(text)}`)]
}

// What it says of steps that weren't done was never told.
function toldOf(plan: PlanRecord): PlanRecord['said'] {
  const { said, status, effects, asking } = plan
  if (said === null || effects.length === 0 || asking || status === 'done') return said
  const { ahead } = planTalk(plan)
  return ahead === null ? null : { ...said, text: ahead }
}

// By a newer one that does just the same.
function isReplaced(plan: PlanRecord, plans: readonly PlanRecord[]): boolean {
  const deeds = ({ effects }: PlanRecord) => canonicalJson(effects.map(({ tool, args }) => ({ tool, args })))
  return plans.slice(0, plans.indexOf(plan)).some((newer) => deeds(newer) === deeds(plan))
}

const FOUND_NOTHING = 'found nothing in the documents that answers it for sure'

function routeFacts(turn: EarlierTurn, record: TurnRecord): readonly string[] {
  return [...callFacts(turn.route), ...wentTo(turn, record)]
}

// What was done to a plan that was open.
function callFacts({ planCall }: Route): readonly string[] {
  switch (planCall?.do) {
    case 'ask-which':
      return ['asked which of the open plans is meant']
    case 'withdraw':
      if (planCall.planIds.length === 0) return []
      return [planCall.instead ? 'made what was planned anew: the plan before is void' : 'took the plan back']
    case 'decide':
      return [`took this as a ${planCall.decision === 'approve' ? 'yes' : 'no'} to the plan`]
    case 'leave-out':
      return ['left a step out of the plan']
    case 'tell':
      return ['told how the plan stands']
    case undefined:
      return []
  }
}

function wentTo({ route, answer }: EarlierTurn, record: TurnRecord): readonly string[] {
  const asking = askingOf(route)
  const asked = asking ? [`asked: ${clipped(questionText({ ...asking, note: null }, record))}`] : []
  switch (route.to) {
    case 'answer':
      // No title: a document that no model is given has one, too.
      return [isAnswered(answer) ? 'answered from the documents' : FOUND_NOTHING, ...asked]
    case 'talk':
      return [`talked, and did nothing (${route.about.join(', ')})`, ...asked]
    case 'ask-which':
      return [`asked which is meant: ${titlesOf(route.playbooks, record)}`]
    case 'cancelled':
      return [`dropped “${titlesOf([route.playbook], record)}”`]
    case 'hand-over':
    case 'with-person':
      return ['passed the conversation to a person']
    case 'plan':
      return [...(route.unanswered ? [FOUND_NOTHING] : []), ...asked]
    default:
      return asked
  }
}

function titlesOf(names: readonly string[], { live: { agent }, language }: TurnRecord): string {
  const named = agent.playbooks.filter(({ name }) => names.includes(name))
  return named.map((playbook) => playbookIn(playbook, language).title).join('; ')
}

export function clipped(text: string): string {
  return text.length <= MOST_OF_ONE ? text : `${text.slice(0, MOST_OF_ONE)} […]`
}
