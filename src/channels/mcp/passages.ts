import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import { McpError } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import type { McpCall } from './mcp-services.ts'

/** A passage by its id, as search and answers name it. None are listed: a client reads those that it was told of. */
export function registerPassages(server: McpServer, { principal, services }: McpCall): void {
  server.registerResource(
    'passage',
    new ResourceTemplate('parley://passages/{passageId}', { list: undefined }),
    {
      title: 'A passage of a document',
      description: 'The `passageId` of a search or a citation.',
      mimeType: 'text/plain',
    },
    async (uri, { passageId }) => {
      const id = z.uuid().safeParse(passageId).data
      const open = id === undefined ? null : await services.operations.passagesToHandOut(principal, [id])
      if (id === undefined || open?.has(id) !== true)
        throw new McpError(RESOURCE_NOT_FOUND, 'There is no such passage that you may read.', { uri: uri.href })
      const { document, heading, text } = await services.operations.readPassage(principal, { passageId: id })
      const about = [document.title, heading].filter((line) => line !== '').join(' › ')
      return { contents: [{ uri: uri.href, mimeType: 'text/plain', text: `${about}\n\n${text}` }] }
    },
  )
}

// MCP 2025-11-25, Resources: its own code beside JSON-RPC's.
const RESOURCE_NOT_FOUND = -32_002
