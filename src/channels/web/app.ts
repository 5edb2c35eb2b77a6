import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context as HonoContext } from 'hono'
import { mcpChallenge } from './mcp-challenge.ts'
import { allowEmbedding, embedOrigin, preflightAnswer } from './embedding.ts'
import { checkParameters } from './check-parameters.ts'
import { noSuchPage } from './pages/no-such-page.ts'
import { problemInLanguage } from './problem-in-language.ts'
import { problemResponse, toProblem } from './problem.ts'
import { readBody, readBytes } from './read-body.ts'
import { isForm, readForm } from './read-form.ts'
import type { Route, RouteRequest } from './route.ts'
import { withSecurityHeaders } from './security-headers.ts'
import type { WebServices } from './services.ts'
import { signIn } from './sign-in.ts'
import { checkSource } from './source-check.ts'
import type { Problem } from '#contract/problem.ts'
import { AppError } from '#core/errors.ts'
import { logFailure } from '#core/log.ts'
import type { Principal } from '#core/principal.ts'
import { publicly } from './public-address.ts'

interface Environment {
  Bindings: HttpBindings
  Variables: { requestId: string; route: string; principal: Principal | null }
}
type RequestContext = HonoContext<Environment>

/** All routes behind what every request meets: its source, who it is from, a word in the log, headers on its answer. */
export function createWebApp(routes: readonly Route[], services: WebServices): Hono<Environment> {
  const app = new Hono<Environment>()
  app.use(async (c, next) => {
    const startedAt = services.context.now().getTime()
    c.set('requestId', services.context.newId())
    await next()
    c.res = withSecurityHeaders(c.res)
    c.res.headers.set('x-request-id', c.get('requestId'))
    const embedding = embeddingOf(c, services)
    if (embedding !== null) allowEmbedding(c.res.headers, embedding)
    // An answer to one site isn't kept for another.
    if (services.config.EMBED_ORIGINS !== undefined) c.res.headers.append('vary', 'Origin')
    if (services.closing.aborted) c.res.headers.set('connection', 'close')
    record(c, services, startedAt)
  })
  app.use(async (c, next) => {
    const embedding = embeddingOf(c, services)
    const origin = embedding === null ? c.req.header('origin') : undefined
    const wrong = checkSource({ host: c.req.header('host'), origin }, services.config)
    if (wrong !== null) throw wrong
    if (!(c.env.incoming.url ?? '').startsWith('/')) throw noSuchRoute(services) // a request to a proxy, which we aren't
    if (embedding !== null && c.req.method === 'OPTIONS')
      return preflightAnswer(c.req.header('access-control-request-headers'))
    return await next()
  })
  mount(app, routes, services)
  app.notFound(() => {
    throw noSuchRoute(services)
  })
  app.onError(async (error, c) => {
    const problem = toProblem(error, c.get('requestId'))
    // Who has left hears no answer, and what they left behind is no failure; nor is being told when to come back. What a
    // database said is only ever read here.
    const isFailure = problem.status >= 500 && problem.retryAfterSeconds === undefined
    if ((isFailure || problem.code.startsWith('database-')) && !c.req.raw.signal.aborted) {
      // Whoever is to come again, as a probe or a mail server is, has met nothing that somebody must act on.
      logFailure(services.context.log, error, {
        event: 'http-failed',
        requestId: c.get('requestId'),
        code: problem.code,
      })
    }
    return (await noSuchPage(problem, c.req.header('accept'), services.config)) ?? refusalOf(problem, c, services)
  })
  return app
}

function refusalOf(problem: Problem, c: RequestContext, services: WebServices): Response {
  const told = problemInLanguage(problem, c.req.header('accept-language'))
  const response = problemResponse({ ...told, type: publicly(told.type, services.config) }, c.req.path)
  const challenge = c.req.path === '/mcp' ? mcpChallenge(problem, services) : null
  if (challenge !== null) response.headers.set('www-authenticate', challenge)
  return response
}

function embeddingOf(c: RequestContext, { config }: WebServices): string | null {
  return embedOrigin({ origin: c.req.header('origin'), path: c.req.path }, config)
}

function mount(app: Hono<Environment>, routes: readonly Route[], services: WebServices): void {
  for (const route of routes) {
    app.on(route.method, honoPath(route.path), async (c) => {
      c.set('route', route.path)
      const request = c.req.raw
      const principal = await signIn(request, route, services)
      c.set('principal', principal)
      checkParameters(route, c.req.queries())
      // Nothing moves on its connection while a file waits its turn and is read.
      if (route.formBytes !== null) c.env.incoming.socket.setTimeout(services.limits.uploadIdleMs)
      using _room = route.formBytes === null ? null : services.uploads.enter(announcedBytes(request, route, services))
      await using files = new AsyncDisposableStack()
      const answered = await route.answer(
        {
          params: c.req.param(),
          query: c.req.query(),
          headers: c.req.header(),
          body: await bodyOf(request, route, { services, files }),
          signal: request.signal,
          services,
        },
        principal,
      )
      return answered
    })
  }
  for (const [path, sharing] of Map.groupBy(routes, (route) => route.path)) {
    app.all(honoPath(path), (c) => {
      c.set('route', path)
      throw wrongMethod(sharing.map((route) => route.method))
    })
  }
}

async function bodyOf(
  request: Request,
  route: Route,
  { services, files }: { readonly services: WebServices; readonly files: AsyncDisposableStack },
): Promise<RouteRequest['body']> {
  const { body } = route.schemas
  if (body === null) return undefined
  if (!request.headers.has('content-type') && body.safeParse(undefined).success) return undefined
  if (route.formBytes !== null && isForm(request)) {
    return await readForm(request, { limitBytes: route.formBytes, dataDir: services.config.DATA_DIR, files })
  }
  const limitBytes = route.bodyBytes ?? services.limits.bodyBytes
  return await (route.isRaw ? readBytes(request, limitBytes) : readBody(request, limitBytes))
}

// What doesn't say how long it is may be as long as anything.
function announcedBytes(request: Request, route: Route, { limits }: WebServices): number {
  const most = (isForm(request) ? route.formBytes : route.bodyBytes) ?? limits.bodyBytes
  const length = request.headers.get('content-length')
  return length === null ? most : Math.min(Number(length), most)
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

// Route and status, never the path or the query: those are text that somebody else wrote.
function record(c: RequestContext, services: WebServices, startedAt: number): void {
  const route = c.get('route') ?? 'none'
  const durationMs = services.context.now().getTime() - startedAt
  const { method } = c.req
  const { status } = c.res
  services.metrics.requestEnded({ method: KNOWN_METHODS.has(method) ? method : 'other', route, status, durationMs })
  const principal = c.get('principal')
  // Whoever watches a plan asks every few seconds: what only looked, and found, is for who looks for it.
  const level = method === 'GET' && status < 400 ? 'debug' : 'info'
  services.context.log[level]({
    event: 'http-request',
    requestId: c.get('requestId'),
    method,
    route,
    status,
    durationMs,
    ...(principal == null ? {} : { tenantId: principal.tenantId, principalId: principal.id }),
  })
}

const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

function noSuchRoute({ config }: WebServices): AppError {
  const [contract, page] = [publicly('/openapi.json', config), publicly('/docs/api', config)]
  return new AppError(`There is no such route. ${contract} and ${page} list those there are.`, {
    code: 'no-such-route',
    status: 404,
  })
}

function wrongMethod(methods: readonly string[]): AppError {
  return new AppError(`This route takes ${methods.join(' and ')}.`, {
    code: 'wrong-method',
    status: 405,
    details: { allow: methods },
  })
}
