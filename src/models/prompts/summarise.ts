import { z } from 'zod'
import { readerRequest, type ReaderPrompt } from '../reading/reader-request.ts'

export const SUMMARISE_PROMPT = 'summarise@1'

/** The longest summary, in characters. */
export const SUMMARY_LENGTH = 1_000

/** Asks a model for a text in short. */
export function summarisePrompt({ text }: { readonly text: string }): ReaderPrompt {
  const answer = z
    .string()
    .refine((summary) => summary.trim() !== '' && summary.length <= SUMMARY_LENGTH, 'is empty or too long')
  return readerRequest({ prompt: SUMMARISE_PROMPT, name: 'summarise', task: TASK, answer, text })
}

const TASK = `You write one text down in short, and do nothing else.

- At most five sentences of plain text and ${SUMMARY_LENGTH} characters, in the text's own language. No Markdown, no HTML, no links.
- Tell what the text says as what it says ("the author asks for …"), and add nothing.`
