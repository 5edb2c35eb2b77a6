import { z } from 'zod'

/** The headers by which Standard Webhooks sign a body; `id` says whose id the first is. */
export function signedHeaders(id: string) {
  return {
    'webhook-id': z.string().optional().describe(id),
    'webhook-timestamp': z.string().optional().describe('When it was signed, in seconds since 1970.'),
    'webhook-signature': z.string().optional().describe('`v1,` and the signature; several have spaces between.'),
  }
}

/** A body as it came, since signatures are over its bytes. */
export function signedBody(description: string) {
  return z.instanceof(Uint8Array).meta({ override: { type: 'object', description } })
}
