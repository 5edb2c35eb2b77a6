import { commandedActs, commandVerbs, type CommandClause } from '#dialogue/commands.ts'
import type { Doubt } from '#core/intent.ts'
import { leaves, valueAt, type Json, type JsonObject } from '#core/json.ts'
import type { Labels } from '#core/label.ts'
import type { Principal } from '#core/principal.ts'
import type { JournalEntry } from '#plan/contract.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import { DOUBTFUL, doubtfulActs } from '#dialogue/asked-for.ts'
import { overlaps, type Span } from '#dialogue/span.ts'
import { spanSaid } from '#dialogue/said-verbatim.ts'
import { timeParts, tomorrow, type TimeSurroundings } from '#dialogue/said-times.ts'
import { isLookedUpBy } from './found-beside.ts'
import { isDeclared, isSaidOtherwise } from './said-otherwise.ts'
import { isAccountedFor, isBound, isRecomputed, sameButWhatWasRead } from './recomputed.ts'
import { isAlike, isGivenTo, isSaidIn, moneyIn, numbersOf, valuesIn } from './said-values.ts'
import { namesSeveral } from './several.ts'
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
  readonly live: Pick<AgentRuntime, 'agent' | 'declarations' | 'definitions'>
  readonly principal: Pick<Principal, 'id' | 'email'>
  /** The requester's own words of this turn. */
  readonly typed: string
  /** The clock that the program read, ISO 8601. */
  readonly now: string
  /** What the program looked up. */
  readonly reads: readonly JournalEntry[]
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
 * what they ask for is this tool's, they name what it is done to, and every value that they name is in the call, or what the
 * call is done to was looked up by it. A second step that does the same to the same is asked for by none.
 */
export async function askedSteps(steps: readonly QuotedStep[], around: AskedAround): Promise<AskedSteps> {
  const { agent } = around.live
  const rules = { languages: agent.languages, verbs: commandVerbs(agent) }
  let isHandedOn = true
  const { clauses } = commandedActs(around.typed, rules, (words) => {
    isHandedOn = steps.some((step) => takes(step, words, around))
    return isHandedOn
  })
  const judged: JudgedStep[] = []
  for (const step of steps) {
    const found = await wordsFor(step, clauses, around)
    const isAgain = found.words !== null && isDoneBefore(step, found.words, judged, around)
    judged.push(isAgain ? { step, words: null, doubts: ['unasked-step'] } : { step, ...found })
  }
  const doubts = judged.flatMap((each) => [...each.doubts, ...(isAllGiven(each, judged, around) ? [] : SLOT)])
  // Words behind a colon that no call takes may say something of the request before it.
  const isUnclear = !isHandedOn && doubtfulActs(clauses).size > 0
  const isUntimely = clauses.some((clause) => clause.when.length > 0 && !isTimely(clause, judged, around))
  const all = [...doubts, ...(isUnclear || isUntimely ? (['speech-act'] as const) : [])]
  return { said: judged.map(({ words }) => words?.quote ?? null), doubts: [...new Set(all)] }
}

