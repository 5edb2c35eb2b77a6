import { html } from 'hono/html'
import { renderPage, type Markup } from './page.ts'
import type { WebServices } from '../services.ts'
import type { Readiness } from '#graph/contract.ts'

/**
 * The first page where nobody can be chosen to be: what is running and how to talk to it. In production it tells strangers
 * no more than that it is Parley.
 */
export async function renderHomePage(services: WebServices, readiness: Readiness): Promise<string> {
  const url = await services.url
  const isOpen = services.config.NODE_ENV !== 'production'
  return await renderPage(
    'Parley',
    html`<h1>Parley</h1>
      <p class="lead">
        A chat agent with real tools. The whole plan is judged, approved and bound before anything happens.
      </p>
      ${isOpen ? running(services, url, readiness) : ''} ${isOpen ? talking() : ''}
      ${isOpen && readiness.facts.model === null ? givingAModel() : ''}
      <h2>The API</h2>
      <p>
        <a href="/docs/api">Every route, with what it takes and gives</a>. The same for programs:
        <a href="/openapi.json">OpenAPI 3.1</a>.
      </p>
      ${
        isOpen
          ? html`<p>
              For machines that watch it: <a href="/healthz">alive</a>, <a href="/readyz">ready</a>,
              <a href="/metrics">metrics</a>.
            </p>`
          : ''
      }`,
  )
}

function running({ config }: WebServices, url: string, { ready, dependencies, facts }: Readiness): Markup {
  const troubles = Object.entries(dependencies).filter(([, state]) => !state.ok)
  return html`<div class="card">
    <dl>
      <dt>State</dt>
      <dd>${ready ? 'Ready' : html`<span class="warn">Not ready</span>`}</dd>
      ${troubles.map(
        ([name, { detail }]) =>
          html`<dt>${name}</dt>
            <dd class="warn">${detail}</dd>`,
      )}
      <dt>Address</dt>
      <dd>${url}</dd>
      <dt>Version</dt>
      <dd>${facts.version}</dd>
      <dt>Database</dt>
      <dd>${facts.database}</dd>
      <dt>Model</dt>
      <dd>${facts.model ?? 'none'}</dd>
      <dt>Agents</dt>
      <dd>${facts.agents.join(', ') || html`<span class="warn">none in ${config.AGENTS_DIR}</span>`}</dd>
    </dl>
  </div>`
}

function talking(): Markup {
  return html`<h2>Talk to it</h2>
    <pre><code>npx parley chat --key …</code></pre>
    <p>What waits for you is in <a href="/console">the console</a>.</p>`
}

function givingAModel(): Markup {
  return html`<h2>Give it a model</h2>
    <p>
      It runs without one: playbooks, quotes from the documents and approvals all work. With one it also understands
      what no example says, and answers in its own words. Set these and start it again; any endpoint that speaks
      OpenAI's protocol will do.
    </p>
    <pre><code>OPENAI_API_KEY=…
OPENAI_BASE_URL=…   # where it isn't OpenAI itself
OPENAI_MODEL=…</code></pre>`
}
