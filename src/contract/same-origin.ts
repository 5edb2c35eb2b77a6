import { z } from 'zod'
import type { RefusedFor } from './endpoint.ts'

/** What says which page sent a request; a browser always sets it where another site's page did. */
export const SentFrom = z.object({ origin: z.string().optional() })

export const SAME_ORIGIN_REQUIRED = {
  status: 403,
  code: 'own-page-required',
  when: 'a page of another site wants to decide what its reader didn’t ask for',
} as const satisfies RefusedFor
