import { argumentWords } from '#plan-language/values/argument-words.ts'
import { isJsonObject, valueAt, type JsonObject } from '#core/json.ts'
import { pointerToken, pointerTokens } from '#core/json-pointer.ts'
import type { Source } from '#plan-language/values/label.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import type { Speech } from '#turn/speaking.ts'
import { memoized } from '#core/memoized.ts'
import { escapePattern } from '#text/escape-pattern.ts'
import { MESSAGE_FILES } from '#text/languages/message-files.ts'
import { argumentText, effectTitle } from '../titles/effect-title.ts'
import { isWhole, type KeptText } from './kept-texts.ts'
import { serverTitle, speechOf, viewedTool, type ViewedAgent } from '../titles/viewed-agent.ts'

/** Who a text is told to, and whose plan it is. */
export interface NamingReader {
  readonly readerId: string
  /** What the reader is called elsewhere: their name and mail address. */
  readonly readerNames?: readonly string[]
  readonly requester: { readonly id: string; readonly name: string }
}

export interface Naming {
  readonly live: Pick<ViewedAgent, 'agent' | 'declarations' | 'speech' | 'toolWords'>
  readonly reader: NamingReader
}

/** What a text is called on a card: "an address in Bob's message of 12 May 2026", "the note in order A17". */
export interface KeptName {
  readonly words: string
  /** Whether that names all of it, so that a value is "from" it. */
  readonly isThing: boolean
}

/** Names a text by its read's title with the arguments, and by what stands beside it where that is one of a list. */
export function keptName({ text, span, at }: KeptText, naming: Naming): KeptName {
  const { say } = speechOf(naming.live)
  const place = at === null ? passedOn(naming) : placeOf(at, naming)
  const field = at === null ? null : fieldOf(at.pointer)
  const inner = field === null ? place : say('the {field} in {place}', { field, place })
  if (span === null || isWhole(text, span)) return { words: inner, isThing: field === null }
  return { words: partIn(text.slice(span.start, span.end), inner, naming), isThing: false }
}

/** What a read looked at, in the words of its title: "Look up order {id}" is "order A17". */
export function thingOf(read: Pick<JournalEntry, 'tool' | 'args'>, { live }: Pick<Naming, 'live'>): string {
  const { language, quote } = speechOf(live)
  const declared = viewedTool(live, read.tool)
  const title = inSight(effectTitle(declared, read.args))
  if (declared.title === read.tool) return untitled(read, live)
  const thing = title.replace(verbIn(language), '')
  return thing === title || thing === '' ? quote(title) : thing
}

const ENGLISH_VERB =
  /^(?:look (?:up|at|for|in(?:to|side)?)|read|get|fetch|open|find|load|lists?|show|search(?: for| in)?|check|see|view|retrieve|download|query|browse) /iu
const verbIn = memoized(
  (language: string) => {
    const titles = MESSAGE_FILES.get(language)?.readTitles ?? []
    const around = titles.map((title) => title.split('…').map(escapePattern))
    const ends = around.map(([before = '', behind = '']) => (behind === '' ? `^${before}` : `${behind}$`))
    return ends.length === 0 ? ENGLISH_VERB : new RegExp(ends.join('|'), 'iu')
  },
  { keyOf: (language) => language, most: 100 },
)

// An operator who wrote no title has at least named what it is called with.
function untitled({ tool, args }: Pick<JournalEntry, 'tool' | 'args'>, live: Naming['live']): string {
  const { say } = speechOf(live)
  const place = serverTitle(live, tool) ?? say('a tool')
  const declared = viewedTool(live, tool)
  const given = Object.keys(args).map((name) => `${argumentWords(name)} ${argumentText(declared, args, name)}`)
  const item = given[0] ?? argumentWords(tool.slice(tool.indexOf('/') + 1)).replace(ENGLISH_VERB, '')
  return say('{item} in {place}', { item: inSight(item), place })
}

function passedOn({ live, reader }: Naming): string {
  const { say } = speechOf(live)
  const { requester, readerId } = reader
  return requester.id === readerId
    ? say('the text you passed on')
    : say('the text {who} passed on', { who: requester.name })
}

function placeOf({ read, pointer }: NonNullable<KeptText['at']>, naming: Naming): string {
  const { say } = speechOf(naming.live)
  const thing = thingOf(read, naming)
  const answer = read.answer.ok ? read.answer.value : null
  const tokens = pointerTokens(pointer)
  const last = tokens.findLastIndex((token) => /^\d+$/u.test(token))
  const at = tokens
    .slice(0, last === -1 ? -1 : last + 1)
    .map((token) => `/${pointerToken(token)}`)
    .join('')
  const item = answer === null ? undefined : valueAt(answer, at)
  if (last === -1) return (isJsonObject(item) ? messageName({ read, item, at }, naming) : null) ?? thing
  const named = isJsonObject(item) ? itemName({ read, item, at }, naming) : null
  if (named?.isMessage) return named.words
  const position = say('number {id}', { id: Number(tokens[last]) + 1 })
  return say('{item} in {place}', { item: named?.words ?? position, place: thing })
}

