import { z } from 'zod'
import type { MessagePart } from '#contract/message.ts'
import type { JsonObject } from '#core/json.ts'

/** What somebody asked where others read it, by the service's name for them. */
export const AskedWhereRead = z.strictObject({ user: z.string().min(1).max(400), text: z.string().min(1).max(1_500) })
export type AskedWhereRead = z.infer<typeof AskedWhereRead>

/** The same as a channel keeps it with the conversation; nothing where it is too long to stand on a button. */
export function keptAsked(asked: AskedWhereRead): JsonObject {
  return AskedWhereRead.safeParse(asked).success ? { asked } : {}
}

/** What is to be answered in private, of a message that says so; null where it says anything else. */
export function toAnswerAlone(parts: readonly MessagePart[], reply: JsonObject | null): AskedWhereRead | null {
  if (!parts.some((part) => part.type === 'own-words' && part.template === 'in-private')) return null
  return AskedWhereRead.safeParse(reply?.['asked']).data ?? null
}
