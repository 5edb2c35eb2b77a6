import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before } from 'node:test'

/** A site of its own, on another origin, that puts the chat into its page under the strictest policy that it can have. */
export interface ShopSite {
  readonly origin: string
  /** What the page's policy stopped, as the browser reported it. */
  readonly reports: readonly string[]
  /** Where the chat comes from, and what the page does with it. */
  embed(options: {
    readonly server: string
    readonly script: string
    readonly attributes?: string
    readonly styles?: string
  }): void
}

/** To be called in a suite, or before one, where the origin is needed to start the server. */
export async function shopSite(): Promise<ShopSite> {
  let page = { server: '', script: '', attributes: '', styles: '' }
  const reports: string[] = []
  const site = createServer((request, response) => {
    if (request.url === '/report') {
      request.on('data', (chunk: Buffer) => reports.push(chunk.toString()))
      return void response.end()
    }
    if (request.url === '/page.js') return void response.setHeader('content-type', 'text/javascript').end(page.script)
    if (request.url === '/page.css') return void response.setHeader('content-type', 'text/css').end(page.styles)
    response.setHeader('content-type', 'text/html')
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self' ${page.server}; style-src 'self'; connect-src ${page.server}; ` +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
        "trusted-types 'none'; report-uri /report",
    )
    response.end(`<!doctype html>
<html lang="en">
  <head><title>A shop</title><link rel="stylesheet" href="/page.css" /><meta name="viewport" content="width=device-width" /></head>
  <body>
    <main><h1>Order A17</h1><p><button id="buy">Buy again</button></p></main>
    <parley-chat agent="support" ${page.attributes}></parley-chat>
    <script src="/page.js"></script>
    <script src="${page.server}/widget.js" async></script>
  </body>
</html>`)
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  site.listen(0, '127.0.0.1', resolve)
  before(() => promise)
  after(() => {
    site.closeAllConnections()
    site.close()
  })
  await promise
  return {
    origin: `http://127.0.0.1:${(site.address() as AddressInfo).port}`,
    reports,
    embed: (options) => {
      page = { attributes: '', styles: '', ...options }
    },
  }
}
