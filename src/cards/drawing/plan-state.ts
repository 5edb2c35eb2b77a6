import { REQUESTER } from '#auth/roles.ts'
import type { PlanView } from '#contract/plan.ts'
import { DONE_BY_EQUAL } from '#memory/plans/done-by-equal.ts'
import { clockText, deadlineText, type Clock } from './clock-text.ts'
import { hasSaidYes, needsReader, withWhom } from '../texts/people-texts.ts'
import { planTexts as texts } from '../texts/plan-texts.ts'

/** Who looks at a plan, with the roles held now. */
export interface Viewer {
  readonly id: string
  readonly roles: readonly string[]
}

/** The first line of a card: whose turn it is, in a few words, and what stands at its end (a deadline, who said yes). */
export interface PlanState {
  readonly words: string
  readonly clock: string | null
}

/** Whether this plan waits for this reader's own answer, as the server would take it. */
export function waitsForReader(plan: PlanView, reader: Viewer): boolean {
  if (plan.status !== 'waiting' || plan.digest === null || hasSaidYes(plan, reader)) return false
  if (plan.ownEdit) return false
  // Another role is another person, never the requester, whatever roles the requester holds.
  if (plan.requester.id === reader.id) return plan.awaits.includes(REQUESTER)
  return plan.awaits.some((role) => reader.roles.includes(role))
}

/** Whatever a reader would see differently: two plans with the same one look the same. */
export function planSignature({ status, digest, awaits, escalation, decisions, effects }: PlanView): string {
  return JSON.stringify([
    status,
    digest,
    awaits,
    escalation?.isOpen,
    decisions.length,
    effects.map((effect) => [effect.state, effect.came]),
  ])
}

/** The state in one line: "With our support lead · until Sat 08:58". */
export function stateText(plan: PlanView, reader: Viewer, clock: Clock): string {
  return stateLine(planState(plan, reader, clock))
}

export function stateLine({ words, clock }: PlanState): string {
  return clock === null ? words : `${words} · ${clock}`
}

/** The step of which a person may say what happened, by its place; the first where there is none. */
export function openStep({ effects, trying }: Pick<PlanView, 'effects' | 'trying'>): number {
  const unknown = effects.findIndex(({ state }) => state === 'unknown')
  return unknown === -1 ? (trying?.index ?? 0) : unknown
}

/** Whose turn it is, and the clock beside it. */
export function planState(plan: PlanView, reader: Viewer, clock: Clock): PlanState {
  const words = texts.card
  switch (plan.status) {
    case 'making':
      return { words: words.making, clock: null }
    case 'waiting':
      return waitingState(plan, reader, clock)
    case 'applying':
      return applyingState(plan, reader, clock)
    case 'done':
      return {
        words: isLeftUndone(plan) ? words.answered : words.done,
        clock: agreedText(plan, reader, clock) ?? words.nobodyAsked,
      }
    case 'failed':
      return { words: stoppedText(plan), clock: agreedText(plan, reader, clock) }
    case 'unknown':
      return { words: words.unknown(openStep(plan) + 1), clock: null }
    case 'refused':
      return { words: words.refused, clock: null }
    case 'rejected':
      return { words: rejectedText(plan, reader), clock: null }
    case 'expired':
      return { words: expiredText(plan), clock: plan.expiresAt === null ? null : clockText(plan.expiresAt, clock) }
    case 'stale':
      return { words: words.lookAgain, clock: null }
    case 'cancelled':
      return { words: plan.failure?.code === DONE_BY_EQUAL ? words.doneByEqual : words.withdrawn, clock: null }
  }
}

/** Whether one of its calls went through and was answered in words that say otherwise, or nothing of it. */
export function isLeftUndone({ effects }: Pick<PlanView, 'effects'>): boolean {
  return effects.some(({ came }) => came !== undefined && came !== 'done')
}

function waitingState(plan: PlanView, reader: Viewer, clock: Clock): PlanState {
  const deadline = plan.expiresAt === null ? null : deadlineText(plan.expiresAt, clock)
  if (!waitsForReader(plan, reader)) {
    const words = plan.ownEdit ? texts.edit.yourVersion : withWhom(plan, reader)
    return { words, clock: deadline === null ? null : texts.card.until(deadline) }
  }
  const by = deadline === null ? null : texts.card.answerBy(deadline)
  if (plan.withheld) return { words: texts.edit.notYours, clock: by }
  return { words: isOtherNow(plan) ? texts.card.lookAgain : needsReader(plan), clock: by }
}

function applyingState(plan: PlanView, reader: Viewer, clock: Clock): PlanState {
  const agreed = agreedText(plan, reader, clock)
  if (plan.trying) return { words: tryingText(plan.trying), clock: agreed }
  const finished = plan.effects.filter((effect) => effect.state === 'succeeded').length
  const started = plan.effects.some((effect) => effect.state !== 'planned')
  if (agreed === null && !started) return { words: texts.card.goesAhead, clock: texts.card.startingNow }
  const step = Math.min(finished + 1, plan.effects.length)
  return { words: texts.card.stepOf(step, plan.effects.length), clock: agreed }
}

/** The last yes, with who gave it; null where nobody was asked. */
function agreedText(plan: PlanView, reader: Viewer, clock: Clock): string | null {
  const toReads = plan.allowed.map(({ digest }) => digest)
  const yes = plan.decisions.findLast(({ decision, digest }) => decision === 'approve' && !toReads.includes(digest))
  if (yes === undefined) return null
  const at = clockText(yes.at, clock)
  return yes.principal.id === reader.id ? texts.card.youSaidYes(at) : texts.card.saidYes(yes.principal.name, at)
}

function expiredText({ people: { asked, yes } }: PlanView): string {
  return yes === 0 ? texts.card.expired : texts.card.tooFew(yes, asked)
}

function stoppedText(plan: PlanView): string {
  const done = plan.effects.filter(wasDone).length
  return done === 0 ? texts.card.stopped : texts.card.stoppedAfter(done, plan.effects.length)
}

function rejectedText(plan: PlanView, reader: Viewer): string {
  const no = plan.decisions.findLast((decision) => decision.decision === 'reject')
  if (no === undefined) return texts.card.somebodySaidNo
  return no.principal.id === reader.id ? texts.card.youSaidNo : texts.card.saidNo(no.principal.name)
}

function tryingText({ service, code }: NonNullable<PlanView['trying']>): string {
  return code === 'tool-error' ? texts.card.stillTryingError(service) : texts.card.stillTrying(service)
}

/** Whether something isn't as it was when somebody agreed to a plan that waits again, or for nothing. */
export function isOtherNow({ changes, settings }: PlanView): boolean {
  return changes.length > 0 || settings.length > 0
}

/** Whether a step happened, also where it was taken back since. */
export function wasDone({ state }: PlanView['effects'][number]): boolean {
  return state === 'succeeded' || state === 'compensated'
}
