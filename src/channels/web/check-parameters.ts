import { AppError } from '#core/errors.ts'
import { nearest } from '#text/nearest.ts'
import type { Route } from './route.ts'

/**
 * Refuses what stands in the query of a request to the API and would change nothing there: a filter that is overlooked
 * answers with everything. Throws `unknown-parameter`, and `repeated-parameter` where only one of two would count.
 */
export function checkParameters({ path, schemas }: Route, query: Readonly<Record<string, readonly string[]>>): void {
  // A page may be led to with words that are for others.
  if (!path.startsWith('/v1/')) return
  const known = Object.keys(schemas.query.shape)
  for (const [name, values] of Object.entries(query)) {
    if (!known.includes(name)) throw unknown(name, known)
    if (values.length > 1) {
      throw refused('repeated-parameter', `The parameter ${name} may be given once.`, { parameter: name })
    }
  }
}

function unknown(name: string, known: readonly string[]): AppError {
  const likeIt = nearest(name, known) ?? known.find((one) => one.toLowerCase().startsWith(name.toLowerCase())) ?? null
  const text = [
    `This route doesn’t know the parameter ${JSON.stringify(name)}.`,
    ...(likeIt === null ? [] : [`Did you mean ${likeIt}?`]),
    known.length === 0 ? 'It takes none.' : `It knows ${known.join(', ')}.`,
  ]
  return refused('unknown-parameter', text.join(' '), { parameter: name, nearest: likeIt, known })
}

function refused(code: string, text: string, details: Readonly<Record<string, unknown>>): AppError {
  return new AppError(text, { code, status: 400, details })
}
