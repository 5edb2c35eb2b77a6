import { playbookIn } from '#agents/playbook-in.ts'
import { amountsIn } from '#dialogue/utterance/mentioned-amounts.ts'
import { hasWords } from '#dialogue/language-of.ts'
import { isReadable } from '#dialogue/utterance/plain-clause.ts'
import { doubted, withDoubts, type Doubt, type Intent, type SaidWords } from '#core/intent.ts'
import { readExchangesBefore } from '#memory/runs/exchanges-before.ts'
import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlansBeforeRound } from '#memory/plans/plans.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import type { CalledProcedure } from '#plan-language/procedure.ts'
import { labelOfShown } from '#sealed-plan/shown-values.ts'
import { storedIntent } from '#sealed-plan/plan-intent.ts'
import { declarationOf } from '#turn/agent-runtime.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { requestedSteps, type AroundRequest, type RequestedSteps, type QuotedStep } from './requested-steps.ts'
import { askIntentWitness, saysYes } from './ask-intent-witness.ts'
import { callOf, procedureOfAll, proceduresIn } from './called-procedures.ts'
import { calledSteps } from './called-steps.ts'
import { foundThings } from './found-things.ts'
import { textsOf } from '../planner/planner-slots.ts'
import { moneyIn, numbersOf } from './mentioned-values.ts'
import { wishOf, type DoneStep, type Wish } from '../planner/wish-messages.ts'
import { witnessedDeeds } from './witnessed-deeds.ts'

/** The steps of a plan as its program made them, and what it looked up. */
export interface MadeSteps {
  readonly plan: PlanRecord
  readonly steps: readonly QuotedStep[]
  readonly reads: readonly JournalEntry[]
  /** The procedures that its program called. */
  readonly called?: readonly CalledProcedure[]
}

/**
 * What a requester is taken to have asked for, now that there are steps. Where a model has a part in it, two readers have to
 * agree: the words that whoever read or planned it names have to stand in what was typed for this wish, with all values that
 * are said, and a witness has to say that they ask for just these deeds, now. Without a model, and of a message that is
 * nothing but the wish, it is what its route says. Null where nothing is known of it.
 */
export async function intentOfSteps(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  made: MadeSteps,
): Promise<Intent | null> {
  const { plan, steps, reads } = made
  const intent = storedIntent(plan)
  // Of a plan that does nothing any more nobody asks anything.
  if (intent === null || steps.length === 0) return intent
  const { live, principal } = record
  const isModels = plan.author === 'model'
  if (!isModels && (services.gateway === null || isNothingElse(intent, record))) return withAmounts(intent, steps, live)
  const { messages, done } = await wishBefore(services, turn, record, plan)
  const around: AroundRequest = {
    ...{ live, principal, messages, reads, before: done },
    now: new Date(plan.nowMs).toISOString(),
    // An operator's constant that was said too is no sign that the procedure goes by it.
    program: isModels ? [plan.program, ...Object.values(textsOf(plan.slots))].join('\n') : '',
  }
  const held = isModels
    ? ofProgram(asCalled(intent, made, record), made, around)
    : ofProcedure(intent, made, { around, messages, record })
  const asked = areReadable(held, messages) ? held : doubted(held, 'language')
  if (asked.doubts.length > 0) return asked
  return witnessed(services, turn, { intent: asked, made, wish: { messages, done }, around, language: record.language })
}

/**
 * Whether the message is nothing but the wish, in a form that the operator gave: one of the procedure's examples word for word
 * but for its values, and no answer to a question. That needs no witness.
 */
function isNothingElse({ recognisedBy, said }: Intent, { message }: TurnRecord): boolean {
  return (
    recognisedBy === 'example' && message.joined.length === 0 && said.every(({ messageId }) => messageId === message.id)
  )
}

// Else no rule could find what denies the words, and a witness alone isn't enough.
function areReadable({ language }: Intent, messages: Wish['messages']): boolean {
  return hasWords(language) && messages.every(({ typed }) => isReadable(typed))
}

