import { AppError } from '#core/errors.ts'

/** What the database, or the way to it, said, as an error of ours. One that is ours already stays as it is. */
export function databaseError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const { code, constraint } = facts(error)
  const kind = KINDS.find(({ codes }) => codes.test(code)) ?? OTHER
  return new AppError(kind.message, {
    code: kind.code,
    status: kind.status,
    retryable: kind.retryable,
    cause: error,
    details: { sqlState: code, ...(constraint === '' ? {} : { constraint }) },
  })
}

/** What the database said, as an SQLSTATE; `''` where it said nothing. */
export function sqlStateOf(error: unknown): string {
  return facts(error).code
}

/** Whether the session itself is lost and must not return to the pool. */
export function isConnectionLost(error: unknown): boolean {
  return databaseError(error).code === 'database-unavailable'
}

/** Whether a unique key refused a row; `constraint` names the key. */
export function isConflict(error: unknown, constraint: string): boolean {
  return error instanceof AppError && error.code === 'database-conflict' && error.details.constraint === constraint
}

interface Kind {
  readonly codes: RegExp
  readonly code: string
  readonly status: number
  readonly retryable: boolean
  readonly message: string
}

// By SQLSTATE (PostgreSQL's appendix A), or the code of a system call or of the client where there is none.
const KINDS: readonly Kind[] = [
  {
    codes: /^PY001$/,
    code: 'lease-lost',
    status: 500,
    retryable: false,
    message: 'Another worker has taken this run over, or it was cancelled.',
  },
  {
    codes: /^PY002$/,
    code: 'not-as-supposed',
    status: 500,
    retryable: true,
    message: 'Something changed in the database meanwhile. Nothing was stored.',
  },
  {
    codes: /^PY003$/,
    code: 'steps-open',
    status: 500,
    retryable: false,
    message: 'A run was to end while nobody has said how one of its steps ended. It goes on.',
  },
  {
    codes: /^23505$/,
    code: 'database-conflict',
    status: 409,
    retryable: false,
    message: 'Something with this key exists already.',
  },
  {
    codes: /^23503$/,
    code: 'database-reference',
    status: 409,
    retryable: false,
    message: 'A row refers to something that does not exist.',
  },
  {
    codes: /^(?:22021|22P05)$/,
    code: 'text-not-storable',
    status: 400,
    retryable: false,
    message: 'The text holds characters that cannot be stored, such as U+0000. Remove them and send it again.',
  },
  {
    codes: /^42501$/,
    code: 'database-forbidden',
    status: 500,
    retryable: false,
    message: 'The database refused a row or table to this tenant or role.',
  },
  {
    codes: /^(?:40001|40P01|55P03)$/,
    code: 'database-contention',
    status: 503,
    retryable: true,
    message: 'Two changes met in the database. Try again.',
  },
  {
    codes: /^57014$/,
    code: 'database-timeout',
    status: 503,
    retryable: true,
    message: 'The database took too long to answer. Try again.',
  },
  {
    codes: /^(?:53100|ENOSPC)$/,
    code: 'database-full',
    status: 507,
    retryable: true,
    message: 'The disk of the database is full. Make room; what was stored is safe.',
  },
  {
    codes: /^28...$/,
    code: 'database-unavailable',
    status: 503,
    retryable: true,
    message: 'The database refuses the user or the password. Check DATABASE_URL.',
  },
  {
    codes: /^3D000$/,
    code: 'database-unavailable',
    status: 503,
    retryable: true,
    message: 'There is no database of that name. Check DATABASE_URL, or make it with createdb.',
  },
  {
    codes: /^(?:08...|57P..|53...|E[A-Z]+|connection-lost)$/,
    code: 'database-unavailable',
    status: 503,
    retryable: true,
    message: 'The database cannot be reached. Check DATABASE_URL and that PostgreSQL runs; then try again.',
  },
]

const OTHER: Kind = {
  codes: /^/,
  code: 'database-error',
  status: 500,
  retryable: false,
  message: 'The database refused a statement. The log has its reason.',
}

function facts(error: unknown): { code: string; constraint: string } {
  if (!(error instanceof Error)) return { code: '', constraint: '' }
  if (error instanceof AggregateError && error.errors.length > 0) return facts(error.errors[0])
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : ''
  return { code: code === '' && CONNECTION_LOST.test(error.message) ? 'connection-lost' : code, constraint }
}

// `pg` gives these no code: a session that ended under a statement, was found dead, or whose stream is out of step.
const CONNECTION_LOST =
  /^Connection terminated|not queryable|Client was closed|timeout exceeded|timeout expired|^[Rr]eceived (?:unexpected|invalid)|PGlite is clos/
