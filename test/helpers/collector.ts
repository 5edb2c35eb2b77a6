import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import type { Scope } from './database.ts'
import { listening } from './listening.ts'

const Traces = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              name: z.string(),
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              attributes: z.array(z.object({ key: z.string(), value: z.unknown() })),
              status: z.object({ code: z.number(), message: z.string().optional() }),
              events: z.array(z.unknown()).default([]),
            }),
          ),
        }),
      ),
    }),
  ),
})
type Span = z.infer<typeof Traces>['resourceSpans'][number]['scopeSpans'][number]['spans'][number]

/** An OpenTelemetry collector over HTTP that keeps the spans it was sent. */
export async function startCollector(scope: Scope) {
  const spans: Span[] = []
  const requests: { path: string | undefined; authorization: string | undefined }[] = []
  const server = createServer(async (request, response) => {
    requests.push({ path: request.url, authorization: request.headers.authorization })
    const body = Traces.parse(await json(request))
    spans.push(...body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  return { url: await listening(scope, server), spans, requests }
}
