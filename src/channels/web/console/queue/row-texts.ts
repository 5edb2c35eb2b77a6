import type { PlanView } from '#contract/plan.ts'
import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { consoleTexts } from '#cards/texts/console-texts.ts'
import { isOtherNow, planState } from '#cards/drawing/plan-state.ts'
import { conversationsOf } from '#cards/drawing/queue-order.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { Icon } from '../../browser/icons.ts'
import { isUndecided } from './queue-filter.ts'
import type { QueueState } from './queue-state.ts'

const texts = consoleTexts.queue

/** What a row says of a plan that asks nothing of its reader: what is listed for its state says whose it is, too. */
export function stateText(plan: PlanView, { filter, reader }: QueueState, clock: Clock): string {
  const { words } = planState(plan, reader, clock)
  return filter === 'mine' ? words : visibleText(`${plan.requester.name} · ${words}`)
}

/** Who asks, and the kinds of its steps by their verbs: "Maya Lindqvist · refund and mail". */
export function aboutText({ requester, effects }: PlanView): string {
  const verbs = effects.map(({ title }) => (title.trim().split(/\s/)[0] ?? '').toLowerCase())
  const kinds = [...new Set(verbs.filter((verb) => verb !== ''))]
  return visibleText(kinds.length === 0 ? requester.name : texts.stepsOf(requester.name, kinds))
}

/** What of it one should know before one opens it. `icon` null: it is no warning. */
export function flagsOf(
  plan: PlanView,
  equals: readonly PlanView[],
): readonly { readonly icon: Icon | null; readonly words: string }[] {
  const hasUnchecked = plan.effects.some((effect) => effect.arguments.some((argument) => argument.unchecked))
  return [
    ...(plan.status === 'unknown' ? [{ icon: 'question-round', words: texts.notKnown } as const] : []),
    ...(isOtherNow(plan) ? [{ icon: 'swap', words: texts.changed } as const] : []),
    ...(hasUnchecked ? [{ icon: 'warn', words: texts.unchecked } as const] : []),
    ...(plan.intent?.basis === 'inferred' ? [{ icon: 'question-round', words: texts.inferred } as const] : []),
    ...(equals.length > 1 ? [{ icon: null, words: texts.timesAsked(equals.length, conversationsOf(equals)) }] : []),
  ]
}

const SOON_MINUTES = 60

/** How long it can still be answered; null where that has no end or is over. Never more than is left: 89 minutes are "1 h left". */
export function timeLeft(plan: PlanView, clock: Clock): { readonly text: string; readonly isSoon: boolean } | null {
  if (!isUndecided(plan)) return null
  if (plan.status === 'unknown') return { text: texts.since(clockText(plan.createdAt, clock)), isSoon: true }
  if (plan.expiresAt === null) return null
  const minutes = Math.floor((Date.parse(plan.expiresAt) - clock.now.getTime()) / 60_000)
  if (Number.isNaN(minutes)) return null
  if (minutes <= 0) return { text: texts.timeIsUp, isSoon: true }
  if (minutes < SOON_MINUTES) return { text: texts.minutesLeft(minutes), isSoon: true }
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? { text: texts.hoursLeft(hours), isSoon: false }
    : { text: texts.daysLeft(Math.floor(hours / 24)), isSoon: false }
}
