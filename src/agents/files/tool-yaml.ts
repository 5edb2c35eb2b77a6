import { z } from 'zod'
import { fieldParts } from '#plan-language/values/field-path.ts'
import { DataClass } from '#core/data-class.ts'
import { Duration } from '../yaml/amounts.ts'
import { TotalForm, WordsForm } from '../argument-words.ts'
import { AcceptsForm } from './accepts-form.ts'
import { ErrorsForm, NoneForm, NothingForm } from './error-code-forms.ts'
import { TimeZone } from '../time-zone.ts'
import { Json } from '#core/json.ts'

const TrustPath = z
  .string()
  .refine(
    (path) => fieldParts(path) !== null,
    'must be a path such as total, items[].sku, *, people.*.role or "a key with a dot."',
  )
const Argument = z.string().min(1)

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
const CompensateForm = z.strictObject({
  tool: z.string().min(1),
  args: z.record(z.string().min(1), Source).default({}),
})

/** A tool's entry in tools.yaml. */
export const ToolYaml = z.strictObject({
  effect: z.enum(['read', 'write']),
  title: z.string().trim().min(1).max(200).optional(),
  noun: z.string().trim().min(1).max(40).optional(),
  words: WordsForm.default({}),
  total: TotalForm.optional(),
  examples: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
  usual: z.record(Argument, z.union([z.string().max(100), z.number(), z.boolean()])).default({}),
  follows: z.string().min(1).optional(),
  owner: z.unknown().optional(),
  why: z.string().trim().min(1).optional(),
  trust: z
    .strictObject({
      trusted: z.array(TrustPath).default([]),
      untrusted: z.array(TrustPath).default([]),
      others: z.literal('untrusted').exactOptional(),
    })
    .optional(),
  money: z
    .record(
      Argument,
      z.strictObject({
        currency: Argument,
        unit: z.enum(['minor', 'major']).default('minor'),
        as: z.literal('number').exactOptional(),
      }),
    )
    .default({}),
  idempotencyKey: Argument.optional(),
  keyLives: Duration.optional(),
  idempotent: z.boolean().default(false),
  timeout: Duration.optional(),
  retries: z.int().min(0).max(5).default(0),
  nothing: NothingForm.optional(),
  none: NoneForm.optional(),
  errors: ErrorsForm.optional(),
  sample: Json.optional(),
  zone: TimeZone.optional(),
  consumes: z.literal(true).exactOptional(),
  verify: z.strictObject({ tool: z.string(), by: Argument, settles: Duration }).optional(),
  compensate: CompensateForm.optional(),
  reversible: z.boolean().default(false),
  class: DataClass.default('internal'),
  later: z.array(Argument).default([]),
  accepts: AcceptsForm.default([]),
  edit: z.array(Argument).default([]),
  acknowledged: z.boolean().default(false),
})
export type ToolYaml = z.infer<typeof ToolYaml>
