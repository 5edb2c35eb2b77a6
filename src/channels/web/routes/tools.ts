import * as toolEndpoints from '#contract/tool-endpoints.ts'
import { protectedRoute } from '../route.ts'

export const listTools = protectedRoute({
  ...toolEndpoints.listTools,
  handle: async ({ principal, services, signal }) => ({
    tools: await services.operations.listTools(principal, signal),
  }),
})

export const acceptTool = protectedRoute({
  ...toolEndpoints.acceptTool,
  handle: async ({ principal, body, services, signal }) => ({
    tool: await services.operations.acceptTool(principal, body, signal),
  }),
})
