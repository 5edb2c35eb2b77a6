import { z } from 'zod'
import { readerRequest, type ReaderPrompt } from '../reading/reader-request.ts'

export const SUMMARISE_PROMPT = 'summarise@2'

/** The longest summary, in characters. */
export const SUMMARY_LENGTH = 1_000

/** Asks a model for a text in short, in its own language or in one that is named. */
export function summarisePrompt({
  text,
  language,
}: {
  readonly text: string
  readonly language?: string | undefined
}): ReaderPrompt {
  const answer = z
    .string()
    .refine((summary) => summary.trim() !== '' && summary.length <= SUMMARY_LENGTH, 'is empty or too long')
  return readerRequest({
    prompt: SUMMARISE_PROMPT,
    name: 'summarise',
    task: taskIn(language ?? "the text's own language"),
    answer,
    text,
  })
}

const taskIn = (language: string) => `You write one text down in short, and do nothing else.

- At most five sentences of plain text and ${SUMMARY_LENGTH} characters, in ${language}. No Markdown, no HTML, no links.
- Tell what the text says as what it says ("the author asks for …"), and add nothing.`
