import type { z } from 'zod'
import type { Principal } from '#core/principal.ts'
import * as availability from './availability.ts'
import * as desk from './desk.ts'
import * as documents from './document-endpoints.ts'
import * as feedback from './feedback.ts'
import * as handOvers from './hand-over.ts'
import * as keys from './key.ts'
import * as knowledge from './knowledge.ts'
import * as links from './link.ts'
import * as ownThreads from './conversation-list.ts'
import * as persons from './person.ts'
import * as plans from './plan-endpoints.ts'
import * as presence from './presence.ts'
import * as policy from './policy-diff.ts'
import * as rules from './rule.ts'
import * as runs from './run.ts'
import * as threads from './thread.ts'
import * as tools from './tool.ts'
import type { Endpoint, ServedEndpoint } from './endpoint.ts'

const SUBJECTS = {
  ...threads,
  ...ownThreads,
  ...availability,
  ...presence,
  ...runs,
  ...plans,
  ...policy,
  ...rules,
  ...knowledge,
  ...documents,
  ...feedback,
  ...handOvers,
  ...desk,
  ...keys,
  ...links,
  ...persons,
  ...tools,
}

type Served = {
  readonly [
    Name in keyof typeof SUBJECTS as (typeof SUBJECTS)[Name] extends ServedEndpoint ? Name : never
  ]: (typeof SUBJECTS)[Name]
}

/** Every endpoint that the operation of its name serves. */
export const SERVED = Object.fromEntries(
  Object.entries(SUBJECTS).filter(([, exported]) => typeof exported === 'object' && 'isServed' in exported),
) as unknown as Served

/**
 * The operation behind an endpoint: for who asks it takes path, query and body together, checked, and gives the result. What
 * it throws, beside `not-found`, stands in the endpoint's `problems`. `signal` ends work that takes long.
 */
type OperationOf<E> =
  E extends Endpoint<infer P, infer Q, z.ZodObject, infer B, infer R>
    ? (principal: Principal, input: Sent<P> & Sent<Q> & Sent<B>, signal?: AbortSignal) => Promise<z.input<R>>
    : never

/** What a schema gives; nothing where there is none, or it has no fields. */
type Sent<S extends z.ZodType> = S extends z.ZodUndefined
  ? unknown
  : string extends keyof z.output<S>
    ? unknown
    : z.output<S>

export type ServedOperations = { readonly [Name in keyof Served]: OperationOf<Served[Name]> }
