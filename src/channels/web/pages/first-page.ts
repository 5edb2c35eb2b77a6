import { html } from 'hono/html'
import { consoleTexts } from '#cards/texts/console-texts.ts'
import type { DevPeople } from '../dev-people.ts'
import type { WebServices } from '../services.ts'
import type { Markup } from './page.ts'
import { givingAModel, whatRuns } from './what-runs.ts'
import { scriptPageResponse } from './script-page.ts'
import type { Readiness } from '#contract/operations.ts'
import { publicAddress, publicly } from '../public-address.ts'
import type { Config } from '#core/config.ts'

/** Who is seen on the first page: who asks, and who decides. */
const SIDES = { customer: 'customer', lead: 'support-lead' } as const

const texts = consoleTexts.firstPage

/**
 * Development's first page: the customer's chat and the support lead's queue at once, and what is running. Each side
 * acts as its own example person; the page holds no key.
 */
export async function firstPageResponse(services: WebServices, devPeople: DevPeople): Promise<Response> {
  const [readiness, customer, lead] = await Promise.all([
    services.operations.readiness(),
    services.operations.readPerson(devPeople.tenantId, SIDES.customer),
    services.operations.readPerson(devPeople.tenantId, SIDES.lead),
  ])
  const { config } = services
  const url = publicAddress(config, services.url)
  const agents = services.operations.listAgents()
  return await scriptPageResponse(
    {
      title: texts.title,
      styles: '/console.css',
      scripts: ['/widget.js', '/console.js'],
      content: html`<div class="first" id="first-page">
        <header>
          <h1>${LOGO} Parley</h1>
          <p class="lead">${texts.lead}</p>
          <div class="strip">
            ${strip(readiness)} <a href="${publicly('/console', config)}">${texts.console}</a>
            <a href="${publicly('/docs/api', config)}">${texts.api}</a>
          </div>
        </header>
        <main>
          <div class="switch" role="tablist" aria-label="${texts.sides}"></div>
          <div class="sides">
            ${side('customer', { person: SIDES.customer, called: customer?.name, does: texts.asks, agents })}
            ${side('lead', { person: SIDES.lead, called: lead?.name, does: texts.decides, agents: [] })}
          </div>
        </main>
        <aside class="about" id="about" popover aria-label="${texts.running}">
          ${about(readiness, { url, devPeople, config })}
        </aside>
      </div>`,
    },
    config,
  )
}

interface Side {
  readonly person: string
  readonly called: string | undefined
  readonly does: string
  /** Whom one may talk with here. */
  readonly agents: readonly { readonly name: string; readonly title: string }[]
}

function side(name: string, { person, called = person, does, agents }: Side): Markup {
  const initials = called
    .split(' ')
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
  return html`<section class="one" id="side-${name}" data-person="${person}" aria-labelledby="name-${name}">
    <header>
      <span class="face" aria-hidden="true">${initials}</span>
      <div>
        <h2 id="name-${name}">${called}</h2>
        <p>${does}</p>
      </div>
      ${agents.length > 1 ? agentChoice(agents) : ''}
    </header>
    <div class="pane"></div>
  </section>`
}

// The first is whom one talks with everywhere that none is named.
function agentChoice(agents: Side['agents']): Markup {
  return html`<select class="agent" aria-label="${texts.agent}">
    ${agents.map(({ name, title }) => {
      const isShared = agents.some((other) => other.title === title && other.name !== name)
      return html`<option value="${name}">${isShared ? `${title} (${name})` : title}</option>`
    })}
  </select>`
}

function strip({ ready, facts }: Readiness): Markup {
  return html`<span class="running">
    ${ready ? '' : html`<span class="trouble">${texts.notReady}</span>`}
    <span>${facts.database}</span>
    <span aria-hidden="true">·</span>
    <button class="link" type="button" popovertarget="about">${facts.model ?? texts.noModel}</button>
  </span>`
}

interface About {
  readonly url: string
  readonly devPeople: DevPeople
  readonly config: Config
}

function about(readiness: Readiness, { url, devPeople, config }: About): Markup {
  return html`<h2>${texts.running}</h2>
    ${whatRuns(readiness, url, 'none')} ${givingAModel(readiness)}
    <h2>From a terminal</h2>
    <pre><code>npx parley chat</code></pre>
    <p>
      You are one of the example people: ${devPeople.ids.join(', ')}. Their keys are in
      <code>${devPeople.file}</code>. Over HTTP:
    </p>
    <pre><code>KEY=$(node -p 'JSON.parse(fs.readFileSync("${devPeople.file}")).customer.key')
curl -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \\
     -d '{}' ${url}/v1/threads</code></pre>
    <p>
      <a href="${publicly('/docs/api', config)}">Every route</a>, and for machines that watch it:
      <a href="${publicly('/healthz', config)}">alive</a>, <a href="${publicly('/readyz', config)}">ready</a>,
      <a href="${publicly('/metrics', config)}">metrics</a>.
    </p>`
}

/** As the console draws it. */
const LOGO = html`<svg class="i logo" viewBox="0 0 20 20" aria-hidden="true">
  <circle cx="6" cy="6" r="3.6" />
  <path d="M8.6 8.6l2.8 2.8" />
  <circle cx="14" cy="14" r="3.6" />
</svg>`
