import type { Doubt, SaidWords } from '#core/intent.ts'
import { leaves, valueAt, type Json, type JsonPointer } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import { nearestLabel, type Label } from '#plan-language/values/label.ts'
import type { Principal } from '#core/principal.ts'
import { isPlainlyRequested, isPlainlyNamed } from '#dialogue/utterance/plain-clause.ts'
import { timeParts } from '#dialogue/utterance/mentioned-times.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { handleOf } from '#cards/titles/effect-title.ts'
import { isUntrusted } from '#cards/origins/origin.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import {
  computedNumbers,
  isHeld,
  isSaid,
  isSaidOrDeclared,
  type StagedWrite,
  type ValuesAround,
} from './held-values.ts'
import { isLookedUpBy } from './found-beside.ts'
import { isAlreadyDone, targetOf } from '../planner/already-done.ts'
import { placesOf, sentencesOf } from './quoted-places.ts'
import { isAlike, isGivenTo, isMentionedIn, numbersOf, textsIn, valuesIn } from './mentioned-values.ts'
import type { DoneStep, WishMessage } from '../planner/wish-messages.ts'

/** A write as a model's program staged it. */
export interface QuotedStep extends StagedWrite {
  /** The requester's words that the model says ask for it. */
  readonly asked: string | null
}

export interface AroundRequest {
  readonly live: Pick<AgentRuntime, 'agent' | 'declarations' | 'definitions'>
  readonly principal: Pick<Principal, 'id' | 'email'>
  /** The requester's own words for this wish, oldest first. */
  readonly messages: readonly Pick<WishMessage, 'typed' | 'said'>[]
  /** The clock that the program read, ISO 8601. */
  readonly now: string
  /** What the program looked up. */
  readonly reads: readonly JournalEntry[]
  /** What was done already by these words: they ask for nothing more of it. */
  readonly before: readonly Pick<DoneStep, 'tool' | 'args'>[]
  /** The program's source and the texts of its slots: a value that was said and stands there is one that it goes by. */
  readonly program: string
}

/** What the requester's words say of the writes of a plan. */
export interface RequestedSteps {
  /** In the order of the steps: the words that ask for each, in the pieces that are quoted; none where none do. */
  readonly said: readonly (readonly SaidWords[])[]
  /** In the same order: the place of the step that it comes along with, so that it needs none; null where there is none. */
  readonly follows: readonly (number | null)[]
  readonly doubts: readonly Doubt[]
}

/**
 * Holds what a model quotes for each write of its plan against what was typed: the words stand there, plainly asked, what it is
 * done to was named or looked up, every value that is said beside them is in a call or in what led to one, and what the model
 * made up among the arguments is said, declared or computed of such. A second step that does the same by the same words is
 * asked for by none. Whether the words mean this deed isn't judged here.
 */
export function requestedSteps(steps: readonly QuotedStep[], around: AroundRequest): RequestedSteps {
  const judged: JudgedStep[] = []
  const values = steps.flatMap(({ args }) => textsIn(args))
  for (const step of steps) {
    const found = wordsFor(step, values, around)
    const same = judged.filter((each) => haveSameSentence(each.words, found.words))
    const isAgain =
      found.words !== null && isAlreadyDone(step, [...around.before, ...same.map((each) => each.step)], around.live)
    const own = isAgain ? { step, words: null, doubts: ['unasked-step' as const] } : { step, ...found }
    judged.push(followed(own, judged, around) ?? { ...own, follows: null })
  }
  const doubts = judged.flatMap((each) => [...each.doubts, ...(isAllGiven(each, judged, around) ? [] : SLOT)])
  const said = judged.map(({ words }) => words?.said ?? [])
  return { said, follows: judged.map(({ follows }) => follows), doubts: [...new Set(doubts)] }
}

