import { z } from 'zod'
import { ANSWER_OUTCOMES, NEEDED } from '#core/answer-outcome.ts'
import { ParsedJson, ParsedJsonObject } from '#core/json.ts'

/** What a tool answered beside its value, and why that can't be used where it can't. All of it is anybody's. */
export const ToolTextAnswer = z.object({
  text: z.string().nullable(),
  parts: z.array(ParsedJsonObject).readonly(),
  unusable: z.string().exactOptional(),
})
export type ToolTextAnswer = z.infer<typeof ToolTextAnswer>

/** What a model read in a tool's answer in words. `words` are those of the answer that say so. */
export const ReadAnswer = z.object({
  prompt: z.string(),
  model: z.string(),
  came: z.enum(ANSWER_OUTCOMES),
  words: z.string().nullable(),
  needs: z.enum(NEEDED).nullable(),
})
export type ReadAnswer = z.infer<typeof ReadAnswer>

/** What came of a call that went through. */
export const WentThrough = z.object({
  ok: z.literal(true),
  value: ParsedJson,
  answer: ToolTextAnswer.exactOptional(),
  read: ReadAnswer.exactOptional(),
})

/** The error with which a tool, the protocol or HTTP answered. Its words are anybody's; `code` is null where it has none. */
const SaidError = z.object({
  by: z.enum(['tool', 'protocol', 'http']),
  code: z.string().nullable(),
  text: z.string(),
})
export type SaidError = z.infer<typeof SaidError>

/**
 * What came of a call: the value that a later step may use, or the code of its failure, with the last error that came as an
 * answer while it was tried.
 */
export const EffectOutcome = z.discriminatedUnion('ok', [
  WentThrough,
  z.object({ ok: z.literal(false), code: z.string(), said: SaidError.exactOptional() }),
])
export type EffectOutcome = z.infer<typeof EffectOutcome>