/** Turns before that a wish may have begun in. */
const MOST_BEFORE = 8

async function wishBefore(services: Services, turn: Turn, record: TurnRecord, plan: PlanRecord): Promise<Wish> {
  const [exchanges, rounds] = await services.database.batch(turn.tenantId, (tx) =>
    Promise.all([
      readExchangesBefore(tx, turn.hold.runId, MOST_BEFORE),
      plan.round === 0 ? [] : readPlansBeforeRound(tx, turn.hold.runId, plan.round),
    ]),
  )
  const { messages, done } = wishOf(record, exchanges)
  const inTurn: readonly DoneStep[] = rounds.flatMap(({ effects }) => effects.filter(hasBegun))
  const isKnown = ({ tool }: DoneStep) => record.live.declarations.has(tool)
  return { messages, done: [...done, ...inTurn].filter(isKnown) }
}

// What surely did nothing leaves the words that ask for it unanswered.
function hasBegun({ state }: EffectRecord): boolean {
  return state === 'dispatched' || state === 'succeeded' || state === 'unknown'
}

// What a procedure that a program calls does is asked for as that procedure.
function asCalled({ procedures: _before, ...intent }: Intent, made: MadeSteps, { live, language }: TurnRecord): Intent {
  const { steps, called = [] } = made
  const name = procedureOfAll(steps, called)
  const procedures = proceduresIn(called)
  const known = { ...intent, playbook: name, ...(procedures.length > 0 && { procedures }) }
  const goal = name === null ? null : titleOf(name, live, language)
  return goal === null ? known : { ...known, goal }
}

function titleOf(name: string, { agent }: Pick<TurnRecord['live'], 'agent'>, language: string): string | null {
  const playbook = agent.playbooks.find((candidate) => candidate.name === name)
  return playbook ? playbookIn(playbook, language).title : null
}

/** The doubts that mark a plan's words as not a person's own. */
const SENT: readonly Doubt[] = ['webhook', 'schedule', 'client', 'relayed', 'mail', 'outside-mail', 'unknown']

function ofProgram(intent: Intent, { plan, steps, called = [] }: MadeSteps, around: AroundRequest): Intent {
  const typed = around.messages.map((message) => message.typed).join('\n')
  const found = foundThings(steps, { ...around, typed, called })
  const lookedUp: readonly Doubt[] = found.some(({ isOnly }) => !isOnly) ? ['looked-up'] : []
  const { said, follows, doubts } = requestedSteps(steps, around)
  // Of a message that was read as asking for nothing nothing begins, whatever its planner makes of the words.
  const known = intent.doubts.filter((doubt) => doubt === 'speech-act' || SENT.includes(doubt))
  // Whose words they are doesn't matter: who wrote what was shown may have chosen them.
  const shown: readonly Doubt[] = labelOfShown(plan) === null ? [] : ['shown-text']
  const unasked: readonly Doubt[] = said.some((pieces, at) => pieces.length === 0 && follows[at] === null)
    ? ['unasked-step']
    : []
  const { found: _before, ...asked } = withSteps(intent, steps, {
    said,
    follows,
    doubts: [...known, ...doubts, ...lookedUp, ...shown, ...unasked],
  })
  return found.length > 0 ? { ...asked, found } : asked
}

function ofProcedure(
  intent: Intent,
  { steps }: MadeSteps,
  { around, messages, record }: { around: AroundRequest; messages: Wish['messages']; record: TurnRecord },
): Intent {
  const { route, live } = record
  const playbook = live.agent.playbooks.find(({ name }) => name === intent.playbook)
  const slots = route?.to === 'playbook' ? route.slots : {}
  const doubts = calledSteps(steps, { intent, slots, declared: playbook?.slots ?? {}, messages, around })
  return withAmounts(withDoubts(withoutWitness(intent), doubts), steps, live)
}

