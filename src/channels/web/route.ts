import { z } from 'zod'
import { type Declaration, Nothing, type OtherSuccess, type RefusedFor } from '#contract/endpoint.ts'
import { parseInput } from './parse-input.ts'
import type { UploadedForm } from './read-form.ts'
import type { WebServices } from './services.ts'
import type { Action } from '#auth/actions.ts'
import { scopesFor } from '#auth/authorize.ts'
import { AppError } from '#core/errors.ts'
import type { Json } from '#core/json.ts'
import type { Principal, Scope } from '#core/principal.ts'

/**
 * One route: what the router mounts and `/openapi.json` describes, from the same schemas. `scopes`: any of these lets
 * a key in, by the actions that it is for; `public` asks for nobody. There is no default, so a route that says nothing
 * can't be written.
 */
export interface Route {
  readonly method: Declaration['method']
  /** As OpenAPI writes it: `/v1/threads/{threadId}`. */
  readonly path: string
  readonly scopes: readonly Scope[] | 'public'
  readonly summary: string
  readonly description: string | null
  readonly schemas: RouteSchemas
  /** The longest body, where it may be more than others'. */
  readonly bodyBytes: number | null
  /** The longest form with a file that is taken in place of a JSON body; null where none is. */
  readonly formBytes: number | null
  /** Whether the body comes as the bytes that were sent, which a signature is over. */
  readonly isRaw: boolean
  readonly success: { readonly status: number; readonly description: string; readonly contentTypes: readonly string[] }
  /** Another success, with a shape of its own; null where there is none. */
  readonly otherSuccess: OtherSuccess | null
  readonly problems: readonly RefusedFor[]
  answer(request: RouteRequest, principal: Principal | null): Promise<Response>
}

export interface RouteSchemas {
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  readonly headers: z.ZodObject
  readonly body: z.ZodType | null
  readonly result: z.ZodType | null
}

/** A request as it came, before any schema has seen it. */
export interface RouteRequest {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json | UploadedForm | Uint8Array | undefined
  readonly signal: AbortSignal
  readonly services: WebServices
}

interface Input<P extends z.ZodType, Q extends z.ZodType, H extends z.ZodType, B extends z.ZodType> {
  readonly params: z.output<P>
  readonly query: z.output<Q>
  readonly headers: z.output<H>
  readonly body: z.output<B>
  readonly signal: AbortSignal
  readonly services: WebServices
}

/** A route for those who have proved who they are. What `handle` returns becomes JSON; a `Response` goes out as it is. */
export function protectedRoute<
  R extends z.ZodType = z.ZodVoid,
  P extends z.ZodObject = typeof Nothing,
  Q extends z.ZodObject = typeof Nothing,
  H extends z.ZodObject = typeof Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(
  declaration: Declaration<P, Q, H, B, R> & {
    /** What it is for: of each resource the operation behind it asks again. */
    readonly actions: readonly [Action, ...Action[]]
    handle(input: Input<P, Q, H, B> & { readonly principal: Principal }): Promise<z.input<R> | Response>
  },
): Route {
  return {
    ...describe(declaration),
    scopes: scopesFor(...declaration.actions),
    answer: async (request, principal) => {
      if (principal === null) throw new AppError('A protected route was reached by nobody.', { code: 'internal' })
      return respond(declaration, await declaration.handle({ ...parseRequest(declaration, request), principal }))
    },
  }
}

/** A route for everybody: health, pages, the contract. */
export function publicRoute<
  R extends z.ZodType = z.ZodVoid,
  P extends z.ZodObject = typeof Nothing,
  Q extends z.ZodObject = typeof Nothing,
  H extends z.ZodObject = typeof Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(
  declaration: Declaration<P, Q, H, B, R> & { handle(input: Input<P, Q, H, B>): Promise<z.input<R> | Response> },
): Route {
  return {
    ...describe(declaration),
    scopes: 'public',
    answer: async (request) => respond(declaration, await declaration.handle(parseRequest(declaration, request))),
  }
}

type AnyDeclaration = Declaration<z.ZodObject, z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>

function describe(declaration: AnyDeclaration): Omit<Route, 'answer' | 'scopes'> {
  const { method, path, summary, params, query, headers, body, result } = declaration
  return {
    method,
    path,
    summary,
    description: declaration.description ?? null,
    schemas: {
      params: params ?? Nothing,
      query: query ?? Nothing,
      headers: headers ?? Nothing,
      body: body ?? null,
      result: result ?? null,
    },
    bodyBytes: declaration.bodyBytes ?? null,
    formBytes: declaration.formBytes ?? null,
    isRaw: declaration.isRaw ?? false,
    success: {
      status: declaration.status ?? 200,
      description: declaration.success,
      contentTypes: declaration.contentTypes ?? (result === undefined ? [] : ['application/json']),
    },
    otherSuccess: declaration.otherSuccess ?? null,
    problems: declaration.problems ?? [],
  }
}

function parseRequest<P extends z.ZodObject, Q extends z.ZodObject, H extends z.ZodObject, B extends z.ZodType>(
  declaration: Declaration<P, Q, H, B, z.ZodType>,
  request: RouteRequest,
): Input<P, Q, H, B> {
  const { signal, services } = request
  // A schema left out has its parameter's default type, which is `Nothing`'s: the compiler can't see that they go together.
  return {
    params: parseInput('path', declaration.params ?? Nothing, request.params) as z.output<P>,
    query: parseInput('query', declaration.query ?? Nothing, request.query) as z.output<Q>,
    headers: parseInput('header', declaration.headers ?? Nothing, request.headers) as z.output<H>,
    body: parseInput('body', declaration.body ?? z.undefined(), request.body) as z.output<B>,
    signal,
    services,
  }
}

function respond(declaration: AnyDeclaration, answer: unknown): Response {
  if (answer instanceof Response) return answer
  const status = declaration.status ?? 200
  if (answer === undefined) return new Response(null, { status })
  return new Response(JSON.stringify(answer), { status, headers: { 'content-type': 'application/json' } })
}
