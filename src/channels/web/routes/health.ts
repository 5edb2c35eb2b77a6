import { z } from 'zod'
import { publicRoute } from '../route.ts'
import { AppError } from '#core/errors.ts'

export const healthz = publicRoute({
  method: 'GET',
  path: '/healthz',
  summary: 'Is the process alive?',
  success: 'It is.',
  result: z.object({ alive: z.literal(true) }),
  handle: async () => ({ alive: true as const }),
})

const Readiness = z
  .object({
    ready: z.boolean(),
    dependencies: z.record(
      z.string(),
      z.object({ ok: z.boolean(), detail: z.string(), warnings: z.array(z.string()).readonly().optional() }),
    ),
  })
  .meta({ id: 'Readiness' })

export const readyz = publicRoute({
  method: 'GET',
  path: '/readyz',
  summary: 'Can it take work?',
  success: 'It can. Each dependency and its state.',
  result: Readiness,
  problems: [{ status: 503, code: 'not-ready', when: 'it can’t yet, or no more; `dependencies` says which' }],
  handle: async ({ services }) => {
    const { ready, dependencies } = await services.operations.readiness()
    if (ready && !services.closing.aborted) return { ready, dependencies }
    const missing = Object.keys(dependencies).filter((name) => dependencies[name]?.ok === false)
    const why = services.closing.aborted ? 'The server is closing' : `Not ready: ${missing.join(', ') || 'starting'}`
    throw new AppError(`${why}.`, { code: 'not-ready', status: 503, details: { ready: false, dependencies } })
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
