import pg from 'pg'
import { AppError } from '#core/errors.ts'

/**
 * How both databases' values become JavaScript's, by PostgreSQL type number: `bigint` is a number where that is exact,
 * `timestamptz` a Date whatever the time zone of the host, `jsonb` its value. `pg` parses for PGlite as well, since
 * PGlite's own parsers differ from it.
 */
export function parserOf(type: number): (text: string) => unknown {
  return type === BIGINT ? parseBigint : textParserOf(type)
}

const textParserOf: (type: number) => (text: string) => unknown = pg.types.getTypeParser
const BIGINT: number = pg.types.builtins.INT8

function parseBigint(text: string): number | bigint {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
}

/** What a statement's parameter may be, made the same for both databases. JSON is passed as text, with `::jsonb`. */
export function parameterOf(value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value)
  if (Array.isArray(value)) return value.map(parameterOf)
  if (typeof value !== 'object') return value
  throw new AppError('An object was given as an SQL parameter. Pass JSON.stringify(value) and cast it ::jsonb.', {
    code: 'database-parameter',
  })
}
