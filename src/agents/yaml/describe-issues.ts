import { z } from 'zod'
import { nearest } from '#text/nearest.ts'

/** What is wrong with a value, in words for who wrote it. */
export interface DescribedIssue {
  readonly path: readonly PropertyKey[]
  /** The key itself is wrong, and not what stands under it. */
  readonly isKey: boolean
  readonly message: string
  readonly hint: string | null
}

/**
 * Parses by a schema. Messages that begin with "must" or "is" speak of the key they are at, so schemas' own messages are
 * written like that too.
 */
export function describeIssues<T>(
  schema: z.ZodType<T>,
  value: unknown,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly DescribedIssue[] } {
  const knownKeys = new Map<string, readonly string[]>()
  const parsed = schema.safeParse(value, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') knownKeys.set(placeKey(issue.path), shapeKeys(issue.inst))
      return words(issue)
    },
  })
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, issues: parsed.error.issues.flatMap((issue) => described(issue, knownKeys)) }
}

function described(
  issue: z.core.$ZodIssue,
  knownKeys: ReadonlyMap<string, readonly string[]>,
): readonly DescribedIssue[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys.get(placeKey(issue.path)) ?? []
    return issue.keys.map((key) => {
      const near = nearest(key, known)
      const hint = near === null ? `Known here: ${known.join(', ')}.` : `Did you mean "${near}"?`
      return { path: [...issue.path, key], isKey: true, message: `Unknown key "${key}".`, hint }
    })
  }
  const isKey = issue.code === 'invalid_key'
  const [text = '', hint = null] = (isKey ? (issue.issues[0]?.message ?? issue.message) : issue.message).split('\n')
  const subject = issue.path.at(-1)
  const name = typeof subject === 'number' ? `Item ${subject + 1}` : `"${String(subject)}"`
  const message = !/^(?:must|is|can)\b/.test(text)
    ? text
    : subject === undefined
      ? `The file ${text}`
      : `${name} ${text}`
  return [{ path: issue.path, isKey, message: message.endsWith('.') ? message : `${message}.`, hint }]
}

function words(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing'
      return `must be ${KINDS[String(issue['expected'])] ?? String(issue['expected'])}, not ${kindOf(issue.input)}`
    case 'invalid_value': {
      const values = (Array.isArray(issue['values']) ? issue['values'] : []).map(String)
      const near = typeof issue.input === 'string' ? nearest(issue.input, values) : null
      if (issue.input === undefined) return `is missing: ${anyOf(values)}`
      return `must be ${anyOf(values)}, not ${kindOf(issue.input)}${near === null ? '' : `\nDid you mean "${near}"?`}`
    }
    case 'too_small':
      return issue['origin'] === 'string' || issue['origin'] === 'array'
        ? 'must not be empty'
        : `must be at least ${String(issue['minimum'])}`
    case 'too_big':
      return `must be at most ${String(issue['maximum'])}${issue['origin'] === 'string' ? ' characters' : ''}`
    default:
      return issue.message ?? 'is not what belongs here'
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys',
  record: 'a mapping of keys',
}

// Kinds and short plain values: what a file holds may be a secret in the wrong place, so texts aren't repeated at length.
function kindOf(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  if (typeof value === 'string') return value.length <= 24 ? `"${value}"` : 'this text'
  return String(value)
}

function anyOf(values: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(values)
}

function shapeKeys(schema: unknown): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

function placeKey(path: readonly PropertyKey[] | undefined): string {
  return JSON.stringify((path ?? []).map(String))
}
