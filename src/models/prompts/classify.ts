import { z } from 'zod'
import { readerRequest, type ReaderPrompt } from '../reading/reader-request.ts'

export const CLASSIFY_PROMPT = 'classify@2'

/** Asks a model which of some choices a text is, or which of them answers a question about it. */
export function classifyPrompt({
  text,
  of,
  question,
}: {
  readonly text: string
  readonly of: readonly string[]
  readonly question?: string | undefined
}): ReaderPrompt {
  return readerRequest({
    ...{ prompt: CLASSIFY_PROMPT, name: 'classify', task: TASK, answer: z.literal([...of]), text, question },
    mayKnow: true,
  })
}

const TASK = `You say which one of the choices in a JSON Schema fits a text best, and do nothing else.

- Judge what the text is about and what its author wants. A choice that the text merely names isn't the one that fits.
- Where there is a question about the text, the choice that answers it is the one that fits.`
