import type { z } from 'zod'
import type { Endpoint, Nothing } from './endpoint.ts'
import type { Shape } from './shape.ts'
import { shapeOf } from './shape-of.ts'

/** An operation as a client calls it: plain data, so that a script for browsers holds it as such. */
export interface Call<In, Out> {
  readonly method: Endpoint['method']
  readonly path: string
  /** What its answer must look like; null where that isn't JSON, or nothing. */
  readonly answer: Shape | null
  /** Nothing at run time. */
  readonly type?: (given: In) => Out
}

type Members<T extends z.ZodObject> =
  T extends z.ZodObject<infer M> ? (keyof M extends never ? unknown : z.input<T>) : never
type Body<B extends z.ZodType> = B extends z.ZodUndefined ? unknown : { readonly body: z.input<B> | Blob }

/** What an operation is given: what stands in its path and its query, by name, and its body. */
export type Given<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> = Readonly<
  Members<P> & Members<Q>
> &
  Body<B>

/** An operation whose answer nobody reads. */
export function unread<In>({ method, path }: Call<In, unknown>): Call<In, void> {
  return { method, path, answer: null }
}

export function call<
  P extends z.ZodObject = typeof Nothing,
  Q extends z.ZodObject = typeof Nothing,
  H extends z.ZodObject = typeof Nothing,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodVoid,
>({ method, path, result }: Endpoint<P, Q, H, B, R>): Call<Given<P, Q, B>, z.output<R>> {
  return { method, path, answer: result === undefined ? null : shapeOf(result) }
}
