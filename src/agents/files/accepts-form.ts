import { z } from 'zod'
import type { AcceptedWhere } from '../contract.ts'

const Argument = z.string().min(1)

/**
 * What of a call may hang on untrusted text: `note`, whatever it came from; `{ chosen: id }`, whose value is vouched for, so
 * that such text may only say which; `{ chosen: to, from: people }`, only one of a directory's; `{ words: text, to: user }`,
 * whatever it came from where whom it goes to is vouched for.
 */
export const AcceptsForm = z.array(
  z.union(
    [
      Argument,
      z
        .strictObject({ chosen: Argument, from: Argument.exactOptional() })
        .transform(({ chosen, from }): AcceptedWhere => ({
          argument: chosen,
          where: 'chosen',
          ...(from !== undefined && { from }),
        })),
      z
        .strictObject({ words: Argument, to: Argument })
        .transform(({ words, to }): AcceptedWhere => ({ argument: words, where: 'addressed', to })),
    ],
    'must be an argument, { chosen: id }, { chosen: to, from: people } or { words: text, to: user }',
  ),
)

/** The two kinds apart: those that hold always, and those that hold of some values. */
export function acceptedOf(accepts: z.infer<typeof AcceptsForm>): {
  readonly accepts: readonly string[]
  readonly acceptsWhere?: readonly AcceptedWhere[]
} {
  const where = accepts.filter((each) => typeof each !== 'string')
  return {
    accepts: accepts.filter((each) => typeof each === 'string'),
    ...(where.length > 0 && { acceptsWhere: where }),
  }
}
