import { z } from 'zod'
import type { ToolDeclaration } from '../contract.ts'

/** A server's code for an error: a word, or a whole number. */
const ErrorCode = z.union([z.string().trim().min(1).max(200), z.int().transform(String)])
const ErrorCodes = z.array(ErrorCode).min(1).max(100)
/** Where a code stands in structured content. */
const CodePlace = z
  .string()
  .regex(/^[^\s.[\]*]+(?:\.[^\s.[\]*]+)*$/, 'must be a path such as code or error.code')
  .transform((path) => path.split('.'))

/** Where it stands unless somebody says otherwise. */
const AT_CODE = ['code']

/** `nothing: any`, `nothing: [not_found]` or `nothing: { at: error.code, codes: [not_found] }`. */
export const NothingForm = z.union(
  [
    z.literal('any').transform((): Nothing => ({ at: AT_CODE, codes: 'any' })),
    ErrorCodes.transform((codes): Nothing => ({ at: AT_CODE, codes })),
    z.strictObject({ at: CodePlace, codes: ErrorCodes }),
  ],
  'must be any, a list of error codes, or { at: error.code, codes: [not_found] }',
)

type Nothing = NonNullable<ToolDeclaration['nothing']>

/**
 * What of a read means that there is none: `none: { error: not_found }`, of several `{ error: [not_found, gone] }`, all of
 * its errors `{ error: any }`, the code at another place `{ at: error.code, error: … }`; or `none: empty`, an answer with
 * nothing in it.
 */
export const NoneForm = z.union(
  [
    z.literal('empty'),
    z
      .strictObject({ at: CodePlace.default(AT_CODE), error: z.union([ErrorCodes, ErrorCode]) })
      .transform(({ at, error }): None =>
        error === 'any' ? { at, codes: 'any' } : { at, codes: typeof error === 'string' ? [error] : error },
      ),
  ],
  'must be empty, { error: not_found }, { error: any } or { at: error.code, error: [not_found] }',
)

type None = NonNullable<ToolDeclaration['none']>

/** `errors: [rate_limited, not_yet]` of a read, or `{ at: error.code, codes: [rate_limited] }`: those that a planner is told. */
export const ErrorsForm = z.union(
  [
    ErrorCodes.transform((codes): Told => ({ at: AT_CODE, codes })),
    z.strictObject({ at: CodePlace, codes: ErrorCodes }),
  ],
  'must be a list of error codes, or { at: error.code, codes: [rate_limited] }',
)

type Told = NonNullable<ToolDeclaration['errors']>
