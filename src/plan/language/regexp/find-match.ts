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
  const { steps, slots } = machine
  const none: Match = Array.from({ length: slots }, () => -1)
  const seen = new Uint32Array(steps.length * 2)
  let round = 0
  let best: Match | null = null
  let threads: Thread[] = []
  const isWhole = machine.flags.includes('u')
  for (let position = from; ;) {
    if (threads.length === 0 && best === null) position = toBeginning(machine, { text, position, count })
    round++
    const waiting: Thread[] = []
    // A way that began earlier is preferred, so whoever begins here stands last; once there is a match nobody begins.
    const beginning = best === null ? [{ at: 0, reads: false, slots: none }] : []
    let gone = 0
    for (const thread of [...threads, ...beginning]) {
      const found = follow(thread, position)
      if (!found) continue
      best = found
      break
    }
    count(gone + 1)
    if (position >= text.length || (waiting.length === 0 && best !== null)) return best
    const code = (isWhole ? text.codePointAt(position) : text.charCodeAt(position)) ?? 0
    const character = isWhole ? String.fromCodePoint(code) : text.charAt(position)
    threads = []
    for (const { at, slots: kept } of waiting) {
      const step = steps[at]
      if (step?.do === 'read' && step.test(character, code)) threads.push({ at: at + 1, reads: true, slots: kept })
    }
    position += character.length

    // Follows a way up to its next characters; those are added to `waiting`. Answers with a match that it ends in.
    function follow(thread: Thread, place: number): Match | null {
      const open = [thread]
      for (let next = open.pop(); next; next = open.pop()) {
        const key = next.at * 2 + Number(next.reads)
        if (seen[key] === round) continue
        seen[key] = round
        gone++
        const step = steps[next.at]
        if (!step) continue
        if (step.do === 'found') return next.slots
        if (step.do === 'read') waiting.push(next)
        else for (const way of waysOn(step, next, place)) open.push(way)
      }
      return null
    }
  }

  // The preferred way last, since the last one is followed first.
  function waysOn(step: Exclude<Step, { do: 'read' | 'found' }>, thread: Thread, place: number): readonly Thread[] {
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
