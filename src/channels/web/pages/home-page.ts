import { html } from 'hono/html'
import { renderPage, type Markup } from './page.ts'
import { givingAModel, whatRuns } from './what-runs.ts'
import type { WebServices } from '../services.ts'
import type { Readiness } from '#contract/operations.ts'
import { publicAddress, publicly } from '../public-address.ts'
import type { Config } from '#core/config.ts'

/**
 * The first page where nobody can be chosen to be: what is running and how to talk to it. In production it tells strangers
 * no more than that it is Parley.
 */
export async function renderHomePage(services: WebServices, readiness: Readiness): Promise<string> {
  const { config } = services
  const url = publicAddress(config, services.url)
  const isOpen = config.NODE_ENV !== 'production'
  return await renderPage(
    'Parley',
    html`<h1>Parley</h1>
      <p class="lead">
        A chat agent with real tools. The whole plan is judged, approved and bound before anything happens.
      </p>
      ${isOpen ? html`<div class="card">${whatRuns(readiness, url, `none in ${config.AGENTS_DIR}`)}</div>` : ''}
      ${isOpen ? talking(config) : ''} ${isOpen ? givingAModel(readiness) : ''}
      <h2>The API</h2>
      <p>
        <a href="${publicly('/docs/api', config)}">Every route, with what it takes and gives</a>. The same for programs:
        <a href="${publicly('/openapi.json', config)}">OpenAPI 3.1</a>.
      </p>
      ${
        isOpen
          ? html`<p>
              For machines that watch it: <a href="${publicly('/healthz', config)}">alive</a>,
              <a href="${publicly('/readyz', config)}">ready</a>, <a href="${publicly('/metrics', config)}">metrics</a>.
            </p>`
          : ''
      }`,
  )
}

function talking(config: Config): Markup {
  return html`<h2>Talk to it</h2>
    <pre><code>npx parley chat --key …</code></pre>
    <p>What waits for you is in <a href="${publicly('/console', config)}">the console</a>.</p>`
}
