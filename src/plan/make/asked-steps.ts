import { speechActs, type Clause } from '#dialogue/speech-acts.ts'
import type { Doubt } from '#core/intent.ts'
import { valueAt, type JsonObject } from '#core/json.ts'
import type { Labels } from '#core/label.ts'
import type { Principal } from '#core/principal.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import { DOUBTFUL } from '#dialogue/asked-for.ts'
import { overlaps, type Span } from '#dialogue/span.ts'
import { whereSaid } from '#dialogue/said-verbatim.ts'
import { isAlike, isGivenTo, isSaidIn, moneyIn, valuesIn } from './said-values.ts'
import { toolWordsOf } from './tool-words.ts'

/** A write as a model's program staged it. */
export interface QuotedStep {
  readonly index: number
  readonly tool: string
  readonly args: JsonObject
  readonly labels: Labels
  /** The requester's words that the model says ask for it. */
  readonly asked: string | null
}

export interface AskedAround {
  readonly live: Pick<AgentRuntime, 'agent' | 'declarations'>
  readonly principal: Pick<Principal, 'id' | 'email'>
  /** The requester's own words of this turn. */
  readonly typed: string
  /** What was done in the rounds before of this turn: words that asked for it ask for nothing more. */
  readonly before: readonly { readonly tool: string; readonly args: JsonObject }[]
}

/** What the requester's words say of the writes of a plan. */
export interface AskedSteps {
  /** In the order of the steps: where the words stand that ask for each; null where none do. */
  readonly said: readonly (Span | null)[]
  readonly doubts: readonly Doubt[]
}

/**
 * Holds what a model quotes for each write of its plan against the message: the words stand in it, they ask for something,
 * what they ask for is this tool's, they name what it is done to, and every value that they name is in the call. A second
 * step that does the same to the same is asked for by none.
 */
export async function askedSteps(steps: readonly QuotedStep[], around: AskedAround): Promise<AskedSteps> {
  const clauses = speechActs(around.typed, around.live.agent.languages)
  const judged: JudgedStep[] = []
  for (const step of steps) {
    const found = await wordsFor(step, clauses, around)
    const isAgain = found.words !== null && isDoneBefore(step, found.words, judged, around)
    judged.push(isAgain ? { step, words: null, doubts: ['unasked-step'] } : { step, ...found })
  }
  const doubts = judged.flatMap((each) => [...each.doubts, ...(isAllGiven(each, judged, around) ? [] : SLOT)])
  return { said: judged.map(({ words }) => words?.quote ?? null), doubts: [...new Set(doubts)] }
}

interface Words {
  readonly quote: Span
  /** The clauses that it stands in and that ask for something, as text. */
  readonly requests: string
}

interface Judged {
  readonly words: Words | null
  readonly doubts: readonly Doubt[]
}

interface JudgedStep extends Judged {
  readonly step: QuotedStep
}

const SLOT: readonly Doubt[] = ['slot']
const unasked = (...why: readonly Doubt[]): Judged => ({ words: null, doubts: ['unasked-step', ...why] })

async function wordsFor(step: QuotedStep, clauses: readonly Clause[], around: AskedAround): Promise<Judged> {
  if (step.asked === null) return unasked()
  const { typed, live } = around
  const asked = step.asked.trim()
  const start = whereSaid(asked, typed)
  if (start === null) return unasked('disagreement')
  const quote = { start, end: start + asked.length }
  // Whole clauses: a piece of "send me a mail about my refund" would ask for what the clause doesn't.
  const within = clauses.filter((clause) => overlaps(clause, [quote]))
  const requests = within.filter(({ act }) => act === 'request').map((clause) => typed.slice(clause.start, clause.end))
  // A quote that covers what is turned down may be of that: “don't refund A12, refund A31”.
  const isDoubtful = within.some(({ act }) => act === 'contrast' || DOUBTFUL.includes(act))
  if (requests.length === 0 || isDoubtful) return unasked('speech-act')
  const words = { quote, requests: requests.join('\n') }
  const isTools = await Promise.all(requests.map((request) => toolWordsOf(live.agent).ask(request, step.tool)))
  if (!isTools.includes(true)) return unasked('disagreement')
  const target = targetOf(step, around)
  if (target === null) return { words, doubts: isAllSaid(step, around) ? [] : SLOT }
  const isNamed = isSaidIn(words.requests, target)
  if (!isNamed && valuesIn(words.requests).some((value) => isAlike(value, String(target)))) return unasked('slot')
  const isOnly = isSaidIn(typed, target) && valuesIn(typed).filter((value) => isAlike(value, String(target))).length < 2
  return { words, doubts: (isNamed || isOnly) && isAllSaid(step, around) ? [] : SLOT }
}

/** What a call is done to, where that is the requester's to say: the argument by which it is told whose it is. */
function targetOf({ tool, args }: QuotedStep, { live, principal }: AskedAround): string | number | null {
  const { owner } = declarationOf(live, tool)
  if (owner.kind !== 'from' && owner.kind !== 'argument') return null
  const value = args[owner.argument]
  if (typeof value !== 'string' && typeof value !== 'number') return null
  return value === principal.id || value === principal.email ? null : value
}

// What tools returned is their word, judged by its labels; what the model made up must be the requester's.
function isAllSaid({ tool, args, labels }: QuotedStep, { live, typed }: AskedAround): boolean {
  const money = moneyIn(args, declarationOf(live, tool))
  return Object.entries(labels).every(([pointer, { data }]) => {
    const value = valueAt(args, pointer)
    if (!data.includes('model') || value === undefined || (typeof value === 'object' && value !== null)) return true
    return isSaidIn(typed, money.get(pointer) ?? value)
  })
}

// "Refund 10 EUR of A12" isn't said of a call without the 10 EUR. One clause may ask for several calls, each with its own.
function isAllGiven({ step, words }: JudgedStep, judged: readonly JudgedStep[], { live }: AskedAround): boolean {
  if (words === null) return true
  const together = judged.filter((each) => each.words?.requests === words.requests && each.step.tool === step.tool)
  return valuesIn(words.requests).every((value) =>
    together.some(({ step: { tool, args } }) => isGivenTo(args, value, declarationOf(live, tool))),
  )
}

function isDoneBefore(step: QuotedStep, words: Words, judged: readonly JudgedStep[], around: AskedAround): boolean {
  const target = targetOf(step, around)
  const isSame = (other: { readonly tool: string; readonly args: JsonObject }) =>
    other.tool === step.tool && targetOf({ ...step, ...other }, around) === target
  return (
    around.before.some(isSame) || judged.some((each) => each.words?.requests === words.requests && isSame(each.step))
  )
}
