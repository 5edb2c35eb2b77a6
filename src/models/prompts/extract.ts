import type { JsonObject } from '#core/json.ts'
import { answerSchema, type SchemaFaultCode } from '../reading/answer-schema.ts'
import { readerRequest, type ReaderPrompt } from '../reading/reader-request.ts'

export const EXTRACT_PROMPT = 'extract@1'

export type ExtractPrompt =
  | ({ readonly ok: true } & ReaderPrompt)
  /** The schema isn't one that `extract` takes. */
  | { readonly ok: false; readonly code: SchemaFaultCode }

/** Asks a model to take out of a text what a schema asks for. */
export function extractPrompt({ text, schema }: { readonly text: string; readonly schema: JsonObject }): ExtractPrompt {
  const answer = answerSchema(schema, text)
  if (!answer.ok) return answer
  return {
    ok: true,
    ...readerRequest({ prompt: EXTRACT_PROMPT, name: 'extract', task: TASK, answer: answer.schema, text }),
  }
}

const TASK = `You take out of one text what a JSON Schema asks for, and do nothing else.

- Copy names, numbers and words as they stand in the text, unless a description in the schema says in what form it wants them.`
