import type { z } from 'zod'
import { embedOrigin } from './embedding.ts'
import type { SentFrom } from '#contract/same-origin.ts'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'

/** Whether a page of another site sent a request to the API (CSRF): its script may press what its reader never saw. */
export function isEmbedded({ origin }: z.infer<typeof SentFrom>, config: Config): boolean {
  return embedOrigin({ origin, path: '/v1/' }, config) !== null
}

export function sameOriginRequired(): AppError {
  return new AppError("A page of another site decides only what you asked for. Open Parley's own page for this.", {
    status: 403,
    code: 'own-page-required',
  })
}
