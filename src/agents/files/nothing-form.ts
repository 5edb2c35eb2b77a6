import { z } from 'zod'
import type { ToolDeclaration } from '../contract.ts'

/** A server's code for an error: a word, or a whole number. */
export const ErrorCode = z.union([z.string().trim().min(1).max(200), z.int().transform(String)])
export const ErrorCodes = z.array(ErrorCode).min(1).max(100)
/** Where a code stands in structured content. */
export const CodePlace = z
  .string()
  .regex(/^[^\s.[\]*]+(?:\.[^\s.[\]*]+)*$/, 'must be a path such as code or error.code')
  .transform((path) => path.split('.'))

/** Where it stands unless somebody says otherwise. */
export const AT_CODE = ['code']

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
