import { z } from 'zod'
import { CreatedKey, KeyView, NewKey } from './key.ts'
import { endpoint } from './endpoint.ts'

export const createKey = endpoint({
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

export const listKeys = endpoint({
  method: 'GET',
  path: '/v1/keys',
  actions: ['key.list'],
  summary: 'List the API keys',
  success: 'The keys without their secrets.',
  result: z.object({ keys: z.array(KeyView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you aren’t an operator' }],
})

export const revokeKey = endpoint({
  method: 'DELETE',
  path: '/v1/keys/{keyId}',
  actions: ['key.revoke'],
  summary: 'Revoke an API key',
  params: z.object({ keyId: z.string().regex(/^[\w-]{1,64}$/) }),
  status: 204,
  success: 'It lets nobody in any more.',
  problems: [{ status: 403, code: 'wrong-role', when: 'you aren’t an operator' }],
})
