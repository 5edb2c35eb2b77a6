import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { endWithParent } from './end-with-parent.ts'
import { McpEndpoint } from './mcp-endpoint.ts'
import { outboxPage } from './outbox-page.ts'
import { ShopStore } from './shop-store.ts'

export interface Shop extends AsyncDisposable {
  /** Where its tools are: `http://127.0.0.1:<port>/mcp`. */
  readonly url: string
  close(): Promise<void>
}

/** The example shop on a loopback port (0 picks one), with its storage in `dataDir`. A token, where set, is asked for. */
export async function startShop(options: { port: number; dataDir: string; token: string | null }): Promise<Shop> {
  const store = new ShopStore(options.dataDir)
  const endpoint = new McpEndpoint(store)
  const server = await listen(shopApp(store, endpoint, options.token), options.port).catch((error: unknown) => {
    store[Symbol.dispose]()
    throw error
  })
  let closing: Promise<void> | null = null
  const close = (): Promise<void> => {
    closing ??= closeServer(server, endpoint).finally(() => store[Symbol.dispose]())
    return closing
  }
  const { port } = server.address() as AddressInfo // listening on a port, so it is neither null nor a path
  return { url: `http://127.0.0.1:${port}/mcp`, close, [Symbol.asyncDispose]: close }
}

function shopApp(store: ShopStore, endpoint: McpEndpoint, token: string | null): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    // A page from elsewhere can make a browser ask us under its own name or send us its forms: neither is for us.
    const host = c.req.header('host') ?? ''
    if (!/^(?:127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(host)) return c.text('This name is not ours.', 421)
    const origin = c.req.header('origin')
    if (origin !== undefined && origin !== `http://${host}`) return c.text('Not from another site.', 403)
    await next()
  })
  app.get('/', (c) => {
    const nonce = randomBytes(16).toString('base64')
    c.header('content-security-policy', `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`)
    c.header('x-content-type-options', 'nosniff')
    c.header('cache-control', 'no-store')
    return c.html(outboxPage(store.book(), nonce))
  })
  app.use('/mcp', requireToken(token))
  app.use('/book.json', requireToken(token))
  app.get('/book.json', (c) => c.json(store.book()))
  app.all('/mcp', async (c) => await endpoint.handle(c.req.raw))
  return app
}

function requireToken(token: string | null): MiddlewareHandler {
  return async (c, next) => {
    const given = c.req.header('authorization')?.replace(/^Bearer /, '') ?? ''
    if (token !== null && !timingSafeEqual(digest(given), digest(token))) {
      return c.text('A bearer token is needed.', 401, { 'www-authenticate': 'Bearer' })
    }
    await next()
    return undefined
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

async function listen(app: Hono, port: number): Promise<ServerType> {
  return await new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1', createServer }, () => resolve(server))
    server.once('error', reject)
  })
}

/** Far above what a call takes. */
const CLOSES_WITHIN_MS = 2_000

/**
 * Calls that are being answered end first; a listening stream never would, so it is closed with its session. A request that
 * never comes whole, over a connection that fell silent, isn't waited for.
 */
async function closeServer(server: ServerType, endpoint: McpEndpoint): Promise<void> {
  const closed = new Promise<void>((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)))
  })
  const late = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, CLOSES_WITHIN_MS)
  await endpoint[Symbol.asyncDispose]()
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  await closed.finally(() => clearTimeout(late))
}

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SHOP_DATA_DIR: z.string().min(1).default('./data/shop'),
  SHOP_TOKEN: z.string().min(1).optional(),
})

if (import.meta.main) {
  const environment = Environment.parse(process.env)
  const shop = await startShop({
    port: environment.PORT,
    dataDir: environment.SHOP_DATA_DIR,
    token: environment.SHOP_TOKEN ?? null,
  })
  const end = (): void => void shop.close().then(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  endWithParent(end)
  process.stdout.write(`${JSON.stringify({ listening: shop.url })}\n`)
}
