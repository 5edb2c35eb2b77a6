import { z } from 'zod'

/** What search looks for, or a source begins with: a text, in the characters that texts have. */
export function queryText(mostCharacters: number) {
  return z
    .string()
    .min(1)
    .max(mostCharacters)
    .refine((text) => !text.includes('\0') && text.isWellFormed(), 'holds characters that no text has')
}
