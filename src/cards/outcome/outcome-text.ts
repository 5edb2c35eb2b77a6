import { REQUESTER } from '#auth/roles.ts'
import { NO_RULE } from '#core/verdict.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Speech } from '#turn/speaking.ts'
import { openRoles } from '#sealed-plan/approval/approval-status.ts'
import { approvalVerdict } from '#sealed-plan/approval/approval-verdict.ts'
import { isLeftUndone } from './tool-text.ts'
import { allDone, doneBefore, doneLines, titleLines, titleOf } from './done-text.ts'
import { intentView } from '../plan-view/intent-view.ts'
import { rolesThen } from '../plan-view/plan-view.ts'
import { planTalk, withOrigin } from './plan-talk.ts'
import { speechOf, type ViewedAgent } from '../titles/viewed-agent.ts'
import { plannerFailure } from './step-failure-text.ts'

/** What came of a plan, for the person who asked for it: what was done, what it returned, or why not. */
export function outcomeText(plan: PlanRecord, live: ViewedAgent): string {
  const speech = speechOf(live)
  const { say } = speech
  const nothing = `${say('Nothing was done')}.`
  const failure = plan.failure && speech.again(plan.failure.text)
  if (plan.effects.length === 0) {
    // Of what wasn't found our own sentence is what is said.
    const said = plan.said?.text === plan.failure?.text ? failure : plan.said?.text
    return said ?? failure ?? say('There was nothing to do.')
  }
  switch (plan.status) {
    case 'done':
      return [...answerLines(plan, live), allDone(plan.effects, live)].join('\n')
    case 'refused':
      return `${refusal(plan, speech)} ${nothing}${whoInstead(plan, live)}`
    case 'rejected':
      return isNotMeant(plan) ? notMeantText(plan, live) : `${rejection(plan, speech)} ${nothing}`
    case 'expired':
      return `${expiry(plan, live)} ${nothing} ${say('Ask again if you still need it.')}`
    case 'cancelled':
      return failure ?? `${say('You withdrew this.')} ${nothing}`
    case 'stale':
      return failure ?? (plan.said && speech.again(plan.said.text)) ?? `${say('This no longer applies.')} ${nothing}`
    case 'failed':
      return failedText(plan, live)
    case 'unknown':
      return unknownText(plan, live)
    case 'making':
    case 'waiting':
    case 'applying':
      return say('This isn’t finished yet.')
  }
}

// What was said of what is done stands above it. Of what wasn't done it may not be true; what isn't about it was told before.
function answerLines(plan: PlanRecord, live: ViewedAgent): readonly string[] {
  const { later } = planTalk(plan)
  if (later === null || plan.effects.some(({ outcome }) => isLeftUndone(outcome))) return []
  return withOrigin(later, plan, live)
}

function failedText({ effects, undoings, failure: stored }: PlanRecord, live: ViewedAgent): string {
  const { say, again } = speechOf(live)
  const failure = stored && again(stored.text)
  if (failure && effects.every(({ state }) => state === 'planned')) return failure
  const failed = effects.findIndex(({ state }) => state !== 'succeeded' && state !== 'compensated')
  // All was done, and what came after went wrong.
  if (failed === -1) return allDone(effects, live)
  if (isLeftUndone(effects[failed - 1]?.outcome ?? null) && effects[failed]?.state === 'planned')
    return [
      allDone(effects.slice(0, failed), live),
      `${say('This was not done:')}\n${titleLines(effects.slice(failed), live)}`,
    ].join('\n')
  const before = effects.slice(0, failed).filter(({ state }) => state === 'succeeded')
  const takenBack = effects.filter(({ state }) => state === 'compensated')
  const after = effects.slice(failed)
  const kept = undoings.find(({ state }) => state === 'failed')
  const at = { step: failed + 1, of: effects.length }
  const stopped =
    failure && !kept
      ? say('I stopped at step {step} of {of}. {why}', { ...at, why: failure })
      : say('I stopped at step {step} of {of}: {why}.', { ...at, why: plannerFailure(effects[failed], live, effects) })
  const done = before.length === 0 ? `${say('Nothing was done')}.` : doneBefore(before, live)
  const parts = [
    `${stopped} ${takenBack.length > 0 && before.length === 0 ? say('All of it was undone.') : done}`,
    ...(takenBack.length > 0 ? [`${say('This was done and then undone:')}\n${doneLines(takenBack, live)}`] : []),
    `${say('This was not done:')}\n${titleLines(after, live)}`,
    ...(kept
      ? [
          failure
            ? say('I tried to undo what was done and couldn’t, so it stays. {why}', { why: failure })
            : say('I tried to undo what was done and couldn’t, so it stays: {why}.', {
                why: plannerFailure(kept, live),
              }),
        ]
      : []),
  ]
  return parts.join('\n')
}

