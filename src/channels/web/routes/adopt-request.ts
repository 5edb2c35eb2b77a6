import * as threadEndpoints from '#contract/thread.ts'
import { protectedRoute } from '../route.ts'
import { spendMessage } from '../spend-message.ts'
import { publicly } from '../public-address.ts'

export const ownRequest = protectedRoute({
  ...threadEndpoints.ownRequest,
  handle: async ({ principal, params, services }) => {
    // It is answered as a message is.
    spendMessage(principal, services)
    const accepted = await services.operations.ownRequest(principal, params)
    const headers = {
      'content-type': 'application/json',
      location: publicly(`/v1/runs/${accepted.runId}`, services.config),
    }
    return new Response(JSON.stringify(accepted), { status: 202, headers })
  },
})
