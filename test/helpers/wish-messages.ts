import type { AskedAround } from '#planning/intent/asked-steps.ts'

/** What somebody typed for one wish, oldest first. */
export function messagesOf(...typed: readonly string[]): AskedAround['messages'] {
  return typed.map((text, index) => ({
    typed: text,
    said: ({ start, end }) => ({ messageId: String(index), start, end, text: text.slice(start, end) }),
  }))
}
