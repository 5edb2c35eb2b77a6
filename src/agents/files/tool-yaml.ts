import { z } from 'zod'
import { fieldParts } from '#core/field-path.ts'
import { DataClass } from '#core/data-class.ts'
import { Duration } from '#core/amounts.ts'
import { AcceptsForm } from './accepts-form.ts'
import { CompensateForm } from './compensate-form.ts'
import { NoneForm } from './none-form.ts'
import { NothingForm } from './nothing-form.ts'
import { TimeZone } from '#core/time-zone.ts'

const TrustPath = z
  .string()
  .refine(
    (path) => fieldParts(path) !== null,
    'must be a path such as total, items[].sku, *, people.*.role or "a key with a dot."',
  )
const Argument = z.string().min(1)

/** A tool's entry in tools.yaml. */
export const ToolYaml = z.strictObject({
  effect: z.enum(['read', 'write']),
  title: z.string().trim().min(1).max(200).optional(),
  noun: z.string().trim().min(1).max(40).optional(),
  examples: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
  usual: z.record(Argument, z.union([z.string().max(100), z.number(), z.boolean()])).default({}),
  owner: z.unknown().optional(),
  why: z.string().trim().min(1).optional(),
  trust: z
    .strictObject({ trusted: z.array(TrustPath).default([]), untrusted: z.array(TrustPath).default([]) })
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
  zone: TimeZone.optional(),
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
