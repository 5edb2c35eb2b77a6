import type { z } from 'zod'
import {
  type ZodOpenApiContentObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponsesObject,
  createDocument,
} from 'zod-openapi'
import { ChatError } from '#contract/chat-completion.ts'
import { Problem } from '#contract/problem.ts'
import { speaksOpenAi } from '../openai/error.ts'
import { PROBLEM_TYPE } from './problem.ts'
import { PlanProgress } from '#contract/plan-progress.ts'
import { Presence } from '#contract/presence.ts'
import { TextDelta } from '#contract/text-delta.ts'
import type { Route } from './route.ts'
import type { RefusedFor } from '#contract/endpoint.ts'
import { SHARED_PROBLEMS } from '#contract/shared-problems.ts'
import type { OpenApiDocument } from './services.ts'
import { publicAddress } from './public-address.ts'
import type { Config } from '#core/config.ts'

/** The contract of these routes, made from the schemas that they parse with, so that it can't say anything else. */
export function describeRoutes(routes: readonly Route[], config: Pick<Config, 'PUBLIC_URL'>): OpenApiDocument {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeRoute(route) }
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Parley',
      version: '1',
      description:
        'A chat agent with real tools. Send `Authorization: Bearer <key>` on every route that names a scope. The same events as `/v1/threads/{threadId}/events` come over a WebSocket at `/v1/socket`: send `{"type":"authenticate","token":…}` first, then `{"type":"follow","threadId":…,"after":<seq>}` and `{"type":"unfollow","threadId":…}`.',
    },
    ...(config.PUBLIC_URL !== undefined && { servers: [{ url: publicAddress(config, '') }] }),
    components: {
      // Come in a stream alone, whose content no schema describes.
      schemas: { PlanProgress, Presence, TextDelta },
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, a JWT of the identity provider, or a development key.',
        },
      },
    },
    paths,
  })
}

function describeRoute(route: Route): ZodOpenApiOperationObject {
  const { params, query, headers, body } = route.schemas
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(route.description === null ? {} : { description: route.description }),
    requestParams: { path: params, query, header: headers },
    ...(body === null
      ? {}
      : { requestBody: { required: !body.safeParse(undefined).success, content: bodyContent(body, route) } }),
    responses: responsesOf(route),
    security: route.scopes === 'public' ? [] : [{ bearer: [] }],
    'x-scopes': route.scopes === 'public' ? [] : [...route.scopes],
  }
}

function bodyContent(schema: z.ZodType, { formBytes }: Route): ZodOpenApiContentObject {
  const json = { 'application/json': { schema } }
  return formBytes === null ? json : { ...json, 'multipart/form-data': { schema } }
}

function responsesOf(route: Route): ZodOpenApiResponsesObject {
  const { status, description, contentTypes } = route.success
  const { result } = route.schemas
  const content = contentTypes.map((type) => {
    const schema =
      type === 'application/json' && result !== null ? { schema: result } : { schema: { type: 'string' as const } }
    return [type, schema] as const
  })
  const responses: ZodOpenApiResponsesObject = {
    [`${status}`]: { description, ...(content.length === 0 ? {} : { content: Object.fromEntries(content) }) },
  }
  if (route.otherSuccess !== null) {
    const { status: other, description: also, result: schema } = route.otherSuccess
    responses[`${other}` as `2${string}`] = { description: also, content: { 'application/json': { schema } } }
  }
  for (const [refused, problems] of Map.groupBy(problemsOf(route), (problem) => problem.status)) {
    responses[`${refused}` as `4${string}`] = {
      description: problems.map(({ code, when }) => `\`${code}\`: ${when}`).join('; '),
      content: speaksOpenAi(route.path)
        ? { 'application/json': { schema: ChatError } }
        : { [PROBLEM_TYPE]: { schema: Problem } },
    }
  }
  return responses
}

/** A route's own problems and those that it shares with others of its kind. */
function problemsOf(route: Route): readonly RefusedFor[] {
  const problems: RefusedFor[] = [...route.problems]
  const { params, query, headers, body } = route.schemas
  const { body: ofBody, values, query: ofQuery, caller, name } = SHARED_PROBLEMS
  if (body !== null) problems.push(...ofBody)
  if (body !== null || [query, headers].some((schema) => Object.keys(schema.shape).length > 0)) problems.push(...values)
  if (route.path.startsWith('/v1/')) problems.push(...ofQuery)
  if (route.scopes !== 'public') {
    const lacks = `the token lacks the scope ${route.scopes.join(' or ')}`
    problems.push(
      ...caller.map((problem) => (problem.code === 'scope-missing' ? { ...problem, when: lacks } : problem)),
    )
  }
  if (Object.keys(params.shape).length > 0) problems.push(...name)
  return problems
}

function operationId(route: Route): string {
  return `${route.method.toLowerCase()}${route.path.replaceAll(/[^\w]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`
}