/**
 * What came of a plan that another round was made after, since a step of it failed and none was done: that this was tried.
 * Null where more is to be told of it.
 */
export function triedText({ status, effects }: PlanRecord, live: ViewedAgent): string | null {
  const failed = effects.find(({ state }) => state === 'failed')
  if (status !== 'failed' || !failed || effects.some(({ state }) => state !== 'failed' && state !== 'planned'))
    return null
  const { say } = speechOf(live)
  return say('I tried “{title}” first: {why}.', {
    title: titleOf(failed, live).replaceAll(/[“”]/gu, '"'),
    why: plannerFailure(failed, live, effects),
  })
}

function unknownText({ effects: planned, undoings }: PlanRecord, live: ViewedAgent): string {
  const { say } = speechOf(live)
  const effects = [...planned, ...undoings]
  const done = effects.filter(({ state }) => state === 'succeeded')
  const open = effects.filter(({ state }) => state === 'unknown' || state === 'dispatched')
  const takenBack = effects.filter(({ state }) => state === 'compensated')
  const undone = effects.filter((effect) => ![...done, ...open, ...takenBack].includes(effect))
  return [
    say('This isn’t finished yet.'),
    ...(done.length > 0 ? [doneBefore(done, live)] : []),
    ...(takenBack.length > 0 ? [`${say('This was done and then undone:')}\n${doneLines(takenBack, live)}`] : []),
    ...(open.length > 0 ? [`${say('Nobody knows yet whether this happened:')}\n${titleLines(open, live)}`] : []),
    ...(undone.length > 0 ? [`${say('This was not done:')}\n${titleLines(undone, live)}`] : []),
  ].join('\n')
}

// What nobody may do here a person may know a way for.
function whoInstead({ verdict }: PlanRecord, live: ViewedAgent): string {
  const { handOver } = live.agent
  if (!handOver || verdict?.reasons.some((reason) => reason !== NO_RULE)) return ''
  const { say, role } = speechOf(live)
  return ` ${say('If you ask for a person, I pass it on to a {role}.', { role: role(handOver.role) })}`
}

// That no rule speaks of it is no reason that tells anybody anything.
function refusal({ verdict }: PlanRecord, { say, list, ruleReason }: Speech): string {
  const reasons = (verdict?.reasons ?? []).filter((reason) => reason !== NO_RULE)
  if (reasons.length === 0) return `${say('This can’t be done here')}.`
  return say('This can’t be done: {reasons}', { reasons: `${list(reasons.map(ruleReason))}.` })
}

function expiry(plan: PlanRecord, live: ViewedAgent): string {
  const { say } = speechOf(live)
  const { decisions, digest } = plan
  const asked = approvalVerdict(plan)
  const missing = asked ? openRoles(plan, asked, { rolesNow: rolesThen(plan), policies: live.policies }) : []
  const isHalfway = decisions.some((one) => one.decision === 'approve' && one.digest === digest)
  if (missing.length > 0 && missing.every((role) => role === REQUESTER)) return say('You didn’t answer in time.')
  return say(isHalfway ? 'Not everybody who was asked answered in time.' : 'Nobody answered in time.')
}

// Whoever asked says no to what was made of their words, not to a deed.
function isNotMeant({ requester, decisions }: PlanRecord): boolean {
  return decisions.findLast(({ decision }) => decision === 'reject')?.principalId === requester
}

function notMeantText(plan: PlanRecord, live: ViewedAgent): string {
  const { say } = speechOf(live)
  const near = intentView(plan, live).near.map(({ title }) => `- ${title}`)
  const person = live.agent.handOver ? [`- ${say('Talk to a person')}`] : []
  const others = [...near, `- ${say('What our documents say about it')}`, ...person]
  return `${say('All right, I’ve left it.')} ${say('Nothing was done')}. ${say('What did you mean?')}\n${others.join('\n')}`
}

function rejection({ decisions }: PlanRecord, { say, rejectReason }: Speech): string {
  const no = decisions.findLast(({ decision }) => decision === 'reject')
  if (!no) return say('This was turned down.')
  const who = no.principalName ?? no.principalId
  return no.reason
    ? say('{who} said no ({reason}).', { who, reason: rejectReason(no.reason) })
    : say('{who} said no.', { who })
}