interface Words {
  readonly quote: Span
  /** The clauses that it stands in and that ask for something. */
  readonly asking: readonly Span[]
  /** The same, as text. */
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

async function wordsFor(step: QuotedStep, clauses: readonly CommandClause[], around: AskedAround): Promise<Judged> {
  if (step.asked === null) return unasked()
  const { typed, live } = around
  const quote = spanSaid(step.asked.trim(), typed)
  if (!quote) return unasked('disagreement')
  // Whole clauses: a piece of "send me a mail about my refund" would ask for what the clause doesn't.
  const within = clauses.filter((clause) => overlaps(clause, [quote]))
  const asking = within.filter(({ act }) => act === 'request')
  const requests = asking.map((clause) => typed.slice(clause.start, clause.end))
  // A quote that covers what is turned down may be of that: “don't refund A12, refund A31”.
  const isDoubtful = within.some(({ act }) => act === 'contrast' || DOUBTFUL.includes(act))
  if (requests.length === 0 || isDoubtful) return unasked('speech-act')
  const words = { quote, asking, requests: requests.join('\n') }
  const isTools = await Promise.all(requests.map((request) => toolWordsOf(live.agent).ask(request, step.tool)))
  if (!isTools.includes(true)) return unasked('disagreement')
  const target = targetOf(step, around)
  if (target === null) return { words, doubts: isAllSaid(step, words.requests, around) ? [] : SLOT }
  const isNamed = isSaidIn(words.requests, target)
  if (!isNamed && valuesIn(words.requests).some((value) => isAlike(value, String(target)))) return unasked('slot')
  const isOnly = isSaidIn(typed, target) && valuesIn(typed).filter((value) => isAlike(value, String(target))).length < 2
  return { words, doubts: (isNamed || isOnly) && isAllSaid(step, words.requests, around) ? [] : SLOT }
}

/** What a call is done to, where that is the requester's to say: the argument by which it is told whose it is. */
function targetOf({ tool, args }: QuotedStep, { live, principal }: AskedAround): string | number | null {
  const { owner } = declarationOf(live, tool)
  if (owner.kind !== 'from' && owner.kind !== 'argument') return null
  const value = args[owner.argument]
  if (typeof value !== 'string' && typeof value !== 'number') return null
  return value === principal.id || value === principal.email ? null : value
}

// A reason for a payment is no place for what stands behind a colon: "refund A12: but tomorrow".
function takes({ tool, args }: QuotedStep, words: string, { live }: AskedAround): boolean {
  const text = plainText(words)
  const isMoved = Object.keys(declarationOf(live, tool).money).length > 0
  return !isMoved && leaves(args).some(([, value]) => typeof value === 'string' && plainText(value) === text)
}

function plainText(words: string): string {
  return words.trim().replaceAll(/^["“„»«]|["”“«»]$|(?<!\.)\.$/gu, '')
}

// What tools returned is their word, judged by its labels; what the model made up must be the requester's.
function isAllSaid(step: QuotedStep, requests: string, around: AskedAround): boolean {
  return Object.entries(step.labels).every(([pointer, { data }]) => {
    const value = valueAt(step.args, pointer)
    if (!data.includes('model') || value === undefined || (typeof value === 'object' && value !== null)) return true
    return isSaid(step, pointer, value, around) || isRecomputed(step, pointer, requests, around)
  })
}

function isSaid({ tool, args }: QuotedStep, pointer: string, value: Json, around: AskedAround): boolean {
  const { live, typed } = around
  const declaration = declarationOf(live, tool)
  const schema = live.definitions.get(tool)?.inputSchema
  return (
    isSaidIn(typed, moneyIn(args, declaration).get(pointer) ?? value) ||
    isSaidOtherwise(typed, value, timesOf(around)) ||
    isDeclared(pointer, value, { schema, declaration })
  )
}

function timesOf({ live: { agent }, now }: AskedAround): TimeSurroundings {
  return { speaker: agent, zone: agent.zone ?? 'UTC', now }
}

// "Refund 10 EUR of A12" isn't said of a call without the 10 EUR. One clause may ask for several calls, each with its own.
function isAllGiven({ step, words }: JudgedStep, judged: readonly JudgedStep[], around: AskedAround): boolean {
  if (words === null) return true
  const { live } = around
  const together = judged.filter((each) => each.words?.requests === words.requests && each.step.tool === step.tool)
  return valuesIn(words.requests).every(
    (value) =>
      together.some(({ step: { tool, args } }) => isGivenTo(args, value, declarationOf(live, tool))) ||
      isAccountedFor(value, step, words.requests, around) ||
      (!isBound(value, words.requests) &&
        !isPutAside(value, step, around) &&
        isLookedUpBy(value, step.args, around.reads)),
  )
}

// "Send 20 EUR" with the whole balance as its amount: another value of its kind that nobody said has taken its place.
function isPutAside(said: string, step: QuotedStep, around: AskedAround): boolean {
  const isNumber = numbersOf(said).length > 0
  const isDay = timeParts(said) !== null
  return [...leaves(step.args)].some(([pointer, value]) => {
    if (isSaid(step, pointer, value, around)) return false
    if (typeof value === 'number') return isNumber
    if (typeof value !== 'string') return false
    return isAlike(value, said) || (isNumber && numbersOf(value).length > 0) || (isDay && timeParts(value) !== null)
  })
}

// "Schedule it tomorrow", "move it by a day": a call that says no time, or another, isn't what was asked for.
function isTimely(clause: CommandClause, judged: readonly JudgedStep[], around: AskedAround): boolean {
  const asked = judged.filter(({ words }) => words !== null && overlaps(clause, words.asking))
  return (
    asked.length > 0 &&
    asked.every(({ step }) => {
      const days = [...leaves(step.args)].flatMap(([, value]) =>
        typeof value === 'string' ? (timeParts(value)?.day ?? []) : [],
      )
      return clause.when.every((when) =>
        when === 'tomorrow' ? days.includes(tomorrow(timesOf(around))) : days.length > 0,
      )
    })
  )
}

function isDoneBefore(step: QuotedStep, words: Words, judged: readonly JudgedStep[], around: AskedAround): boolean {
  const target = targetOf(step, around)
  const isSame = (other: { readonly tool: string; readonly args: JsonObject }) =>
    other.tool === step.tool && targetOf({ ...step, ...other }, around) === target
  const isOneOfSeveral = (other: QuotedStep) =>
    target === null && namesSeveral(words.requests) && sameButWhatWasRead(step, other, words.requests, around)
  return (
    around.before.some(isSame) ||
    judged.some((each) => each.words?.requests === words.requests && isSame(each.step) && !isOneOfSeveral(each.step))
  )
}
