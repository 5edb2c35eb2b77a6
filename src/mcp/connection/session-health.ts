import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { CallFailure } from './call-failure.ts'

/**
 * The health of an MCP session: alive; refused by its server as the protocol has it, so that it calls no tool for it; or
 * gone, for whatever reason.
 */
export type SessionHealth = 'alive' | 'refused' | 'gone'

/** The timeout of a health check, in ms: the caller waits meanwhile. */
export const HEALTH_CHECK_MS = 1_000

/**
 * Checks a session's health by a message that changes nothing. A ping that is answered says so; where a server knows
 * no ping, its list of tools does. A server that has no room for a question (HTTP 429) has said nothing of the session.
 */
export async function checkSessionHealth(client: Client, timeoutMs: number): Promise<SessionHealth> {
  try {
    await client.request({ method: 'ping' }, ANYTHING, { timeout: timeoutMs })
    return 'alive'
  } catch (error) {
    if (isUnknownMethod(error)) return await askForList(client, timeoutMs)
    return lifeBy(error)
  }
}

const ANYTHING = z.looseObject({})

async function askForList(client: Client, timeoutMs: number): Promise<SessionHealth> {
  const method = client.getServerCapabilities()?.tools === undefined ? 'resources/list' : 'tools/list'
  try {
    await client.request({ method, params: {} }, ANYTHING, { timeout: timeoutMs })
    return 'alive'
  } catch (error) {
    return lifeBy(error)
  }
}

function isUnknownMethod(error: unknown): boolean {
  return error instanceof McpError && error.code === ErrorCode.MethodNotFound
}

function lifeBy(error: unknown): SessionHealth {
  if (!(error instanceof CallFailure)) return 'gone'
  if (error.error?.by === 'http' && error.error.code === 429) return 'alive'
  return error.isSessionLost ? 'refused' : 'gone'
}
