import * as serverEndpoints from '#contract/server-endpoints.ts'
import { publicRoute } from '../route.ts'
import { AppError } from '#core/errors.ts'

export const healthz = publicRoute({
  ...serverEndpoints.healthz,
  handle: async () => ({ alive: true as const }),
})

export const readyz = publicRoute({
  ...serverEndpoints.readyz,
  handle: async ({ services }) => {
    const { ready, dependencies } = await services.operations.readiness()
    if (ready && !services.closing.aborted) return { ready, dependencies }
    const missing = Object.keys(dependencies).filter((name) => dependencies[name]?.ok === false)
    const why = services.closing.aborted ? 'The server is closing' : `Not ready: ${missing.join(', ') || 'starting'}`
    // Whoever looks comes again; what isn't there is logged where it is missed.
    throw new AppError(`${why}.`, {
      code: 'not-ready',
      status: 503,
      retryable: true,
      details: { ready: false, dependencies },
    })
  },
})

export const metrics = publicRoute({
  method: 'GET',
  path: '/metrics',
  summary: 'Numbers for Prometheus',
  success: 'The exposition format of Prometheus.',
  contentTypes: ['text/plain'],
  handle: async ({ services }) => {
    const { body, contentType } = await services.metrics.text()
    return new Response(body, { headers: { 'content-type': contentType } })
  },
})
