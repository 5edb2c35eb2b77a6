import * as handOverEndpoints from '#contract/hand-over-endpoints.ts'
import type { z } from 'zod'
import { isEmbedded, sameOriginRequired } from '../same-origin.ts'
import type { SentFrom } from '#contract/same-origin.ts'
import { protectedRoute } from '../route.ts'
import type { WebServices } from '../services.ts'

export const listHandOvers = protectedRoute({
  ...handOverEndpoints.listHandOvers,
  handle: async ({ principal, query: { status = null, limit }, services }) => ({
    handOvers: await services.operations.listHandOvers(principal, { status, limit }),
  }),
})

export const readHandOver = protectedRoute({
  ...handOverEndpoints.readHandOver,
  handle: async ({ principal, params: { handOverId }, services }) =>
    await services.operations.readHandOver(principal, handOverId),
})

export const listHandOverMessages = protectedRoute({
  ...handOverEndpoints.listHandOverMessages,
  handle: async ({ principal, params: { handOverId }, query: { after = null, limit }, services }) =>
    await services.operations.listHandOverMessages(principal, handOverId, { after, limit }),
})

export const takeHandOver = protectedRoute({
  ...handOverEndpoints.takeHandOver,
  handle: async ({ principal, params: { handOverId }, headers, services }) => {
    mustBeOwnPage(headers, services)
    return await services.operations.takeHandOver(principal, handOverId)
  },
})

export const answerHandOver = protectedRoute({
  ...handOverEndpoints.answerHandOver,
  handle: async ({ principal, params: { handOverId }, headers, body: { text, answers }, services }) => {
    mustBeOwnPage(headers, services)
    const key = headers['idempotency-key'] ?? services.context.newId()
    return await services.operations.answerHandOver(principal, handOverId, { text, answers, key })
  },
})

export const releaseHandOver = protectedRoute({
  ...handOverEndpoints.releaseHandOver,
  handle: async ({ principal, params: { handOverId }, headers, services }) => {
    mustBeOwnPage(headers, services)
    return await services.operations.releaseHandOver(principal, handOverId)
  },
})

export const closeHandOver = protectedRoute({
  ...handOverEndpoints.closeHandOver,
  handle: async ({ principal, params: { handOverId }, services }) =>
    await services.operations.closeHandOver(principal, handOverId),
})

function mustBeOwnPage(headers: z.infer<typeof SentFrom>, { config }: WebServices): void {
  if (isEmbedded(headers, config)) throw sameOriginRequired()
}
