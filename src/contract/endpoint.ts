import { z } from 'zod'
import type { Action } from '#auth/actions.ts'

/** A success that a route gives as a `Response` beside its usual one. */
export interface OtherSuccess {
  readonly status: number
  readonly description: string
  readonly result: z.ZodType
}

/** A way in which an operation says no, beyond what all operations share. */
export interface RefusedFor {
  readonly status: number
  readonly code: string
  readonly when: string
}

/** An operation of the API: how it is called, what it takes and what it gives. */
export interface Declaration<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  H extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** As OpenAPI writes it: `/v1/threads/{threadId}`. */
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly params?: P
  readonly query?: Q
  readonly headers?: H
  readonly body?: B
  readonly bodyBytes?: number
  readonly formBytes?: number
  /** The body is taken as its bytes: they are signed. */
  readonly isRaw?: true
  /** Where the answer isn't JSON (a page, a stream), `result` is left out and the types are named here. */
  readonly contentTypes?: readonly string[]
  readonly result?: R
  readonly status?: number
  readonly success: string
  readonly otherSuccess?: OtherSuccess
  readonly problems?: readonly RefusedFor[]
}

/** One that is said here, so that clients know of it: `actions` are what it is for; whoever's key may do one is let in. */
export interface Endpoint<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  H extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> extends Declaration<P, Q, H, B, R> {
  readonly actions: readonly [Action, ...Action[]] | 'public'
}

/** What a schema is that was left out. */
export const Nothing = z.object({})

/** The operation itself, with the types of its schemas. */
export function endpoint<
  const A extends Endpoint['actions'],
  R extends z.ZodType = z.ZodVoid,
  P extends z.ZodObject = typeof Nothing,
  Q extends z.ZodObject = typeof Nothing,
  H extends z.ZodObject = typeof Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(declared: Endpoint<P, Q, H, B, R> & { readonly actions: A }): Endpoint<P, Q, H, B, R> & { readonly actions: A } {
  return declared
}

/**
 * An endpoint that the operation of its name serves as it is: route, type, entry in OpenAPI and reference come from what is
 * said here, and a handler in `src/api/operations` is all that it needs besides.
 */
export function operation<
  const A extends readonly [Action, ...Action[]],
  R extends z.ZodType = z.ZodVoid,
  P extends z.ZodObject = typeof Nothing,
  Q extends z.ZodObject = typeof Nothing,
  H extends z.ZodObject = typeof Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(declared: Endpoint<P, Q, H, B, R> & { readonly actions: A }): ServedEndpoint<P, Q, H, B, R> {
  return { ...declared, isServed: true }
}

export interface ServedEndpoint<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  H extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> extends Endpoint<P, Q, H, B, R> {
  readonly actions: readonly [Action, ...Action[]]
  readonly isServed: true
}
