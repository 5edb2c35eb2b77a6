import { z } from 'zod'
import type { ToolDeclaration } from '../contract.ts'
import { AT_CODE, CodePlace, ErrorCode, ErrorCodes } from './nothing-form.ts'

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
