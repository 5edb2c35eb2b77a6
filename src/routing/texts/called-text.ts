import { type Choice, ownWords, type Part } from '#memory/threads/part.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { upperFirst } from '#text/upper-first.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { outcomeText } from '#cards/outcome/outcome-text.ts'
import { planTitle } from '#cards/titles/plan-title.ts'
import { speechOf, spokenAgent, viewedTool, type ViewedAgent } from '#cards/titles/viewed-agent.ts'
import type { MessageId } from '#turn/speaking.ts'
import { languageOf } from '#dialogue/language-of.ts'
import type { PlanCall } from '#dialogue/plan-call.ts'

/** What came of a call for one plan, with the plan as it is now. */
export interface Called {
  readonly plan: PlanRecord
  readonly came:
    | 'withdrawn'
    | 'not-withdrawn'
    | 'left-out'
    /** Other steps need what was to be left out, or nothing would be left. */
    | 'needed'
    | 'told'
    /** Its requester's yes, or no, was taken; or their yes, and others are asked still. */
    | 'agreed'
    | 'declined'
    | 'agreed-for-one'
    /** It isn't what was shown to them any more. */
    | 'changed'
    /** Nothing of it may begin now: it was stopped, or a person has the conversation. */
    | 'held-back'
    /** It waits for their yes or no, and is shown once more. */
    | 'shown'
    /** The same was asked for once more while it waits. */
    | 'same'
    /** Its requester's yes or no isn't what it waits for. */
    | 'others'
    /** Its requester would say yes on a condition, which is none. */
    | 'condition'
  /** Of `held-back`. */
  readonly why?: MessageId
}

type Speaking = Pick<TurnRecord, 'live' | 'language' | 'principal'>

/** What is said of a call, with the card that is to be looked at, or a button for each plan that may be meant. */
export function calledParts(call: PlanCall, called: readonly Called[], record: Speaking): readonly Part[] {
  const cards = called.filter(({ came, plan }) => SHOWING.has(came) && plan.status === 'waiting')
  const choices = call.do === 'ask-which' ? choicesOf(call, called, record) : []
  const text = calledText(call, called, record)
  return [
    // What is said beside a card that somebody has to look at is no word on what came of it.
    cards.length > 0 ? { type: 'notice', code: 'plan-waits', text } : ownWords('open-plan', text),
    ...cards.map(({ plan }) => ({ type: 'plan', planId: plan.id }) as const),
    ...(choices.length > 0 ? [{ type: 'choices', choices } as const] : []),
  ]
}

const SHOWING: ReadonlySet<Called['came']> = new Set(['changed', 'held-back', 'shown', 'same', 'condition'])

/** More buttons than these a part doesn't have. */
const MOST_CHOICES = 12

// A button says a place, and not what the plan does: pressed, that would ask for it once more.
function choicesOf(
  { decision }: Extract<PlanCall, { do: 'ask-which' }>,
  called: readonly Called[],
  { live, language, principal }: Speaking,
): readonly Choice[] {
  const spoken = spokenAgent(live, language, principal)
  const { ordinals } = languageOf(live.agent, language)
  const titles = called.map(({ plan }) => titleOf(plan, spoken))
  const each = titles.map((title, index) => {
    const before = titles.slice(0, index).filter((other) => other === title).length
    const place = ordinals[index]?.find((phrase) => phrase.includes(' ')) ?? `${index + 1}`
    return { label: before === 0 ? title : `${title} (${before + 1})`, says: upperFirst(place) }
  })
  // A yes is to one plan.
  const all = decision === undefined ? [speechOf(spoken).say('All of them')] : []
  return [...each.slice(0, MOST_CHOICES - all.length), ...all.map((text) => ({ label: text, says: text }))]
}

// Which plan it was about, by its steps, and what came of it.
function calledText(call: PlanCall, called: readonly Called[], { live, language, principal }: Speaking): string {
  const spoken = spokenAgent(live, language, principal)
  const { say } = speechOf(spoken)
  if (called.length === 0) return say('Nothing of yours is waiting here.')
  if (call.do === 'ask-which') {
    switch (call.decision) {
      case undefined:
        return say('Several of your requests are open here. Which one do you mean?')
      case 'approve':
        return say('Several of your requests wait for your yes here. Which one do you say yes to?')
      case 'reject':
        return say('Several of your requests wait for your yes here. Which one do you say no to?')
    }
  }
  const isHindered = call.do === 'withdraw' && call.instead && called.some(({ came }) => came !== 'withdrawn')
  return [
    ...called.map((one) => oneText(one, spoken)),
    ...(isHindered ? [say('I haven’t started the other one.')] : []),
  ].join('\n')
}

function oneText({ plan, came, why = 'it didn’t happen' }: Called, spoken: ViewedAgent): string {
  const { say } = speechOf(spoken)
  const title = titleOf(plan, spoken)
  switch (came) {
    case 'withdrawn':
      return say('I’ve cancelled this, and none of it was done: {plan}.', { plan: title })
    case 'not-withdrawn':
      return `${say('It’s too late to cancel this: {plan}.', { plan: title })}\n${outcomeText(plan, spoken)}`
    case 'left-out':
      return plan.status === 'waiting'
        ? say('I’ve left that out. What waits now is: {plan}.', { plan: title })
        : `${say('I’ve left that out.')} ${outcomeText(plan, spoken)}`
    case 'needed':
      return say('The rest depends on it, so I can’t leave out just that. This still waits: {plan}.', {
        plan: title,
      })
    case 'told':
      return plan.status === 'waiting'
        ? say('This waits for an answer: {plan}.', { plan: title })
        : outcomeText(plan, spoken)
    case 'agreed':
      return say('I take this as your yes to: {plan}.', { plan: title })
    case 'agreed-for-one':
      return `${say('I take this as your yes to: {plan}.', { plan: title })} ${say('Somebody else is asked about it, too.')}`
    case 'declined':
      return say('I take this as your no to: {plan}.', { plan: title })
    case 'changed':
      return say('This has changed since you saw it. Now this waits for your yes or no: {plan}.', { plan: title })
    case 'held-back':
      return say('Your yes doesn’t count yet: {why}. This still waits: {plan}.', { why: say(why), plan: title })
    case 'shown':
      return say('This waits for your yes or no: {plan}.', { plan: title })
    case 'condition':
      return say('Your yes comes with a condition, so I haven’t gone ahead. This still waits: {plan}.', { plan: title })
    case 'others':
      return say('Others have to agree to this first: {plan}. To cancel it, say “cancel that”.', {
        plan: title,
      })
    case 'same':
      return say(
        'You’ve already asked for this, and it’s waiting: {plan}. To have it done once more, say so with “again”.',
        {
          plan: title,
        },
      )
  }
}

function titleOf({ effects }: PlanRecord, spoken: ViewedAgent): string {
  return planTitle(effects.map(({ tool, args }) => ({ declaration: viewedTool(spoken, tool), args })))
}
