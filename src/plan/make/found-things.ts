import { argumentWords } from '#core/argument-words.ts'
import { isJsonObject, leaves, type Json, type JsonObject, type JsonPointer } from '#core/json.ts'
import { pointerToken, pointerTokens } from '#core/json-pointer.ts'
import type { FoundThing } from '#core/intent.ts'
import { isLookup } from '#core/lookups.ts'
import { nearestLabel, type Label } from '#core/label.ts'
import type { Principal } from '#core/principal.ts'
import { contentWords } from '#dialogue/content-words.ts'
import { isReader } from '#knowledge/model-readers.ts'
import type { JournalEntry } from '#plan/contract.ts'
import type { CalledProcedure } from '#plan/procedure.ts'
import { isUntrusted } from '#plan/views/origin.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import { targetOf } from './done-before.ts'
import type { StagedWrite } from './held-values.ts'
import { isSaidIn } from './said-values.ts'

export interface FoundAround {
  readonly live: Pick<AgentRuntime, 'agent' | 'declarations' | 'definitions'>
  readonly principal: Pick<Principal, 'id' | 'email'>
  /** All that the requester typed for this wish. */
  readonly typed: string
  readonly reads: readonly JournalEntry[]
  readonly called: readonly CalledProcedure[]
}

/**
 * What the steps of a plan are done to that their requester didn't name: a program looked it up. Each with what it stands
 * beside where it was read, for whoever is asked whether it is meant, and with why it can be no other, where that shows. What a
 * procedure goes on to besides what it was called with is its operator's.
 */
export function foundThings(steps: readonly StagedWrite[], around: FoundAround): readonly FoundThing[] {
  const found: FoundThing[] = []
  for (const step of steps) {
    const target = targetOf(step, around.live)
    if (target === null || isKnown(target.value, around) || !isGiven(step, target.value, around)) continue
    if (found.some(({ step: other, value }) => value === String(target.value) && other === step.index)) continue
    const places = around.reads.flatMap((read) => placesOf(target.value, read))
    const [place] = places
    found.push({
      step: step.index,
      value: String(target.value),
      beside: place ? besideOf(target.value, place, around) : [],
      only: onlyOf(step, target, places, around),
    })
  }
  return found
}

function isKnown(value: string | number, { principal: { id, email }, typed }: FoundAround): boolean {
  return value === id || value === email || isSaidIn(typed, value)
}

function isGiven({ index }: StagedWrite, value: string | number, { called }: FoundAround): boolean {
  const call = called.find(({ from, to }) => from <= index && index < to)
  return (
    !call || [...leaves(call.slots)].some(([, given]) => String(given).toLowerCase() === String(value).toLowerCase())
  )
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
  const own = Object.values(within).includes(value) ? [{ record: within, at, siblings }] : []
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
  readonly field: string
}

// What was said of it tells the most; else what it is called, and when it was. What nobody vouches for comes last.
function besideOf(value: Json, place: Place, around: FoundAround): FoundThing['beside'] {
  const texts = textsIn(place, place.at, around).filter(({ text }) => text !== String(value))
  const own = saidWords(around)
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
    const field = pointerTokens(pointer.slice(at.length))
      .filter((token) => !/^\d+$/u.test(token))
      .map(argumentWords)
      .join(' ')
    return [{ text: leaf, checked: label !== null && isVouchedFor(label, around), field }]
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
 * Why it can be no other: it is the only one of a list, or the only one with a word of the requester's in a field that is vouched
 * for. The list was asked for by nothing but who asks, and nothing that nobody vouches for had a hand in the choice. Null where
 * none of that shows.
 */
function onlyOf(
  step: StagedWrite,
  target: { readonly pointer: JsonPointer },
  places: readonly Place[],
  around: FoundAround,
): FoundThing['only'] {
  const label = nearestLabel(step.labels, target.pointer)
  if (!label || !isVouchedFor(label, around)) return null
  for (const place of places) {
    const { read, siblings, at } = place
    if (siblings.length === 1 && at === siblings[0] && !isInList(at)) continue
    if (!read.answer.ok || !isWhole(read, around)) continue
    if (siblings.length === 1) return { of: 1, word: null }
    const words = siblings.map((sibling) => vouchedWords(place, sibling, around))
    const own = words[siblings.indexOf(at)]
    const word = [...saidWords(around)].find(
      (said) => isTelling(said, step, around) && own?.has(said) && words.filter((each) => each.has(said)).length === 1,
    )
    if (word !== undefined) return { of: siblings.length, word }
  }
  return null
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

function vouchedWords(place: Place, at: JsonPointer, around: FoundAround): ReadonlySet<string> {
  const texts = textsIn(place, at, around).filter(({ checked }) => checked)
  return new Set(texts.flatMap(({ text }) => contentWords(text)))
}

// What the deed itself is called tells nothing apart: "refund my order".
function isTelling(word: string, { tool, args }: StagedWrite, { live }: FoundAround): boolean {
  const { title } = declarationOf(live, tool)
  const own = [title, tool, ...Object.keys(args).map(argumentWords)].flatMap(contentWords)
  return !own.includes(word)
}

function saidWords({ typed }: Pick<FoundAround, 'typed'>): ReadonlySet<string> {
  return new Set(contentWords(typed))
}
