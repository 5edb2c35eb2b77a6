import type { z } from 'zod'
import { AppError, notFound } from '#core/errors.ts'
import { pointerToken } from '#core/json-pointer.ts'

export type InputPlace = 'path' | 'query' | 'header' | 'body'

/**
 * What came in, as its schema wants it. Throws `invalid-request` naming every place that is wrong; an id in the path
 * that no thing could have is `not-found` like one that no thing has.
 */
export function parseInput<S extends z.ZodType>(place: InputPlace, schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  if (place === 'path') throw notFound('thing')
  const errors = parsed.error.issues.slice(0, 20).map((issue) => ({
    in: place,
    pointer: issue.path.map((token) => `/${pointerToken(String(token))}`).join(''),
    message: issue.message,
  }))
  throw new AppError(`The request's ${place} isn't what this route takes: ${describe(errors[0])}.`, {
    code: 'invalid-request',
    status: 400,
    details: { errors },
  })
}

function describe(error: { pointer: string; message: string } | undefined): string {
  if (error === undefined) return 'see its description'
  return error.pointer === '' ? error.message : `${error.pointer}: ${error.message}`
}
