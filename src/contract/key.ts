import { z } from 'zod'
import { Moment, textUpTo } from './fields.ts'
import { Scope } from '#core/principal.ts'
import { operation } from './endpoint.ts'

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

export const createKey = operation({
  method: 'POST',
  path: '/v1/keys',
  actions: ['key.create'],
  summary: 'Make an API key',
  body: NewKey,
  status: 201,
  success: 'The key. It is shown this once.',
  result: CreatedKey,
  problems: [
    { status: 403, code: 'wrong-role', when: 'you aren’t an operator' },
    { status: 403, code: 'key-exceeds-maker', when: 'a program asks for scopes or roles that it doesn’t have itself' },
    { status: 422, code: 'key-scopes-conflict', when: 'one key would both ask for plans and decide on them' },
  ],
})

export const listKeys = operation({
  method: 'GET',
  path: '/v1/keys',
  actions: ['key.list'],
  summary: 'List the API keys',
  success: 'The keys without their secrets.',
  result: z.object({ keys: z.array(KeyView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you aren’t an operator' }],
})

export const revokeKey = operation({
  method: 'DELETE',
  path: '/v1/keys/{keyId}',
  actions: ['key.revoke'],
  summary: 'Revoke an API key',
  params: z.object({ keyId: z.string().regex(/^[\w-]{1,64}$/) }),
  status: 204,
  success: 'It lets nobody in any more.',
  problems: [{ status: 403, code: 'wrong-role', when: 'you aren’t an operator' }],
})
