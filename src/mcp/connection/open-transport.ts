import type { ToolServer } from '#agents/contract.ts'
import { CallFailure } from './call-failure.ts'
import { HttpTransport } from './http-transport.ts'
import { StdioTransport } from './stdio-transport.ts'
import type { ToolTransport } from './tool-transport.ts'

export type Reference = (name: string) => string | undefined

/** The transport that a server's configuration asks for. The token is looked up now, not when the agent was loaded. */
export function openTransport(
  server: ToolServer,
  options: { reference: Reference; onListeningEnded: () => void },
): ToolTransport {
  if (server.transport === 'stdio') return new StdioTransport(server.command, server.env)
  return new HttpTransport({
    url: new URL(server.url),
    token: server.bearer === null ? null : bearerToken(server.bearer.variable, options.reference),
    timeoutMs: server.timeoutMs,
    onListeningEnded: options.onListeningEnded,
  })
}

function bearerToken(variable: string, reference: Reference): string {
  const token = reference(variable)
  if (token === undefined || token === '') {
    throw unusable(`Its token is in the variable ${variable}, which isn't set.`)
  }
  // RFC 9110 §5.5: anything else in a header would be an error of the HTTP library's, which quotes the value.
  if (!/^[\x21-\x7e]+$/.test(token)) throw unusable(`The variable ${variable} doesn't hold a token that fits a header.`)
  return token
}

function unusable(message: string): CallFailure {
  return new CallFailure(message, { code: 'tool-unreachable', certain: true })
}