interface Witnessing {
  readonly intent: Intent
  readonly made: MadeSteps
  readonly wish: Wish
  readonly around: AroundRequest
  readonly language: string
}

async function witnessed(
  services: Services,
  turn: Turn,
  { intent, made, wish: { messages, done }, around, language }: Witnessing,
): Promise<Intent> {
  const { plan, steps } = made
  const typed = messages.map((message) => message.typed).join('\n')
  const show = witnessedDeeds({ ...around, typed, program: plan.program, found: intent.found ?? [] })
  const shown = {
    messages: messages.map(({ question, typed: own }) => ({ question, typed: own })),
    // What a procedure does besides what it is called after, the operator has decided.
    deeds: show(steps).map((deed, at) => {
      const procedure = titleOfStep(steps[at], made, { intent, around, language })
      if (procedure !== null) return { ...deed, procedure }
      const { follows } = intent.steps[at] ?? {}
      return follows === undefined ? deed : { ...deed, follows: steps.findIndex(({ index }) => index === follows) + 1 }
    }),
    done: show(done),
  }
  const witness = await askIntentWitness(services, turn, { planId: plan.id, shown })
  if (witness === null) return doubted(intent, 'witness')
  const kept = { ...intent, witness }
  return saysYes(witness) ? kept : doubted(kept, 'witness')
}

// Of a model's program only what a call staged is a procedure's: whatever it does beside is its own.
function titleOfStep(
  step: QuotedStep | undefined,
  { plan, called = [] }: MadeSteps,
  { intent, around, language }: Pick<Witnessing, 'intent' | 'around' | 'language'>,
): string | null {
  if (plan.author !== 'model') return plan.playbook === null ? null : intent.goal
  const call = step ? callOf(step, called) : null
  return call && (titleOf(call.procedure, around.live, language) ?? call.procedure)
}

// What was asked of another version of the plan says nothing of this one.
function withoutWitness(intent: Intent): Intent {
  const { witness, ...others } = intent
  return witness === undefined ? intent : others
}

/** A sum of amounts isn't exact, and no two amounts are as near. */
const LEAST_APART = 1e-6

// "Refund 10 EUR of A12": a playbook that has no slot for an amount would refund all of it.
function withAmounts(intent: Intent, steps: readonly QuotedStep[], live: TurnRecord['live']): Intent {
  const moved = steps.flatMap(({ tool, args }) => [...moneyIn(args, declarationOf(live, tool)).values()])
  if (moved.length === 0) return intent
  const possible = [...moved, moved.reduce((sum, amount) => sum + amount, 0)]
  const said = intent.said.flatMap(({ text }) => amountsIn(text))
  const isMoved = (number: number) => possible.some((amount) => Math.abs(amount - number) < LEAST_APART)
  const isOther = said.some((amount) => !numbersOf(amount).some(isMoved))
  return isOther ? doubted(intent, 'part') : intent
}

function withSteps(intent: Intent, steps: readonly QuotedStep[], { said, follows, doubts }: RequestedSteps): Intent {
  const quotes = said.filter((pieces) => pieces.length > 0)
  const goals = new Set(quotes.map((pieces) => pieces.map(({ text }) => text).join(' … ')))
  const words = quotes.flat()
  const distinct = words.filter((each, at) => words.findIndex((other) => isSamePlace(each, other)) === at)
  return withDoubts(
    {
      ...withoutWitness(intent),
      goal: (intent.playbook === null && [...goals].join('; ')) || intent.goal,
      said: distinct.length > 0 ? distinct : intent.said,
      steps: steps.map(({ index }, at) => {
        const [first = null, ...also] = said[at] ?? []
        const followed = steps[follows[at] ?? -1]
        return {
          index,
          said: first,
          ...(also.length > 0 && { also }),
          ...(followed && { follows: followed.index }),
        }
      }),
    },
    doubts,
  )
}

function isSamePlace(one: SaidWords, other: SaidWords): boolean {
  return one.messageId === other.messageId && one.start === other.start && one.end === other.end
}
