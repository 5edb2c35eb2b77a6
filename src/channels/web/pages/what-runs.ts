import { html } from 'hono/html'
import type { Readiness } from '#contract/operations.ts'
import type { Markup } from './page.ts'

/** What is running and where; `none` is said where no agent is. */
export function whatRuns({ ready, dependencies, facts }: Readiness, url: string, none: string): Markup {
  const troubles = Object.entries(dependencies).filter(([, state]) => !state.ok)
  return html`<dl>
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
    <dd>${facts.agents.join(', ') || html`<span class="warn">${none}</span>`}</dd>
    ${Object.entries(dependencies)
      .filter(([name]) => name.startsWith('agents/'))
      .flatMap(([name, { warnings = [] }]) =>
        warnings.map(
          (warning) =>
            html`<dt>${name.slice('agents/'.length)}</dt>
              <dd class="warn">${warning}</dd>`,
        ),
      )}
  </dl>`
}

/** How to give it a model; nothing where it has one. */
export function givingAModel({ facts }: Readiness): Markup | '' {
  if (facts.model !== null) return ''
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
