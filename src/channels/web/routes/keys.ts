import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { CreatedKey, KeyView, NewKey } from '#contract/key.ts'

export const createKey = protectedRoute({
  method: 'POST',
  path: '/v1/keys',
  scopes: ['operate'],
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
  handle: async ({ principal, body, services }) => await services.operations.createKey(principal, body),
})

export const listKeys = protectedRoute({
  method: 'GET',
  path: '/v1/keys',
  scopes: ['operate'],
  summary: 'List the API keys',
  success: 'The keys without their secrets.',
  result: z.object({ keys: z.array(KeyView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you aren’t an operator' }],
  handle: async ({ principal, services }) => ({ keys: await services.operations.listKeys(principal) }),
})

export const revokeKey = protectedRoute({
  method: 'DELETE',
  path: '/v1/keys/{keyId}',
  scopes: ['operate'],
  summary: 'Revoke an API key',
  params: z.object({ keyId: z.string().regex(/^[\w-]{1,64}$/) }),
  status: 204,
  success: 'It lets nobody in any more.',
  problems: [{ status: 403, code: 'wrong-role', when: 'you aren’t an operator' }],
  handle: async ({ principal, params, services }) => await services.operations.revokeKey(principal, params.keyId),
})
