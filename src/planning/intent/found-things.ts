import { isJsonObject, leaves, type Json, type JsonObject, type JsonPointer } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import type { FoundThing } from '#core/intent.ts'
import { isLookup } from '#plan-language/values/lookups.ts'
import { nearestLabel, type Label } from '#plan-language/values/label.ts'
import type { Principal } from '#core/principal.ts'
import { contentWords } from '#dialogue/matching/content-words.ts'
import { isReader } from '#knowledge/model-readers.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import type { CalledProcedure } from '#plan-language/procedure.ts'
import { isUntrusted } from '#cards/origins/origin.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { callOf } from './called-procedures.ts'
import { targetOf } from '../planner/already-done.ts'
import type { StagedWrite } from './held-values.ts'
import { isMentionedIn } from './mentioned-values.ts'

export interface FoundAround {
  readonly live: Pick<AgentRuntime, 'agent' | 'declarations' | 'definitions'>
  readonly principal: Pick<Principal, 'id' | 'email'>
  /** All that the requester typed for this wish. */
  readonly typed: string
  readonly reads: readonly JournalEntry[]
  readonly called: readonly CalledProcedure[]
}

/** What a step is done to, or what a procedure was called with that begins at that step. */
interface Given {
  readonly step: StagedWrite
  readonly value: string | number
  /** Where the step has it, or what came of it. */
  readonly pointer: JsonPointer | null
}

/**
 * What the steps of a plan are done to that their requester didn't name: a program looked it up. Each with what it stands
 * beside where it was read, for whoever is asked whether it is meant, and with whether it can be no other, where that shows. Of a
 * procedure that is what it was called with, whatever its steps make of it: what it goes on to besides is its operator's.
 */
export function foundThings(steps: readonly StagedWrite[], around: FoundAround): readonly FoundThing[] {
  return givenTo(steps, around).flatMap((given) => {
    const { step, value } = given
    if (isKnown(value, around)) return []
    const places = around.reads.flatMap((read) => placesOf(value, read))
    const [place] = places
    const beside = place ? besideOf(value, place, around) : []
    return [{ step: step.index, value: String(value), beside, isOnly: isOnly(given, places, around) }]
  })
}

function isKnown(value: string | number, { principal: { id, email }, typed }: FoundAround): boolean {
  return value === id || value === email || isMentionedIn(typed, value)
}

function givenTo(steps: readonly StagedWrite[], around: FoundAround): readonly Given[] {
  const { live, called } = around
  const own = steps.filter((step) => callOf(step, called) === null)
  const targets = own.flatMap((step) => {
    const target = targetOf(step, live)
    return target === null ? [] : [{ step, ...target }]
  })
  return [...targets, ...called.flatMap((call) => givenToCall(call, steps, around))].toSorted(
    (a, b) => a.step.index - b.step.index,
  )
}

// A value that is nowhere to be read is no thing but a word for how it is done: a choice, a text.
function givenToCall(
  { slots, from, to }: CalledProcedure,
  steps: readonly StagedWrite[],
  { live, reads }: FoundAround,
): readonly Given[] {
  const own = steps.filter(({ index }) => from <= index && index < to)
  const [first] = own
  if (!first) return []
  return [...leaves(slots)].flatMap(([, value]) => {
    if (typeof value !== 'string' && typeof value !== 'number') return []
    const done = own.flatMap((step) => {
      const target = targetOf(step, live)
      return target !== null && isSame(target.value, value) ? [{ step, ...target }] : []
    })
    if (done.length > 0) return done
    const isRead = reads.some((read) => placesOf(value, read).length > 0)
    return isRead ? [{ step: first, value, pointer: targetOf(first, live)?.pointer ?? null }] : []
  })
}

function isSame(one: Json, other: Json): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase()
}

/** Where something stands in an answer: in which record, and in which list that is. */
interface Place {
  readonly read: JournalEntry
  readonly record: JsonObject
  readonly at: JsonPointer
  /** Where all records of its list stand; itself alone where it is in none. */
  readonly siblings: readonly JsonPointer[]
}

function placesOf(value: Json, read: JournalEntry): readonly Place[] {
  // What documents say has readers of its own, and what a model read is no record.
  if (!read.answer.ok || isLookup(read.tool) || isReader(read.tool)) return []
  return recordsWith(value, read.answer.value, '').map(({ record, at, siblings }) => ({ read, record, at, siblings }))
}

