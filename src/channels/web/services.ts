import type { Authenticate } from './authentication/authenticate.ts'
import type { OutsideChannels } from '../contract.ts'
import type { DevPeople } from './dev-people.ts'
import type { WebLimits } from './limits.ts'
import type { WebMetrics } from './metrics.ts'
import type { PrincipalRateLimit } from './shared-rate-limit.ts'
import type { Uploads } from './uploads.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import type { Operations } from '#contract/operations.ts'

/** What routes and sockets work with. Made once, when the server starts. */
export interface WebServices {
  readonly config: Config
  readonly context: Context
  readonly operations: Operations
  /** What outside services may send to. */
  readonly outside: OutsideChannels
  readonly devPeople: DevPeople | null
  readonly authenticate: Authenticate
  readonly limits: WebLimits
  readonly metrics: WebMetrics
  readonly messageRate: PrincipalRateLimit
  readonly uploads: Uploads
  /** The contract of all routes, as `/openapi.json` and the API page show it. */
  readonly document: () => OpenApiDocument
  /** Where the server listens. */
  readonly url: string
  /** Aborts when the server closes: streams say when to come back, and end. */
  readonly closing: AbortSignal
}

/** An OpenAPI 3.1 document, as far as we look into it. */
export type OpenApiDocument = ReturnType<typeof import('zod-openapi').createDocument>
