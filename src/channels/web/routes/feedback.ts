import * as feedbackEndpoints from '#contract/feedback-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const giveFeedback = protectedRoute({
  ...feedbackEndpoints.giveFeedback,
  handle: async ({ principal, body, services }) => {
    const { messageId, rating, reason = null, comment = null } = body
    await services.operations.giveFeedback(principal, {
      messageId,
      rating,
      reason: reason === '' ? null : reason,
      comment: comment === '' ? null : comment,
    })
  },
})

export const readToMend = protectedRoute({
  ...feedbackEndpoints.readToMend,
  handle: async ({ principal, services }) => await services.operations.readToMend(principal),
})
