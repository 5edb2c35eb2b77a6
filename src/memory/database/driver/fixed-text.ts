import { sql, type SQL } from 'drizzle-orm'
import { textOf } from './transaction.ts'

/**
 * A part of statements that is the same in all of them, as text: it is put together once, and not for each that is sent.
 * Throws a `TypeError` where it has parameters.
 */
export function fixedText(part: SQL): SQL {
  const { text, params } = textOf(part)
  if (params.length > 0) throw new TypeError('What has parameters isn’t the same in every statement.')
  return sql.raw(text)
}
