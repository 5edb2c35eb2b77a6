import type { Rules } from './rules.ts'
import { PLEASE, type Segment } from './segments.ts'

/** What the words before a colon say of those behind it: "Wish: …", "Reason: …"; null where they are no such label. */
export type LineLabel = 'wish' | 'reason'

/**
 * The segments of a line of a form without its label, with what that was: "What I want: refund", "Reason: the wax has no lid".
 * What is wished by its label is asked for as politely as with a "please".
 */
export function withoutLabel(
  segments: readonly Segment[],
  rules: Rules,
): { readonly label: LineLabel | null; readonly own: readonly Segment[] } {
  const [first, second, ...others] = segments
  const label = first && second?.isApart === true ? labelOf(first, rules) : null
  if (label === null || !second) return { label: null, own: segments }
  const begun = { ...second, joint: 'begins' } as const
  if (label === 'reason') return { label, own: [begun, ...others] }
  const line = second.line.includes(`${PLEASE} `) ? second.line : `${PLEASE} ${second.line}`
  return { label, own: [{ ...begun, line }, ...others] }
}

function labelOf({ line }: Segment, { wishLabels, reasonLabels }: Rules): LineLabel | null {
  const words = line.trim()
  if (wishLabels.has(words)) return 'wish'
  return reasonLabels.has(words) ? 'reason' : null
}
