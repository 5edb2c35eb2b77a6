import type { AroundRequest } from '#planning/intent/requested-steps.ts'

/** What somebody typed for one wish, oldest first. */
export function messagesOf(...typed: readonly string[]): AroundRequest['messages'] {
  return typed.map((text, index) => ({
    typed: text,
    said: ({ start, end }) => ({ messageId: String(index), start, end, text: text.slice(start, end) }),
  }))
}
