import { z } from 'zod'
import { DOCUMENT_FORMATS } from './formats.ts'
import { FAILURE_REASONS } from './parse-failure.ts'
import { HEADING_CHARACTERS, MOST_QUESTIONS, QUESTION_CHARACTERS } from './text/listed-questions.ts'

/*
 * What passes between the server and the child. To the child: one line of JSON, then the file's bytes to the end. From
 * the child: the word `ready`, then one JSON value to the end. Where the request says that the child stays, another may
 * follow the file's bytes, and each value is a line. The child is believed nothing: the shape is checked here, and what
 * its spans say in `child-process.ts`.
 */

export const Request = z.strictObject({
  name: z.string(),
  mediaType: z.string().nullable(),
  bytes: z.number(),
  stays: z.boolean(),
  limits: z.strictObject({
    fileBytes: z.number(),
    unpackedBytes: z.number(),
    unpackedRatio: z.number(),
    pages: z.number(),
    textCharacters: z.number(),
    timeMs: z.number(),
    memoryMb: z.number(),
  }),
})
export type Request = z.infer<typeof Request>

const Place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('page'), page: z.int().min(1) }),
  z.strictObject({ kind: z.literal('slide'), slide: z.int().min(1) }),
  z.strictObject({ kind: z.literal('sheet'), sheet: z.string().max(200), row: z.int().min(1) }),
  z.strictObject({ kind: z.literal('row'), row: z.int().min(1) }),
])

const Offset = z.int().min(0)

const Parsed = z.strictObject({
  format: z.enum(DOCUMENT_FORMATS),
  title: z.string().max(500).nullable(),
  text: z.string(),
  places: z.array(z.strictObject({ start: Offset, end: Offset, place: Place })).readonly(),
  findings: z
    .array(
      z.strictObject({
        kind: z.enum([
          'hidden-text',
          'invisible-characters',
          'comment',
          'instruction-like',
          'attachment-skipped',
          'truncated',
          'question-left-out',
          'encoding-unsure',
        ]),
        text: z.string().max(2_100),
        start: Offset.nullable(),
        end: Offset.nullable(),
      }),
    )
    .readonly(),
  metadata: z.record(z.string().max(40), z.string().max(1_000)).readonly(),
  answers: z
    .array(
      z.strictObject({
        question: z.string().min(1).max(QUESTION_CHARACTERS),
        under: z.string().max(HEADING_CHARACTERS).nullable(),
      }),
    )
    .max(MOST_QUESTIONS)
    .readonly(),
})

export const Reply = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), parsed: Parsed }),
  z.strictObject({ ok: z.literal(false), reason: z.enum(FAILURE_REASONS) }),
])
export type Reply = z.infer<typeof Reply>

/** What the child says when it can take a file, before anything else. */
export const READY = 'ready\n'
