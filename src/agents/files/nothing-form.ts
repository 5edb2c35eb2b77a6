import { z } from 'zod'
import type { ToolDeclaration } from '../contract.ts'

/** A server's code for an error: a word, or a whole number. */
const ErrorCode = z.union([z.string().trim().min(1).max(200), z.int().transform(String)])
const Codes = z.array(ErrorCode).min(1).max(100)
const Place = z
  .string()
  .regex(/^[^\s.[\]*]+(?:\.[^\s.[\]*]+)*$/, 'must be a path such as code or error.code')
  .transform((path) => path.split('.'))

const AT_CODE = ['code']

/** `nothing: any`, `nothing: [not_found]` or `nothing: { at: error.code, codes: [not_found] }`. */
export const NothingForm = z.union(
  [
    z.literal('any').transform((): Nothing => ({ at: AT_CODE, codes: 'any' })),
    Codes.transform((codes): Nothing => ({ at: AT_CODE, codes })),
    z.strictObject({ at: Place, codes: Codes }),
  ],
  'must be any, a list of error codes, or { at: error.code, codes: [not_found] }',
)

type Nothing = NonNullable<ToolDeclaration['nothing']>