interface Words {
  /** None where they aren't the message's in one piece each. */
  readonly said: readonly SaidWords[]
  /** The sentences that the quote stands in, each once. */
  readonly sentences: readonly string[]
}

interface Judged {
  readonly words: Words | null
  readonly doubts: readonly Doubt[]
}

interface OwnWords extends Judged {
  readonly step: QuotedStep
}

interface JudgedStep extends OwnWords {
  readonly follows: number | null
}

/**
 * A step that comes along with one before it that was asked for, by the operator's word: once for each, and with nothing but
 * what that gives, the requester's own, or what is vouched for. Null where it doesn't, or has words of its own.
 */
function followed(own: OwnWords, judged: readonly JudgedStep[], around: AroundRequest): JudgedStep | null {
  const { step, words } = own
  const { follows: tool } = declarationOf(around.live, step.tool)
  if (tool === undefined) return null
  const at = judged.findIndex((other, place) => {
    const isFree = judged.every((each) => each.follows !== place || each.step.tool !== step.tool)
    const isAsked = other.words !== null && other.words.said.length > 0
    return other.step.tool === tool && isAsked && isFree && isOf(step, other.step, around)
  })
  const asking = judged[at]
  if (!asking || (words !== null && !haveSameSentence(words, asking.words))) return null
  return { step, words: null, doubts: [], follows: at }
}

function isOf(step: StagedWrite, followedStep: StagedWrite, around: AroundRequest): boolean {
  return isAll(step.args, '')

  function isAll(value: Json, pointer: JsonPointer): boolean {
    const handle = handleOf(value)
    if (handle) return handle.effect === followedStep.index
    if (typeof value !== 'object' || value === null) return isTheirs(step, pointer, value, around)
    return Object.entries(value).every(([name, inner]) => isAll(inner ?? null, `${pointer}/${pointerToken(name)}`))
  }
}

function isTheirs(step: StagedWrite, pointer: JsonPointer, value: Json, around: AroundRequest): boolean {
  const { id, email } = around.principal
  if (value === id || value === email) return true
  const label = nearestLabel(step.labels, pointer) ?? undefined
  if (label?.data.includes('model')) return isSaidOrDeclared(step, pointer, value, valuesAround(around))
  return isVouchedFor(label, around)
}

const SLOT: readonly Doubt[] = ['slot']
const unasked = (...why: readonly Doubt[]): Judged => ({ words: null, doubts: ['unasked-step', ...why] })

function wordsFor(step: QuotedStep, values: readonly string[], around: AroundRequest): Judged {
  if (step.asked === null) return unasked()
  const places = placesOf(step.asked.trim(), around.messages)
  if (!places) return unasked('disagreement')
  const asking = places.filter(({ typed, quote }) => isPlainlyRequested(typed, quote, values))
  const others = places.filter((place) => !asking.includes(place))
  if (asking.length === 0 || !others.every(({ typed, quote }) => isPlainlyNamed(typed, quote)))
    return unasked('speech-act')
  const said = places.map((place) => place.said(place.quote))
  const isWhole = said.every((piece) => piece !== null)
  const words = { said: isWhole ? said.filter((piece) => piece !== null) : [], sentences: sentencesOf(places) }
  const isFit = isTargetNamed(step, words.sentences.join('\n'), around) && areHeld(step, around)
  return { words, doubts: isFit ? [] : SLOT }
}

function haveSameSentence(one: Words | null, other: Words | null): boolean {
  return one?.sentences.some((sentence) => other?.sentences.includes(sentence)) === true
}

// What a call is done to was named beside the words, is the only one of its kind that was, or was looked up where none was.
function isTargetNamed(step: StagedWrite, words: string, around: AroundRequest): boolean {
  const target = targetOf(step, around.live)
  const { id, email } = around.principal
  if (target === null || target.value === id || target.value === email || isMentionedIn(words, target.value))
    return true
  const alike = valuesIn(allTyped(around)).filter((value) => isAlike(value, String(target.value)))
  if (alike.length === 0) return isVouchedFor(step.labels[target.pointer], around)
  return alike.length === 1 && isMentionedIn(allTyped(around), target.value)
}

