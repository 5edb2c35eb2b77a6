import { checked } from '#contract/shape.ts'
import { readiness } from '#contract/wire.ts'
import type { Readiness } from '#contract/server-endpoints.ts'
import { AppError } from '#core/errors.ts'
import type { Secret } from '#core/secret.ts'
import { type Client, createClient } from '../client/client.ts'
import { texts } from '#cards/texts/texts.ts'
import { connectionError, strangeAnswer } from './server-reply.ts'

/** A running server, as one person or key may use it. Everything throws `not-running` where nobody answers. */
export function openApi(server: string, key: Secret): Client {
  return createClient({
    server,
    credentials: 'omit',
    identify: async () => ({ authorization: `Bearer ${key.reveal()}` }),
    lost: (error) => connectionError(error, server),
    refused: (status, refusal) => {
      const { code = `http-${status}`, detail, title } = refusal
      const words = status === 401 ? texts.server.keyRefused : (detail ?? title)
      return new AppError(words ?? `The server answered ${status}.`, {
        code,
        status,
        retryable: status === 429 || status >= 500,
        details: refusal,
      })
    },
    strange: (where) => strangeAnswer(server, where),
  })
}

/** Whether anybody answers there; null where nobody does. Needs no key. */
export async function readReadiness(url: string, signal: AbortSignal): Promise<Readiness | null> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) })
    const given: unknown = await response.json().catch(() => null)
    const found = checked(readiness, given)
    if (found === null) throw strangeAnswer(url, 'dependencies')
    return found
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AppError) throw error
    return null
  }
}
