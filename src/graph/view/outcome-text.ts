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
      return `${expiry(plan)} in time. Nothing was done. Ask again if you still need it.`
    case 'cancelled':
      return 'You took this back. Nothing was done.'
    case 'stale':
      return plan.failure?.text ?? plan.said?.text ?? 'This no longer applies. Nothing was done.'
    case 'failed':
      return failedText(plan, live)
    case 'unknown':
      return unknownText(plan, live)
    case 'making':
    case 'waiting':
    case 'applying':
      return 'This isn’t finished yet.'
  }
}

function doneLines(effects: readonly EffectRecord[], live: ViewedAgent): string {
  return effects.map((effect) => `- ${titleOf(effect, live)}${numberOf(effect)}`).join('\n')
}

function failedText({ effects, undoings, failure }: PlanRecord, live: ViewedAgent): string {
  if (failure && effects.every(({ state }) => state === 'planned')) return failure.text
  const failed = effects.findIndex(({ state }) => state !== 'succeeded' && state !== 'compensated')
  // All was done, and what came after went wrong.
  if (failed === -1) return `Done.\n${doneLines(effects, live)}`
  const before = effects.slice(0, failed).filter(({ state }) => state === 'succeeded')
  const takenBack = effects.filter(({ state }) => state === 'compensated')
  const after = effects.slice(failed)
  const kept = undoings.find(({ state }) => state === 'failed')
  const why = failure && !kept ? `. ${failure.text}` : `: ${whyItFailed(effects[failed])}.`
  const stopped = `I stopped at step ${failed + 1} of ${effects.length}${why}`
  const done = before.length === 0 ? 'Nothing was done.' : `This was done:\n${doneLines(before, live)}`
  const parts = [
    `${stopped} ${takenBack.length > 0 && before.length === 0 ? 'Nothing of it stays done.' : done}`,
    ...(takenBack.length > 0 ? [`This was done and taken back:\n${doneLines(takenBack, live)}`] : []),
    `This was not done:\n${titleLines(after, live)}`,
    ...(kept
      ? [
          `What I tried to take back and couldn’t, stays done${failure ? `. ${failure.text}` : `: ${whyItFailed(kept)}.`}`,
        ]
      : []),
  ]
  return parts.join('\n')
}

function unknownText({ effects: planned, undoings }: PlanRecord, live: ViewedAgent): string {
  const effects = [...planned, ...undoings]
  const done = effects.filter(({ state }) => state === 'succeeded')
  const open = effects.filter(({ state }) => state === 'unknown' || state === 'dispatched')
  const takenBack = effects.filter(({ state }) => state === 'compensated')
  const undone = effects.filter((effect) => ![...done, ...open, ...takenBack].includes(effect))
  return [
    'This isn’t finished yet.',
    ...(done.length > 0 ? [`This was done:\n${doneLines(done, live)}`] : []),
    ...(takenBack.length > 0 ? [`This was done and taken back:\n${doneLines(takenBack, live)}`] : []),
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
  'tool-timeout': 'nobody answered there',
  'tool-busy': 'there was too much to do there',
  'tool-resting': 'nobody has answered there for a while',
  'tool-arguments-invalid': 'its tool doesn’t take what it was to be called with',
  'tool-changed': 'its tool isn’t the one that was approved any more',
  'requester-signed-out': 'it needs the rights of who asked, and their sign-in has ended',
  'token-refused': 'it needs the rights of who asked, and none were given',
  'tool-stopped': 'the people who run this have stopped it for now',
  'tool-unknown': 'its tool isn’t offered any more',
  'step-result-missing': 'what it needs from the step before isn’t there',
  'late-argument-refused': 'what the step before returned may not be used for it',
  'did-not-happen': 'it didn’t happen',
  'step-refused': 'it was refused there',
  'undoing-refused': 'no rule allows it',
  'undoing-differs': 'it isn’t what was approved any more',
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

function expiry({ decisions, digest }: PlanRecord): string {
  const isHalfway = decisions.some((one) => one.decision === 'approve' && one.digest === digest)
  return isHalfway ? 'Not everybody who was asked answered' : 'Nobody answered'
}

function rejection({ decisions }: PlanRecord): string {
  const no = decisions.findLast(({ decision }) => decision === 'reject')
  const reason = no?.reason ? ` (${no.reason.replaceAll('-', ' ')})` : ''
  return no ? `${no.principalName ?? no.principalId} said no${reason}.` : 'This was turned down.'
}
