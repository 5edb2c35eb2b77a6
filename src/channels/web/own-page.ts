import { z } from 'zod'
import { embedOrigin } from './embedding.ts'
import type { RouteProblem } from './route.ts'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'

/** What says which page sent a request; a browser always sets it where another site's page did. */
export const SentFrom = z.object({ origin: z.string().optional() })

/** Whether a page of another site sent a request to the API: its script may press what its reader never saw. */
export function isEmbedded({ origin }: z.infer<typeof SentFrom>, config: Config): boolean {
  return embedOrigin({ origin, path: '/v1/' }, config) !== null
}

export const OWN_PAGE_REQUIRED: RouteProblem = {
  status: 403,
  code: 'own-page-required',
  when: 'a page of another site wants to decide what its reader didn’t ask for',
}

export function ownPageRequired(): AppError {
  return new AppError("A page of another site decides only what you asked for. Open Parley's own page for this.", {
    status: 403,
    code: 'own-page-required',
  })
}
