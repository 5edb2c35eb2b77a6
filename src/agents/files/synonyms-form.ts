import { z } from 'zod'

/** Letters and digits: anything else is no word of a text, and a group of none would match everything. */
const Word = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/[\p{L}\p{N}]/u, 'must be a word')

/**
 * `synonyms:` of agent.yaml and agent.<language>.yaml: words and turns of phrase that mean the same to whoever asks this
 * agent, a list for each thing. They are searched by and judged by; no plan hangs on them.
 */
export const SynonymsForm = z.array(z.array(Word).min(2).max(30)).max(500)
