import type { Assembled, Step } from './assemble.ts'
import type { Place } from './pattern.ts'

/** Where the whole and each group begin and end, in the order of the slots; -1 where a group has no part in it. */
export type Match = readonly number[]

/** One way through the steps. `reads` is whether its round has read a character. */
interface Thread {
  readonly at: number
  readonly reads: boolean
  readonly slots: Match
}

/** A search under way: what all its ways share. */
interface Search {
  readonly machine: Assembled
  readonly text: string
  /** By step and whether its round has read: the last character's count at which a way was there. */
  readonly seen: Uint32Array
  /** Counts the characters. */
  round: number
  /** How many steps were gone at this character. */
  gone: number
  /** The ways that stand before this character. */
  waiting: Thread[]
}

/**
 * The first match at or after `from`, the one that JavaScript would find. All ways are gone at once, each step of the
 * machine at most twice at a character: the time is that of the text's length times the steps, whatever the text.
 * `count` is told of every step that is gone.
 */
export function findMatch(
  machine: Assembled,
  text: string,
  from: number,
  count: (steps: number) => void,
): Match | null {
  const none: Match = Array.from({ length: machine.slots }, () => -1)
  const seen = new Uint32Array(machine.steps.length * 2)
  const search: Search = { machine, text, seen, round: 0, gone: 0, waiting: [] }
  const isWhole = machine.flags.includes('u')
  let best: Match | null = null
  let threads: readonly Thread[] = []
  for (let position = from; ;) {
    if (threads.length === 0 && best === null) position = toBeginning(machine, { text, position, count })
    // A way that began earlier is preferred, so whoever begins here stands last; once there is a match nobody begins.
    const beginning: readonly Thread[] = best === null ? [{ at: 0, reads: false, slots: none }] : []
    best = followAll(search, [...threads, ...beginning], position) ?? best
    count(search.gone + 1)
    if (position >= text.length || (search.waiting.length === 0 && best !== null)) return best
    const code = (isWhole ? text.codePointAt(position) : text.charCodeAt(position)) ?? 0
    const character = isWhole ? String.fromCodePoint(code) : text.charAt(position)
    threads = readOn(search, character, code)
    position += character.length
  }
}

// Follows the ways up to their next characters, the preferred first. Answers with a match that one of them ends in.
function followAll(search: Search, threads: readonly Thread[], place: number): Match | null {
  search.round++
  search.gone = 0
  search.waiting = []
  for (const thread of threads) {
    const found = follow(search, thread, place)
    if (found) return found
  }
  return null
}

function follow(search: Search, thread: Thread, place: number): Match | null {
  const { machine, seen, round, waiting } = search
  const open = [thread]
  for (let next = open.pop(); next; next = open.pop()) {
    const key = next.at * 2 + Number(next.reads)
    if (seen[key] === round) continue
    seen[key] = round
    search.gone++
    const step = machine.steps[next.at]
    if (!step) continue
    if (step.do === 'found') return next.slots
    if (step.do === 'read') waiting.push(next)
    else for (const way of waysOn(search, { step, thread: next, place })) open.push(way)
  }
  return null
}

interface Standing {
  readonly step: Exclude<Step, { do: 'read' | 'found' }>
  readonly thread: Thread
  readonly place: number
}

// The preferred way last, since the last one is followed first.
function waysOn({ machine, text }: Search, { step, thread, place }: Standing): readonly Thread[] {
  const at = thread.at + 1
  switch (step.do) {
    case 'fork':
      return [
        { ...thread, at: step.second },
        { ...thread, at: step.first },
      ]
    case 'go':
      return [{ ...thread, at: step.to }]
    case 'keep':
      return [{ ...thread, at, slots: thread.slots.with(step.slot, place) }]
    case 'forget':
      return [{ ...thread, at, slots: thread.slots.map((slot, index) => (step.slots.includes(index) ? -1 : slot)) }]
    case 'place':
      return isAt(machine, step.at, { text, place }) ? [{ ...thread, at }] : []
    case 'begin-round':
      return [{ ...thread, at, reads: false }]
    case 'end-round':
      return thread.reads ? [{ ...thread, at }] : []
  }
}

function readOn({ machine, waiting }: Search, character: string, code: number): readonly Thread[] {
  const threads: Thread[] = []
  for (const { at, slots } of waiting) {
    const step = machine.steps[at]
    if (step?.do === 'read' && step.test(character, code)) threads.push({ at: at + 1, reads: true, slots })
  }
  return threads
}

type Looking = { readonly text: string; readonly position: number; readonly count: (steps: number) => void }

/** On to the next character that a match can begin with: by far most of a text is gone over here. */
function toBeginning({ beginnings, flags }: Assembled, { text, position, count }: Looking): number {
  if (!beginnings) return position
  const isWhole = flags.includes('u')
  let at = position
  while (at < text.length) {
    const code = (isWhole ? text.codePointAt(at) : text.charCodeAt(at)) ?? 0
    const character = isWhole ? String.fromCodePoint(code) : text.charAt(at)
    if (beginnings.some((test) => test(character, code))) break
    at += character.length
  }
  count(((at - position) * (beginnings.length + 1)) / SKIPPED_PER_STEP)
  return at
}

/** Looking whether a match begins at a character takes a fraction of following one. */
const SKIPPED_PER_STEP = 5

function isAt({ flags, isWord }: Assembled, at: Place, { text, place }: { text: string; place: number }): boolean {
  const byLines = flags.includes('m')
  switch (at) {
    case 'start':
      return place === 0 || (byLines && LINE_END.test(text.charAt(place - 1)))
    case 'end':
      return place === text.length || (byLines && LINE_END.test(text.charAt(place)))
    case 'edge':
    case 'no-edge': {
      const isEdge = isWordAt(place - 1) !== isWordAt(place)
      return isEdge === (at === 'edge')
    }
  }

  function isWordAt(index: number): boolean {
    return index >= 0 && index < text.length && isWord(text.charAt(index), text.charCodeAt(index))
  }
}

const LINE_END = /^[\n\r\u2028\u2029]$/u
