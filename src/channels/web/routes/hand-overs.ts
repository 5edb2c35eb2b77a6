import * as handOverEndpoints from '#contract/hand-over.ts'
import { isEmbedded, sameOriginRequired } from '../same-origin.ts'
import { protectedRoute } from '../route.ts'

export const answerHandOver = protectedRoute({
  ...handOverEndpoints.answerHandOver,
  handle: async ({ principal, params: { handOverId }, headers, body: { text, answers }, services }) => {
    if (isEmbedded(headers, services.config)) throw sameOriginRequired()
    const key = headers['idempotency-key'] ?? services.context.newId()
    return await services.operations.answerHandOver(principal, handOverId, { text, answers, key })
  },
})
