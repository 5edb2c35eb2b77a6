import { z } from 'zod'
import type { Json, JsonObject } from '#core/json.ts'

/** Ids are UUIDs. Anything else in a path is no thing's id, and answered like one that no thing has. */
export const Id = z.uuid().meta({ description: 'A UUID.' })

/** A moment as ISO 8601 writes it, in UTC. */
export const Moment = z.string().meta({ description: 'A moment, ISO 8601.', examples: ['2026-08-04T09:30:00.000Z'] })

/** Somebody, as others are shown them. */
export const Person = z.object({ id: z.string(), name: z.string() })

/** What a document is handed in with, and found by. In a query or a form as JSON. */
export const Metadata = z.preprocess(
  (value) => (typeof value === 'string' ? parsedJson(value) : value),
  z
    .record(
      z.string().regex(/^[a-z][\w.-]{0,49}$/i, 'must be a letter and up to 49 letters, digits, "_", "." and "-"'),
      z
        .string()
        .min(1)
        .max(200)
        .refine(
          (text) => text.isWellFormed() && !/[\0\r\n]/.test(text),
          'must be one line of characters that a text has',
        ),
    )
    .refine((pairs) => Object.keys(pairs).length <= 20, 'must be 20 pairs at most'),
)

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A body is parsed as strict JSON before any schema sees it, so whatever is there is JSON. */
export const AnyJson: z.ZodType<Json, Json> = z
  .custom<Json>((value) => value !== undefined, 'must be there')
  .meta({ id: 'AnyJson', description: 'Any JSON value.' })

export const AnyJsonObject: z.ZodType<JsonObject, JsonObject> = z
  .custom<JsonObject>((value) => typeof value === 'object', 'must be an object')
  .meta({ id: 'AnyJsonObject', description: 'Any JSON object.', type: 'object' })

/** A day or a moment in a query string. */
export const When = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

/** The moment that is meant; of a day its beginning, in UTC. */
export function momentOf(when: string | null | undefined): Date | null {
  return when == null ? null : new Date(when)
}

/** A number of rows in a query string. */
export function limitUpTo(most: number, usual: number): z.ZodDefault<z.ZodCoercedNumber<number>> {
  return z.coerce.number<number>().int().min(1).max(most).default(usual)
}

/** One line or more of text that someone wrote, with a bound that keeps a card readable. */
export function textUpTo(characters: number): z.ZodString {
  return z.string().min(1).max(characters)
}

/** What search looks for, or a source begins with: a text, in the characters that texts have. */
export function queryText(mostCharacters: number) {
  return z
    .string()
    .min(1)
    .max(mostCharacters)
    .refine((text) => !text.includes('\0') && text.isWellFormed(), 'holds characters that no text has')
}
