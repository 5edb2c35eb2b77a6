import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js'
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js'
import type { Progress } from './send-message.ts'

/** Tells a client how far its request is, where it gave a token for that (MCP 2025-11-25, Progress). */
export function progressOf({
  _meta: meta,
  sendNotification,
}: RequestHandlerExtra<ServerRequest, ServerNotification>): Progress {
  const progressToken = meta?.progressToken
  if (progressToken === undefined) return null
  let progress = 0
  return (message) => {
    progress += 1
    // Whoever has left is told nothing more.
    void sendNotification({
      method: 'notifications/progress',
      params: { progressToken, progress, message },
    }).catch(() => undefined)
  }
}
