import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Route } from '#dialogue/contract.ts'
import { exampleLike } from '../dialogue/same-example.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { beganWith } from './began-with.ts'
import { called, whichOf, withdrawn } from './plan-calls.ts'
import { correctedRoute } from './corrected-route.ts'
import { meantWords, type MeantWords } from './meant-words.ts'
import { isNothingBut } from '#dialogue/utterance/plain-wish.ts'
import type { PlanCall } from '#dialogue/plan-call.ts'
import { isAbout, namesStep } from './plan-words.ts'
import { isOpen, plansInThread } from './plans-in-thread.ts'

/**
 * Where a message goes that is about a plan open in its thread: "cancel that", "not the mail", "no, A13". Null where it says
 * nothing of that kind, and where there is no such plan.
 */
export async function callOpenPlan(services: Services, record: TurnRecord, typed: string): Promise<Route | null> {
  const { agent } = record.live
  const meant = meantWords(typed, languageOf(agent, record.language))
  if (meant.length === 0 || exampleLike(record, typed)) return null
  const isBare = meant.some((one) => one.kind === 'withdraw' && one.words.length === 0)
  // "Change the IBAN for A17 to …" is a wish of its own, and corrects nothing.
  if (!isBare && agent.playbooks.some((playbook) => isNothingBut(typed, playbook, agent))) return null
  const plans = await plansInThread(services, record)
  const open = plans.filter(isOpen)
  const last = plans.at(0) ?? null
  return firstOf(meant, (one) => routeOf(services, record, { meant: one, typed, open, last }))
}

/** The same for words of which is known by now which plans they are about. */
export async function callPlans(
  services: Services,
  record: TurnRecord,
  { words: typed, open }: { readonly words: string; readonly open: readonly PlanRecord[] },
): Promise<Route | null> {
  const meant = meantWords(typed, languageOf(record.live.agent, record.language))
  // Each of them was chosen: it isn't asked once more which.
  const chosen = meant.map((one) => (one.kind === 'withdraw' ? { ...one, isAll: true } : one))
  return firstOf(chosen, (one) => routeOf(services, record, { meant: one, typed, open, last: null }))
}

/** The same for a message that refuses what a playbook does: the plan of it that is open, where that is what it is about. */
export async function refuseOpenPlan(
  services: Services,
  record: TurnRecord,
  typed: string,
  playbook: string,
): Promise<Route | null> {
  const plans = await plansInThread(services, record)
  const refused = plans.filter(
    (plan) => isOpen(plan) && plan.playbook === playbook && isAbout(typed, [], plan, record.live),
  )
  return oneOf(refused, typed, ({ id }) => ({ do: 'withdraw', planIds: [id], instead: false }))
}

async function firstOf(
  meant: readonly MeantWords[],
  routed: (one: MeantWords) => Promise<Route | null>,
): Promise<Route | null> {
  for (const one of meant) {
    const route = await routed(one)
    if (route) return route
  }
  return null
}

interface Calling {
  readonly meant: MeantWords
  readonly typed: string
  readonly open: readonly PlanRecord[]
  /** The newest of the thread, whatever became of it. */
  readonly last: PlanRecord | null
}

async function routeOf(services: Services, record: TurnRecord, calling: Calling): Promise<Route | null> {
  const { meant, open } = calling
  switch (meant.kind) {
    case 'withdraw':
      return withdrawing(record, meant, calling)
    case 'leave-out': {
      const steps = (plan: PlanRecord) =>
        plan.effects.flatMap(({ tool }, place) => (namesStep(meant.words, tool, record.live) ? [place] : []))
      const having = open.filter((plan) => steps(plan).length > 0)
      return oneOf(having, calling.typed, (plan) => leavingOut(plan, steps(plan)))
    }
    case 'correct':
      return correcting(services, record, calling)
  }
}

function withdrawing(
  { live }: TurnRecord,
  { words, isAll, isBare }: Extract<MeantWords, { kind: 'withdraw' }>,
  { typed, open, last }: Calling,
): Route | null {
  const about = open.filter((plan) => isAbout(typed, words, plan, live))
  if (about.length > 0 && isAll) return withdrawn(...about)
  if (about.length > 0) return oneOf(about, typed, ({ id }) => ({ do: 'withdraw', planIds: [id], instead: false }))
  // Nothing is open: of the last that was done is told that it is too late, and what was done.
  const isOver = open.length === 0 && last?.status === 'done' && last.effects.length > 0 && words.length === 0
  if (isOver) return withdrawn(last)
  // Who calls off what isn't there wants nothing.
  return open.length === 0 && isBare ? { to: 'talk', about: ['never-mind'], values: [], offered: [] } : null
}

function leavingOut({ id, digest, effects, status }: PlanRecord, steps: readonly number[]): PlanCall {
  if (status !== 'waiting') return { do: 'tell', planId: id }
  return steps.length === effects.length
    ? { do: 'withdraw', planIds: [id], instead: false }
    : { do: 'leave-out', planId: id, digest: digest ?? '', steps: [...steps] }
}

async function correcting(
  services: Services,
  record: TurnRecord,
  { typed, open, last }: Calling,
): Promise<Route | null> {
  const newest = open.length > 0 ? open : last ? [last] : []
  const corrected: { readonly plan: PlanRecord; readonly route: Route }[] = []
  for (const plan of newest) {
    const route = await correctedOf(services, record, { typed, plan })
    if (route) corrected.push({ plan, route })
  }
  const [first] = corrected
  if (!first) return null
  return corrected.length === 1 ? first.route : whichOf(corrected.map(({ plan }) => plan).toReversed(), typed)
}

async function correctedOf(
  services: Services,
  record: TurnRecord,
  { typed, plan }: { readonly typed: string; readonly plan: PlanRecord },
): Promise<Route | null> {
  const begun = await beganWith(services, record, plan)
  return begun && correctedRoute(record, { typed, plan, ...begun })
}

function oneOf(plans: readonly PlanRecord[], typed: string, call: (plan: PlanRecord) => PlanCall): Route | null {
  const [only, ...others] = plans
  if (!only) return null
  return others.length === 0 ? called(call(only)) : whichOf(plans.toReversed(), typed)
}
