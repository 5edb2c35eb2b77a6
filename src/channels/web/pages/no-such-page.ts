import { html } from 'hono/html'
import { htmlResponse, renderPage } from './page.ts'
import { publicly } from '../public-address.ts'
import type { Config } from '#core/config.ts'
import type { Problem } from '#contract/problem.ts'

/** An address where nothing is, for somebody who looks at it in a browser; null for a program, which gets the problem. */
export async function noSuchPage(
  { code, status }: Problem,
  accept: string | undefined,
  config: Config,
): Promise<Response | null> {
  if (code !== 'no-such-route' || accept?.includes('text/html') !== true) return null
  return htmlResponse(
    await renderPage(
      'There is no such page: Parley',
      html`<h1>There is no such page</h1>
        <p class="lead">Nothing stands at this address. It may have been typed or copied with a mistake.</p>
        <p>
          <a href="${publicly('/', config)}">The first page</a>,
          <a href="${publicly('/console', config)}">the console</a> and
          <a href="${publicly('/docs/api', config)}">the API</a> are here.
        </p>`,
    ),
    status,
  )
}
