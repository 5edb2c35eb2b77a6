import type { PlanRecord } from '#memory/plan-record.ts'
import type { TurnRecord } from '../../read-turn.ts'
import { outcomeText } from '../../view/outcome-text.ts'
import { planTitle } from '../../view/plan-title.ts'
import { speechOf, spokenAgent, viewedTool, type ViewedAgent } from '../../view/viewed-agent.ts'
import type { PlanCall } from './plan-call.ts'

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
}

/** What is said of a call: which plan it was about, by its steps, and what came of it. */
export function calledText(
  call: PlanCall,
  called: readonly Called[],
  { live, language }: Pick<TurnRecord, 'live' | 'language'>,
): string {
  const spoken = spokenAgent(live, language)
  const { say } = speechOf(spoken)
  if (called.length === 0) return say('There is no plan of yours that waits here.')
  if (call.do === 'ask-which') {
    const titles = called.map(({ plan }, index) => `${index + 1}. ${titleOf(plan, spoken)}`)
    return [say('Several of your requests are open here. Which one do you mean?'), ...titles].join('\n')
  }
  const isHindered = call.do === 'withdraw' && call.instead && called.some(({ came }) => came !== 'withdrawn')
  return [
    ...called.map((one) => oneText(one, spoken)),
    ...(isHindered ? [say('I haven’t begun the other instead of it.')] : []),
  ].join('\n')
}

function oneText({ plan, came }: Called, spoken: ViewedAgent): string {
  const { say } = speechOf(spoken)
  const title = titleOf(plan, spoken)
  switch (came) {
    case 'withdrawn':
      return say('I’ve taken this back, and nothing of it was done: {plan}.', { plan: title })
    case 'not-withdrawn':
      return `${say('This can’t be taken back any more: {plan}.', { plan: title })}\n${outcomeText(plan, spoken)}`
    case 'left-out':
      return plan.status === 'waiting'
        ? say('I’ve left that out. What waits now is: {plan}.', { plan: title })
        : `${say('I’ve left that out.')} ${outcomeText(plan, spoken)}`
    case 'needed':
      return say('The rest needs it, so it can’t be left out by itself. As before, this waits: {plan}.', {
        plan: title,
      })
    case 'told':
      return plan.status === 'waiting'
        ? say('This waits for an answer: {plan}.', { plan: title })
        : outcomeText(plan, spoken)
  }
}

function titleOf({ effects }: PlanRecord, spoken: ViewedAgent): string {
  return planTitle(effects.map(({ tool, args }) => ({ declaration: viewedTool(spoken, tool), args })))
}
