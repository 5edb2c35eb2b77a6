import { z } from 'zod'
import { Json } from '#core/json.ts'

const FROM = /^(result|args)\.([^\s.]+(?:\.[^\s.]+)*)$/

/** `result.id`, `args.orderId`, or `{ value: … }` for what is always the same. */
const Source = z.union([
  z
    .string()
    .regex(FROM, 'must be result.<field>, args.<name> or { value: … }')
    .transform((text) => {
      const [, from = '', path = ''] = FROM.exec(text) ?? []
      return { from: from === 'result' ? ('result' as const) : ('args' as const), path: path.split('.') }
    }),
  z.strictObject({ value: Json }),
])

/** `compensate:` of a write: the write that takes it back, and what that is called with. */
export const CompensateForm = z.strictObject({
  tool: z.string().min(1),
  args: z.record(z.string().min(1), Source).default({}),
})
