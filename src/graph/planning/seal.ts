import { z } from 'zod'
import type { Json } from '#json.ts'
import type { SealedPlan } from '#plan/digest.ts'

const Seal: z.ZodType<SealedPlan> = z.object({
  digest: z.string(),
  fields: z.record(z.string(), z.string()),
  salts: z.record(z.string(), z.string()),
})

/** A plan's seal as stored. */
export function parseSeal(stored: Json): SealedPlan {
  return Seal.parse(stored)
}
