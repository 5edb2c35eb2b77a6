import { z } from 'zod'
import type { OwnerRule } from '../contract.ts'
import { Name } from './agent-file.ts'

const ATTRIBUTES = ['principal.id', 'principal.email'] as const
const TOOL = z.string().regex(/^[a-z][a-z0-9]*\/\S+$/, 'must be a tool such as shop/orders.get')

/** Dots and `[]` for every element: `customer.email`, `items[].sku`, `[].id`. */
export const FieldPath = z
  .string()
  .regex(
    /^(?:\[\]|[^\s.[\]*]+(?:\[\])*)(?:\.(?:\[\]|[^\s.[\]*]+(?:\[\])*))*$/,
    'must be a path such as customer.email or items[].sku',
  )

const OwnerYaml = z.strictObject({
  result: FieldPath.optional(),
  each: z.string().optional(),
  arg: z.string().optional(),
  is: z.enum(ATTRIBUTES).optional(),
  from: TOOL.optional(),
  unless: z.array(Name).default([]),
})

/** `owner:` in tools.yaml, in each of its forms but `none`. */
export const OwnerForm = OwnerYaml.transform((form, context): OwnerRule => {
  const { result, each, arg, is, from, unless } = form
  const issue = (message: string, path?: string) => {
    context.addIssue({ code: 'custom', input: form, message, path: path === undefined ? [] : [path] })
    return z.NEVER
  }
  if (arg !== undefined && from !== undefined) {
    if (is !== undefined || each !== undefined)
      return issue('must have either "is" or "from"', is === undefined ? 'each' : 'is')
    return { kind: 'from', argument: arg, tool: from, path: result ?? null, unless }
  }
  if (from !== undefined) return issue('is missing: which argument must equal what that tool returned', 'arg')
  if (arg !== undefined && result !== undefined) return issue('can’t stand beside "arg" without "from"', 'result')
  if (is === undefined) return issue('is missing: principal.id or principal.email', 'is')
  if (arg !== undefined) return { kind: 'argument', argument: arg, is, unless }
  if (result === undefined) return issue('must say what is the owner’s: a field of the result, or an argument (arg)')
  if (each !== undefined && !/^(?:[^\s.[\]]+\.)*(?:[^\s.[\]]+)?\[\]$/.test(each)) {
    return issue('must end with [], such as "[]" for a list or items[]', 'each')
  }
  if (result.includes('[]')) return issue('must be one field of the result; say which list with "each"', 'result')
  return { kind: 'result', each: each ?? null, path: result, is, unless }
})
