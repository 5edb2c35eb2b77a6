import { z } from 'zod'
import type { MessagePart } from '#contract/message.ts'
import type { JsonObject } from '#core/json.ts'

/** What somebody asked where others read it, by the service's name for them. */
export const SharedPlaceQuestion = z.strictObject({
  user: z.string().min(1).max(400),
  text: z.string().min(1).max(1_500),
})
export type SharedPlaceQuestion = z.infer<typeof SharedPlaceQuestion>

/** The same as a channel keeps it with the conversation; nothing where it is too long to stand on a button. */
export function keptQuestion(asked: SharedPlaceQuestion): JsonObject {
  return SharedPlaceQuestion.safeParse(asked).success ? { asked } : {}
}

/** What is to be answered in private, of a message that says so; null where it says anything else. */
export function toAnswerPrivately(parts: readonly MessagePart[], reply: JsonObject | null): SharedPlaceQuestion | null {
  if (!parts.some((part) => part.type === 'own-words' && part.template === 'in-private')) return null
  return SharedPlaceQuestion.safeParse(reply?.['asked']).data ?? null
}
