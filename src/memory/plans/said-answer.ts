import { z } from 'zod'
import { ParsedJsonObject } from '#core/json.ts'

/** What a tool answered beside its value, and why that can't be used where it can't. All of it is anybody's. */
export const SaidAnswer = z.object({
  text: z.string().nullable(),
  parts: z.array(ParsedJsonObject).readonly(),
  unusable: z.string().exactOptional(),
})
export type SaidAnswer = z.infer<typeof SaidAnswer>
