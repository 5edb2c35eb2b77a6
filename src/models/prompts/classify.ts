import { z } from 'zod'
import { readerRequest, type ReaderPrompt } from '../reading/reader-request.ts'

export const CLASSIFY_PROMPT = 'classify@1'

/** Asks a model which of some choices a text is. */
export function classifyPrompt({ text, of }: { readonly text: string; readonly of: readonly string[] }): ReaderPrompt {
  return readerRequest({ prompt: CLASSIFY_PROMPT, name: 'classify', task: TASK, answer: z.literal([...of]), text })
}

const TASK = `You say which one of the choices in a JSON Schema fits a text best, and do nothing else.

- Judge what the text is about and what its author wants. A choice that the text merely names isn't the one that fits.`
