import { z } from 'zod'
import { CAME, NEEDED } from '#core/came.ts'
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
  came: z.enum(CAME),
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
