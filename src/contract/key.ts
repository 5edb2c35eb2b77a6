import { z } from 'zod'
import { Moment, textUpTo } from './fields.ts'
import { Scope } from '#core/principal.ts'

const Role = z.string().regex(/^[\w-]{1,64}$/)

export const NewKey = z
  .strictObject({
    name: textUpTo(100),
    roles: z.array(Role).max(50).default([]),
    scopes: z
      .array(Scope)
      .min(1)
      .max(Scope.options.length)
      .describe('What the key may do. `decide` and `operate` only where they are asked for.'),
    expiresAt: z.iso.datetime().nullable().default(null),
  })
  .meta({ id: 'NewKey' })
export type NewKey = z.output<typeof NewKey>

const keyShape = {
  id: z.string(),
  name: z.string(),
  principal: z.string(),
  roles: z.array(z.string()).readonly(),
  scopes: z.array(Scope).readonly(),
  createdAt: Moment,
  expiresAt: Moment.nullable(),
  revokedAt: Moment.nullable(),
}

export const KeyView = z.object(keyShape).meta({ id: 'Key' })
export type KeyView = z.infer<typeof KeyView>

export const CreatedKey = z
  .object({ ...keyShape, key: z.string().describe('The key itself, shown this once.') })
  .meta({ id: 'CreatedKey' })
export type CreatedKey = z.infer<typeof CreatedKey>
