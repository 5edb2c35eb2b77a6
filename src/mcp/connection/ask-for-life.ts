import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { CallFailure } from './call-failure.ts'

/**
 * What a session says of itself: it lives; its server refuses it as the protocol has it, and so calls no tool for it; or it
 * is of no use any more, for whatever reason.
 */
export type Life = 'alive' | 'refused' | 'gone'

/** The most that a session is given to say that it lives, in ms: whoever called waits meanwhile. */
export const LIFE_MS = 1_000

/**
 * Asks a session whether it lives, by a message that changes nothing. A ping that is answered says so; where a server knows
 * no ping, its list of tools does. A server that has no room for a question (HTTP 429) has said nothing of the session.
 */
export async function askForLife(client: Client, timeoutMs: number): Promise<Life> {
  try {
    await client.request({ method: 'ping' }, ANYTHING, { timeout: timeoutMs })
    return 'alive'
  } catch (error) {
    if (isUnknownMethod(error)) return await askForList(client, timeoutMs)
    return lifeBy(error)
  }
}

const ANYTHING = z.looseObject({})

async function askForList(client: Client, timeoutMs: number): Promise<Life> {
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

function lifeBy(error: unknown): Life {
  if (!(error instanceof CallFailure)) return 'gone'
  if (error.error?.by === 'http' && error.error.code === 429) return 'alive'
  return error.isSessionLost ? 'refused' : 'gone'
}
