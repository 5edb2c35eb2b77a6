import { z } from 'zod'

/**
 * A stretch of an answer's text while it is being written: whole sentences, each verified. No event of record: it has no
 * `seq`, isn't stored and may be lost; `message-completed` says all. What stood at `offset` and after is replaced.
 */
export const TextDelta = z
  .object({
    type: z.literal('text-delta'),
    threadId: z.uuid(),
    runId: z.uuid(),
    messageId: z.uuid().describe('The message that will be completed.'),
    answers: z.array(z.uuid()).readonly().describe('The messages that it will answer.'),
    offset: z.int().min(0).describe('Where it stands in the text of the message, in UTF-16 units.'),
    text: z.string(),
  })
  .meta({
    id: 'TextDelta',
    description:
      'What an answer says while it is being written, in whole sentences, each found to stand in the documents; comes between the events of a stream. It has no `seq`, is not stored and may be lost; `message-completed` of the same message says all. Text that stood at `offset` and after is replaced.',
  })
export type TextDelta = Readonly<z.infer<typeof TextDelta>>

/** Told with a `DeltaNotice` as JSON. */
export const DELTA_CHANNEL = 'parley_deltas'

/** What processes tell each other. */
export const DeltaNotice = z.object({ tenantId: z.string(), delta: TextDelta })

/** One delta out of two, where the second goes on from the first or begins anew; null where something between is missing. */
export function joined(before: TextDelta | null, next: TextDelta): TextDelta | null {
  if (before?.messageId !== next.messageId || next.offset < before.offset) return next
  const at = next.offset - before.offset
  return at > before.text.length ? null : { ...before, text: before.text.slice(0, at) + next.text }
}
