import { McpError } from '@modelcontextprotocol/sdk/types.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { McpServices } from './mcp-services.ts'

/** What a tool answers: its value for programs, and the same as text for clients that read no other. */
export function answered(value: Readonly<Record<string, unknown>>, text = JSON.stringify(value)): CallToolResult {
  return { structuredContent: { ...value }, content: [{ type: 'text', text }] }
}

/** A refusal, with its code for a client to branch on: beside the answer, whose shape is only that of success. */
export function refused(code: string, detail: string, more: Readonly<Record<string, unknown>> = {}): CallToolResult {
  return {
    isError: true,
    content: [{ type: 'text', text: detail }],
    _meta: { 'parley/error': { code, detail, ...more } },
  }
}

/** What a tool's work comes to, or why it came to nothing; what the protocol has an error for is thrown. */
export async function answering(
  { explain }: Pick<McpServices, 'explain'>,
  work: () => Promise<CallToolResult>,
): Promise<CallToolResult> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof McpError) throw error
    const { code, detail } = explain(error)
    return refused(code, detail ?? 'This failed on our side.')
  }
}
