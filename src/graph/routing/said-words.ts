import { screenMessage, type TypedLine } from '#guardrails/screen-message.ts'
import type { SaidWords } from '#intent.ts'
import type { TurnRecord } from '../read-turn.ts'
import type { Span } from './slots/span.ts'

/** A stretch of what was typed, as it stands in the message itself. Where somebody else's words stand in between, it ends. */
export function saidWords({ message }: Pick<TurnRecord, 'message'>, { start, end }: Span): SaidWords | null {
  const [first, ...others] = screenMessage(message.text).typedLines.filter(
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
  return { messageId: message.id, ...place, text: message.text.slice(place.start, place.end) }
}

function endOf({ at, length }: TypedLine): number {
  return at + length
}
