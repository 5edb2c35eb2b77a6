import type { Message } from '#memory/threads/messages.ts'
import type { Part } from '#memory/threads/part.ts'
import type { MessageView } from '#contract/message.ts'
import type { PlanCard } from '#contract/plan.ts'

/** A message before the plans in it are read for whoever reads it. */
export type PlainMessage = Omit<MessageView, 'parts'> & { readonly parts: readonly Part[] }

/** A message as those see it who may read its thread, but for the plans in it. */
export function plainMessage(message: Message): PlainMessage {
  const { id, role, parts, runId, answers, createdAt, isComplete, principalId, name } = message
  const by = role === 'person' && principalId !== null ? { id: principalId, name: name ?? principalId } : null
  return { id, role, by, parts, runId, answers, createdAt: createdAt.toISOString(), isComplete }
}

/** The same with the cards of its plans, by their ids. One that isn't there isn't its reader's to see. */
export function messageView(message: PlainMessage, cards: ReadonlyMap<string, PlanCard>): MessageView {
  return {
    ...message,
    parts: message.parts.map((part) =>
      part.type === 'plan' ? { ...part, plan: cards.get(part.planId) ?? null } : part,
    ),
  }
}
