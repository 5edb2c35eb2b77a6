import { z } from 'zod'

/** What somebody thinks of an answer. */
export const Rating = z.enum(['helpful', 'wrong', 'wrong-source', 'out-of-date'])
export type Rating = z.infer<typeof Rating>
