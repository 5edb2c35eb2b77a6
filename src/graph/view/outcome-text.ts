import { isJsonObject, type Json } from '#json.ts'
import type { EffectRecord, PlanRecord } from '#memory/plan-record.ts'
import { effectTitle } from './effect-title.ts'
import { viewedTool, type ViewedAgent } from './viewed-agent.ts'
import { listText, valueText } from './words.ts'

/** What came of a plan, for the person who asked for it: what was done, what it returned, or why not. */
export function outcomeText(plan: PlanRecord, live: ViewedAgent): string {
  if (plan.effects.length === 0) return plan.said?.text ?? plan.failure?.text ?? 'There was nothing to do.'
  switch (plan.status) {
    case 'done':
      return `Done.\n${doneLines(plan.effects, live)}`
    case 'refused':
      return `This can’t be done: ${reasonsOf(plan)} Nothing was done.`
    case 'rejected':
      return `${rejection(plan)} Nothing was done.`
    case 'expired':
      return 'Nobody answered in time. Nothing was done. Ask again if you still need it.'
    case 'cancelled':
      return 'You took this back. Nothing was done.'
    case 'stale':
      return plan.failure?.text ?? plan.said?.text ?? 'This no longer applies. Nothing was done.'
    case 'failed':
      return failedText(plan, live)
    case 'unknown':
      return unknownText(plan.effects, live)
    case 'making':
    case 'waiting':
    case 'applying':
      return 'This isn’t finished yet.'
  }
}

function doneLines(effects: readonly EffectRecord[], live: ViewedAgent): string {
  return effects.map((effect) => `- ${titleOf(effect, live)}${numberOf(effect)}`).join('\n')
}

function failedText({ effects, failure }: PlanRecord, live: ViewedAgent): string {
  if (failure && effects.every(({ state }) => state === 'planned')) return failure.text
  const failed = effects.findIndex((effect) => effect.state !== 'succeeded')
  // All was done, and what came after went wrong.
  if (failed === -1) return `Done.\n${doneLines(effects, live)}`
  const before = effects.slice(0, failed)
  const after = effects.slice(failed)
  const why = failure ? `. ${failure.text}` : `: ${whyItFailed(effects[failed])}.`
  const stopped = `I stopped at step ${failed + 1} of ${effects.length}${why}`
  const done = before.length === 0 ? 'Nothing was done.' : `This was done:\n${doneLines(before, live)}`
  const undone = `This was not done:\n${titleLines(after, live)}`
  return `${stopped} ${done}\n${undone}`
}

function unknownText(effects: readonly EffectRecord[], live: ViewedAgent): string {
  const done = effects.filter(({ state }) => state === 'succeeded')
  const open = effects.filter(({ state }) => state === 'unknown' || state === 'dispatched')
  const undone = effects.filter((effect) => !done.includes(effect) && !open.includes(effect))
  return [
    'This isn’t finished yet.',
    ...(done.length > 0 ? [`This was done:\n${doneLines(done, live)}`] : []),
    ...(open.length > 0 ? [`Nobody knows yet whether this happened:\n${titleLines(open, live)}`] : []),
    ...(undone.length > 0 ? [`This was not done:\n${titleLines(undone, live)}`] : []),
  ].join('\n')
}

function titleLines(effects: readonly EffectRecord[], live: ViewedAgent): string {
  return effects.map((effect) => `- ${titleOf(effect, live)}`).join('\n')
}

function whyItFailed(effect: EffectRecord | undefined): string {
  const code = effect?.outcome?.ok === false ? effect.outcome.code : ''
  return WHY[code] ?? 'it didn’t work'
}

/** By the code of an outcome. The tool's own words aren't among them: they are anybody's. */
const WHY: Readonly<Record<string, string>> = {
  'tool-error': 'it was refused there',
  'tool-unreachable': 'nobody answered there',
  'tool-changed': 'its tool isn’t the one that was approved any more',
  'tool-unknown': 'its tool isn’t offered any more',
  'step-result-missing': 'what it needs from the step before isn’t there',
  'late-argument-refused': 'what the step before returned may not be used for it',
  'did-not-happen': 'it didn’t happen',
}

function titleOf(effect: EffectRecord, live: ViewedAgent): string {
  return effectTitle(viewedTool(live, effect.tool), effect.args)
}

function numberOf({ outcome }: EffectRecord): string {
  const id: Json | undefined = outcome?.ok && isJsonObject(outcome.value) ? outcome.value['id'] : undefined
  return id === undefined || id === null ? '' : ` (number ${valueText(id)})`
}

function reasonsOf({ verdict }: PlanRecord): string {
  const reasons = verdict?.reasons ?? []
  return reasons.length === 0 ? 'no rule allows it.' : `${listText(reasons)}.`
}

function rejection({ decisions }: PlanRecord): string {
  const no = decisions.findLast(({ decision }) => decision === 'reject')
  const reason = no?.reason ? ` (${no.reason.replaceAll('-', ' ')})` : ''
  return no ? `${no.principalName ?? no.principalId} said no${reason}.` : 'This was turned down.'
}
