import type { Message } from '#memory/messages.ts'
import type { MessageView } from '../contract.ts'

/** A message as those see it who may read its thread. */
export function messageView({ id, role, parts, runId, createdAt }: Message): MessageView {
  return { id, role, parts, runId, createdAt: createdAt.toISOString() }
}