function recordsWith(
  value: Json,
  within: Json,
  at: JsonPointer,
  siblings: readonly JsonPointer[] = [at],
): readonly Omit<Place, 'read'>[] {
  if (Array.isArray(within)) {
    const all = within.map((_, index) => `${at}/${index}`)
    return within.flatMap((item: Json, index) => recordsWith(value, item, `${at}/${index}`, all))
  }
  if (!isJsonObject(within)) return []
  const own = Object.values(within).some((part) => !isJsonObject(part) && !Array.isArray(part) && isSame(part, value))
    ? [{ record: within, at, siblings }]
    : []
  return [
    ...own,
    ...Object.entries(within).flatMap(([key, part]) => recordsWith(value, part, `${at}/${pointerToken(key)}`)),
  ]
}

/** Texts that something is told apart by. */
const MOST_BESIDE = 3
const LONGEST_BESIDE = 80

interface Text {
  readonly text: string
  readonly checked: boolean
}

// What was said of it tells the most; else what it is called, and when it was. What nobody vouches for comes last.
function besideOf(value: Json, place: Place, around: FoundAround): FoundThing['beside'] {
  const texts = textsIn(place, place.at, around).filter(({ text }) => text !== String(value))
  const own = new Set(contentWords(around.typed))
  const names = texts.filter(({ text }) => NAME.test(text))
  const said = names.filter(({ text }) => contentWords(text).some((word) => own.has(word)))
  const vouched = (some: readonly Text[]) => some.filter(({ checked }) => checked)
  const known = [
    ...vouched(names.filter(({ text }) => text.includes(' '))).slice(0, MOST_BESIDE - 1),
    ...vouched(texts.filter(({ text }) => DAY.test(text))).slice(0, 1),
  ]
  const telling = vouched(said).length > 0 ? vouched(said) : said.length > 0 ? [...known.slice(0, 1), ...said] : known
  return telling
    .slice(0, MOST_BESIDE)
    .map(({ text, checked }) => ({ text: shortened(DAY.exec(text)?.[1] ?? text), checked }))
}

/** What something is called, and no code. */
const NAME = /^[^\d]*\p{L}{3}[^\d]*$/u
const DAY = /^(\d{4}-\d{2}-\d{2})(?:$|T)/u

function shortened(text: string): string {
  return text.length <= LONGEST_BESIDE ? text : `${text.slice(0, LONGEST_BESIDE - 1)}…`
}

function textsIn({ read: { answer } }: Place, at: JsonPointer, around: FoundAround): readonly Text[] {
  if (!answer.ok) return []
  return [...leaves(answer.value)].flatMap(([pointer, leaf]) => {
    if (typeof leaf !== 'string' || !(pointer === at || pointer.startsWith(`${at}/`))) return []
    const label = nearestLabel(answer.labels, pointer)
    return [{ text: leaf, checked: label !== null && isVouchedFor(label, around) }]
  })
}

function isVouchedFor(
  { data, ctrl }: Label,
  { live: { agent }, principal: { id } }: Pick<FoundAround, 'live' | 'principal'>,
): boolean {
  const reader = { agent, requester: { id, name: '' }, readerId: id }
  return ![...data, ...ctrl].some((source) => isUntrusted(source, reader))
}

/**
 * Whether it can be no other: it is all that a list has. The list was asked for by nothing but who asks, and nothing that nobody
 * vouches for had a hand in the choice. That a word of the requester's is in one alone shows nothing: “the lamp, not the table”.
 */
function isOnly({ step, pointer }: Given, places: readonly Place[], around: FoundAround): boolean {
  const label = pointer === null ? null : nearestLabel(step.labels, pointer)
  if (!label || !isVouchedFor(label, around)) return false
  return places.some(({ read, siblings, at }) => siblings.length === 1 && isInList(at) && isWhole(read, around))
}

function isInList(at: JsonPointer): boolean {
  return /\/\d+$/u.test(at)
}

// What a list was asked for by leaves others out, which may be meant as well.
function isWhole({ args, answer }: JournalEntry, around: FoundAround): boolean {
  const { id, email } = around.principal
  const isOwn = [...leaves(args)].every(([, given]) => given === id || given === email || isJsonObject(given))
  const shape = answer.ok ? nearestLabel(answer.labels, '') : null
  return isOwn && shape !== null && isVouchedFor(shape, around)
}
