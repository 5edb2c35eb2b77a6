import { z } from 'zod'

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `5s`, `24h`, `90m`, `500ms`, `30d`, in milliseconds. */
export const Duration = z.unknown().transform((value, context) => {
  const match = typeof value === 'string' ? /^(\d{1,6})\s?(ms|s|m|h|d)$/.exec(value) : null
  if (match) return Number(match[1]) * (MILLISECONDS[match[2] ?? ''] ?? 0)
  return wrong(value, context, 'must be a duration such as 5s, 90m or 24h')
})

/** `20/s` or `600/m`, for each second. */
export const Rate = z.unknown().transform((value, context) => {
  const match = typeof value === 'string' ? /^(\d{1,6})\s?\/\s?(s|m|h)$/.exec(value) : null
  const perSecond = match ? Number(match[1]) / ((MILLISECONDS[match[2] ?? ''] ?? 0) / 1_000) : 0
  return perSecond > 0 ? perSecond : wrong(value, context, 'must be a rate such as 20/s or 600/m')
})

/** `0.20 USD`, as whole cents. */
export const Cost = z.unknown().transform((value, context) => {
  const match = typeof value === 'string' ? /^(\d{1,9})(?:\.(\d{1,2}))? ([A-Z]{3})$/.exec(value) : null
  const [, whole = '', fraction = '', currency = ''] = match ?? []
  if (match) return { minor: Number(whole + fraction.padEnd(2, '0')), currency }
  return wrong(value, context, 'must be an amount such as 0.20 USD')
})

/** `2 failed turns`. */
export const FailedTurns = z.unknown().transform((value, context) => {
  const match = typeof value === 'string' ? /^([1-9]\d?) failed turns?$/.exec(value) : null
  return match ? Number(match[1]) : wrong(value, context, 'must be a number of failed turns, such as: 2 failed turns')
})

function wrong(input: unknown, context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', input, message: input === undefined ? 'is missing' : message })
  return z.NEVER
}
