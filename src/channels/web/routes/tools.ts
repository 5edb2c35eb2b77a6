import { z } from 'zod'
import { protectedRoute } from '../route.ts'
import { ToolAcceptance, ToolView } from '#contract/tool.ts'

export const listTools = protectedRoute({
  method: 'GET',
  path: '/v1/tools',
  scopes: ['operate', 'read'],
  summary: 'List the tools and what their servers offer',
  description: 'Every tool that an agent’s `tools.yaml` names. What a server offers beside these can’t be called.',
  success: 'The tools, by name.',
  result: z.object({ tools: z.array(ToolView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
  handle: async ({ principal, services, signal }) => ({
    tools: await services.operations.listTools(principal, signal),
  }),
})

export const acceptTool = protectedRoute({
  method: 'POST',
  path: '/v1/tools/acceptances',
  scopes: ['operate'],
  summary: 'Accept what a tool’s server offers now',
  description:
    'From then on the tool can be called as it is defined now. Plans that wait are judged anew before anything is done.',
  body: ToolAcceptance,
  success: 'The tool as it is accepted now.',
  result: z.object({ tool: ToolView }),
  problems: [
    { status: 403, code: 'wrong-role', when: 'you aren’t an operator' },
    { status: 412, code: 'tool-differs', when: 'its server offers another definition than the one that you looked at' },
    { status: 422, code: 'agent-broken', when: 'the agent’s folder or rules don’t fit the new definition' },
  ],
  handle: async ({ principal, body, services, signal }) => ({
    tool: await services.operations.acceptTool(principal, body, signal),
  }),
})
