import type { RefusedFor } from './endpoint.ts'

/** Ways to say no that operations of one kind share: those that take a body, values, a query, a caller, a name in the path. */
export const SHARED_PROBLEMS = {
  body: [
    { status: 400, code: 'invalid-json', when: 'the body isn’t JSON that everyone reads alike' },
    { status: 413, code: 'body-too-large', when: 'the body is too large' },
    { status: 415, code: 'unsupported-media-type', when: 'the body isn’t declared as JSON' },
  ],
  values: [{ status: 400, code: 'invalid-request', when: 'a value isn’t what the schema says; `errors` names each' }],
  query: [
    {
      status: 400,
      code: 'unknown-parameter',
      when: 'the query has a parameter that this route doesn’t know; `nearest` is the one it may be meant to be',
    },
    { status: 400, code: 'repeated-parameter', when: 'the query has a parameter twice' },
  ],
  caller: [
    { status: 401, code: 'not-signed-in', when: 'there is no token, or it is unknown, expired or revoked' },
    { status: 403, code: 'scope-missing', when: 'the token lacks the scope' },
  ],
  name: [{ status: 404, code: 'not-found', when: 'there is no such thing, or it isn’t yours to see' }],
} as const satisfies Readonly<Record<string, readonly RefusedFor[]>>
