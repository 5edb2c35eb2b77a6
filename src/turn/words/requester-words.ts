import { screenMessage, type TypedLine } from '#guardrails/screening/screen-message.ts'
import type { SaidWords } from '#core/intent.ts'
import type { TurnRecord } from '../read-turn.ts'
import type { Span } from '#dialogue/span.ts'

/** A stretch of what was typed, as it stands in the message itself. Where somebody else's words stand in between, it ends. */
export function requesterWords(
  { message, screening }: Pick<TurnRecord, 'message' | 'screening'>,
  { start, end }: Span,
): SaidWords | null {
  const [first, ...others] = screenMessage(message.text, screening).typedLines.filter(
    ({ from, length }) => from < end && start < from + length,
  )
  if (!first) return null
  let last = first
  for (const line of others) {
    if (message.text.slice(endOf(last), line.at).trim() !== '') break
    last = line
  }
  const place = {
    start: first.at + Math.max(0, start - first.from),
    end: Math.min(endOf(last), last.at + end - last.from),
  }
  return inItsMessage(message, place)
}

// Of what goes on in the next message, the words of the first.
function inItsMessage({ id, text, joined }: TurnRecord['message'], { start, end }: Span): SaidWords {
  const index = joined.findLastIndex(({ at }) => at <= start)
  const { id: messageId, at } = joined[index] ?? { id, at: 0 }
  // Before the next stands the line break that joins them.
  const last = Math.min(end, (joined[index + 1]?.at ?? Infinity) - 1)
  return { messageId, start: start - at, end: last - at, text: text.slice(start, last) }
}

function endOf({ at, length }: TypedLine): number {
  return at + length
}
