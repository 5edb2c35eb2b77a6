import type { SpeechAct } from '../speech-act.ts'
import type { Rules } from './rules.ts'
import { stemsIn, wordIn, type Segment } from './segments.ts'

interface Acting {
  readonly act: SpeechAct
  readonly segment: Segment
}

/** What a message asks for. “Cancel” by itself takes back nothing but an order, where nothing else was asked for. */
export function askedIn(all: readonly Acting[], rules: Rules): readonly Segment[] {
  const isAsked = ({ act, segment }: Acting) =>
    act === 'request' || (act === 'cancellation' && isUndoing(segment, rules))
  return all.filter(isAsked).map(({ segment }) => segment)
}

/** Whether words point at what was said before, rather than at a thing: "it", "that". */
export function points({ line }: Segment, { pointing, consequences }: Rules): boolean {
  const [first = '', ...rest] = line.split(' ')
  return wordIn(consequences.has(first) ? rest.join(' ') : line, pointing) !== null
}

/** Whether they are for giving something back: a thing, its money, or the whole purchase. */
export function givesBack(segment: Segment, { givingBack }: Rules): boolean {
  return stemsIn(segment, givingBack).length > 0
}

/** Whether they are for a deed that takes something back itself. */
export function isUndoing(segment: Segment, { undoings }: Rules): boolean {
  return stemsIn(segment, undoings).length > 0
}