/** Whether a value has no untrusted source, and no word of a model's. */
function isVouchedFor(label: Label | undefined, { live: { agent }, principal: { id } }: AroundRequest): boolean {
  const reader = { agent, requester: { id, name: '' }, readerId: id }
  return label !== undefined && label.data.every((source) => source !== 'model' && !isUntrusted(source, reader))
}

function areHeld(step: StagedWrite, around: AroundRequest): boolean {
  return Object.keys(step.labels).every((pointer) => {
    const value = valueAt(step.args, pointer)
    const isLeaf = value !== undefined && (typeof value !== 'object' || value === null)
    return !isLeaf || isHeld(step, pointer, value, valuesAround(around))
  })
}

function valuesAround(around: AroundRequest): ValuesAround {
  return { ...around, typed: allTyped(around) }
}

function allTyped({ messages }: AroundRequest): string {
  return messages.map(({ typed }) => typed).join('\n')
}

// "Refund 10 EUR of A12" isn't said of a call without the 10 EUR. One sentence may ask for several calls, each with its own.
function isAllGiven({ step, words }: JudgedStep, judged: readonly JudgedStep[], around: AroundRequest): boolean {
  if (words === null) return true
  const together = judged.filter((each) => haveSameSentence(each.words, words)).map((each) => each.step)
  return valuesIn(words.sentences.join('\n')).every((value) => isAccountedFor(value, step, { together, around }))
}

interface Beside {
  /** The steps that the same sentences ask for. */
  readonly together: readonly StagedWrite[]
  readonly around: AroundRequest
}

/** Whether a value that was said is in a call, or led to what one is given, and nothing else of its kind is in its place. */
export function isAccountedFor(value: string, step: StagedWrite, { together, around }: Beside): boolean {
  const { live, reads, program } = around
  if (together.some(({ tool, args }) => isGivenTo(args, value, declarationOf(live, tool)))) return true
  if (isWithinTime(value, together, around)) return true
  const computed = together.flatMap((each) => [...computedNumbers(each, valuesAround(around)).values()].flat())
  if (numbersOf(value).some((number) => computed.includes(number))) return true
  return !isPutAside(value, step, around) && (isLookedUpBy(value, step.args, reads) || isMentionedIn(program, value))
}

// "3 December" is in a call as a day; its 3 isn't looked for by itself.
function isWithinTime(value: string, together: readonly StagedWrite[], around: AroundRequest): boolean {
  if (numbersOf(value).length === 0 || value.length > DAY_DIGITS) return false
  const values = valuesAround(around)
  return together.some(({ args }) =>
    [...leaves(args)].some(([, leaf]) => {
      const parts = typeof leaf === 'string' ? timeParts(leaf) : null
      return (
        parts !== null && isSaid(leaf, values) && parts.day.split('-').some((part) => Number(part) === Number(value))
      )
    }),
  )
}

/** Of the longest number in a day as people say it: its year. */
const DAY_DIGITS = 4

// "Send 20 EUR" with the whole balance as its amount: another value of its kind that nobody said has taken its place.
function isPutAside(said: string, step: StagedWrite, around: AroundRequest): boolean {
  const isNumber = numbersOf(said).length > 0
  const isDay = timeParts(said) !== null
  const values = valuesAround(around)
  const computed = computedNumbers(step, values)
  return [...leaves(step.args)].some(([pointer, value]) => {
    if (isSaidOrDeclared(step, pointer, value, values) || computed.has(pointer)) return false
    if (typeof value === 'number') return isNumber
    if (typeof value !== 'string') return false
    return isAlike(value, said) || (isNumber && numbersOf(value).length > 0) || (isDay && timeParts(value) !== null)
  })
}