interface Item {
  readonly read: JournalEntry
  readonly item: JsonObject
  readonly at: string
}

function itemName(of: Item, naming: Naming): { readonly words: string; readonly isMessage: boolean } | null {
  const message = messageName(of, naming)
  if (message !== null) return { words: message, isMessage: true }
  const name = firstText(of.item, NAMES)
  return name === null ? null : { words: nameText(name.text, naming), isMessage: false }
}

const SENDERS = ['sender', 'from', 'author', 'user', 'username', 'postedBy', 'by', 'sender_name', 'senderName']
const CONTENTS = ['body', 'content', 'text', 'message', 'snippet', 'html']
const DATES = ['sentAt', 'sent_at', 'date', 'timestamp', 'time', 'at', 'createdAt', 'created_at', 'receivedAt', 'sent']
const NAMES = ['title', 'subject', 'name', 'fileName', 'filename', 'file_name', 'summary', 'label', 'id']

// A message is known by who sent it and when. That it is the reader's own is said where its sender is vouched for; a name
// that anybody can write over a message isn't who it is from.
function messageName({ read, item, at }: Item, naming: Naming): string | null {
  const sender = firstText(item, SENDERS)
  if (sender === null || firstText(item, CONTENTS) === null) return null
  const { say } = speechOf(naming.live)
  const day = dayOf(item, speechOf(naming.live))
  const who = nameText(sender.text, naming)
  if (isReaders(sender.text, naming.reader)) {
    const isVouchedFor = sourcesAt(read, `${at}/${sender.key}`).every((one) =>
      naming.live.agent.trustedSources.has(one),
    )
    if (isVouchedFor) return day === null ? say('your message') : say('your message of {day}', { day })
    return day === null ? say('a message in your name') : say('a message in your name of {day}', { day })
  }
  return day === null ? say("{who}'s message", { who }) : say("{who}'s message of {day}", { who, day })
}

function sourcesAt({ answer }: JournalEntry, pointer: string): readonly Source[] {
  return answer.ok ? ((answer.labels[pointer] ?? answer.labels[''])?.data ?? ['unknown']) : ['unknown']
}

function isReaders(sender: string, { readerId, readerNames = [] }: NamingReader): boolean {
  return [readerId, ...readerNames].some((own) => own.toLowerCase() === sender.trim().toLowerCase())
}

function dayOf(item: JsonObject, speech: Speech): string | null {
  const text = firstText(item, DATES)?.text ?? ''
  const [, day] = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/u.exec(text) ?? []
  const at = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(at.getTime()) ? null : speech.day(at)
}

function firstText(item: JsonObject, keys: readonly string[]): { readonly key: string; readonly text: string } | null {
  for (const key of keys) {
    const value = Object.hasOwn(item, key) ? item[key] : undefined
    if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number')
      return { key, text: String(value).trim() }
  }
  return null
}

const LONGEST_NAME = 40

// Anybody may have written it: what is more than a name is told as what somebody wrote.
function nameText(name: string, { live }: Naming): string {
  const cut = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name
  return /^[\p{L}\p{N}][\p{L}\p{N}@._+'’-]*(?: [\p{L}\p{N}@._+'’-]+){0,2}$/u.test(cut) ? cut : speechOf(live).quote(cut)
}

function fieldOf(pointer: string): string | null {
  const names = pointerTokens(pointer).filter((token) => !/^\d+$/u.test(token))
  const field = names.at(-1)
  if (field === undefined || CONTENTS.includes(field) || GENERIC.has(field)) return null
  return argumentWords(field)
}

/** Where servers put an answer that has no fields of its own. */
const GENERIC: ReadonlySet<string> = new Set(['result', 'value', 'data', 'contents'])

function partIn(part: string, place: string, { live }: Naming): string {
  const { say } = speechOf(live)
  if (/^[^\s@]+@[^\s@]+$/u.test(part)) return say('an address in {place}', { place })
  if (/^(?:https?:\/\/|www\.)\S+$/iu.test(part)) return say('a link in {place}', { place })
  if (/^[\d.,]+$/u.test(part)) return say('a number in {place}', { place })
  return say('words in {place}', { place })
}

const LONGEST_THING = 100

function inSight(text: string): string {
  return text.length > LONGEST_THING ? `${text.slice(0, LONGEST_THING - 1)}…` : text
}
