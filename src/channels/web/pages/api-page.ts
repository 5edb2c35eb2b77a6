import { html } from 'hono/html'
import { z } from 'zod'
import { renderPage, type Markup } from './page.ts'
import { schemaText } from './schema-text.ts'
import type { OpenApiDocument } from '../services.ts'
import { Json, JsonObject } from '#json.ts'

/** The contract for people, drawn from the same document that programs read. */
export async function renderApiPage(document: OpenApiDocument): Promise<string> {
  // A document from a library's types becomes plain JSON, of which we look at these places alone.
  const { paths, components, info } = Contract.parse(JSON.parse(JSON.stringify(document)))
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  )
  const needsToken = operations.filter((operation) => operation['x-scopes'].length > 0)
  const isPublic = operations.filter((operation) => operation['x-scopes'].length === 0)
  return await renderPage(
    'Parley: the API',
    html`<nav>
        <a href="/">Parley</a> <a href="/openapi.json">OpenAPI 3.1</a> <a href="#shapes">Shapes</a>
        <a href="#problems">Problems</a>
      </nav>
      <h1>The API</h1>
      <p class="quiet">${codeSpans(info.description)}</p>
      <h2>With a token</h2>
      ${needsToken.map(operationCard)}
      <h2>For everybody</h2>
      ${isPublic.map(operationCard)}
      <h2 id="shapes">Shapes</h2>
      ${Object.entries(components.schemas).map(shapeCard)}
      <h2 id="problems">Problems</h2>
      <p>Every error is <code>application/problem+json</code>. Branch on <code>code</code>; the rest is for people.</p>
      <div class="card">
        <dl class="rows">
          ${problemsOf(operations).map(
            ([code, when]) =>
              html`<dt id="problem-${code}"><code>${code}</code></dt>
                <dd>${when}</dd>`,
          )}
        </dl>
      </div>`,
  )
}

const Body = z.object({ content: z.record(z.string(), z.object({ schema: Json.optional() })).default({}) })
const Operation = z.object({
  summary: z.string(),
  description: z.string().optional(),
  'x-scopes': z.array(z.string()),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false), schema: JsonObject }))
    .default([]),
  requestBody: Body.optional(),
  responses: z.record(z.string(), Body.extend({ description: z.string() })),
})
type Operation = z.infer<typeof Operation>
const Contract = z.object({
  info: z.object({ description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), JsonObject) }),
})

function operationCard(operation: Operation & { path: string; method: string }): Markup {
  const { method, path, summary, description, parameters, requestBody, responses } = operation
  const scopes = operation['x-scopes']
  return html`<details class="card route">
    <summary>
      <code class="method">${method}</code><code class="path">${path}</code><span class="summary">${summary}</span>
    </summary>
    <div>
      ${description === undefined ? '' : html`<p>${description}</p>`}
      ${scopes.length === 0 ? '' : html`<p class="scopes">Scope: ${scopes.join(' or ')}</p>`}
      ${
        parameters.length === 0
          ? ''
          : html`<h3>Parameters</h3>
              <dl class="rows">
                ${parameters.map(
                  (parameter) =>
                    html`<dt><code>${parameter.name}</code> <span class="caption">${parameter.in}</span></dt>
                      <dd>${parameterText(parameter.schema)}</dd>`,
                )}
              </dl>`
      }
      ${
        requestBody === undefined
          ? ''
          : html`<h3>Body</h3>
              ${bodyText(requestBody)}`
      }
      ${Object.entries(responses).map(
        ([status, response]) =>
          html`<h3>${status}</h3>
            <p>${codeSpans(response.description)}</p>
            ${status.startsWith('2') ? bodyText(response) : ''}`,
      )}
    </div>
  </details>`
}

function shapeCard([name, schema]: readonly [string, JsonObject]): Markup {
  return html`<details class="card route" id="shape-${name}">
    <summary><code class="path">${name}</code></summary>
    <div>
      ${typeof schema.description === 'string' ? html`<p>${codeSpans(schema.description)}</p>` : ''}
      <pre><code>${schemaText(schema)}</code></pre>
    </div>
  </details>`
}

function parameterText(schema: JsonObject): Markup {
  const facts = [
    schemaText(schema),
    schema.default === undefined ? null : `${JSON.stringify(schema.default)} where left out`,
    typeof schema.description === 'string' ? schema.description : null,
  ]
  return html`${facts.filter((fact) => fact !== null).join('. ')}`
}

function bodyText(body: z.infer<typeof Body>): readonly Markup[] {
  return Object.entries(body.content).map(([type, { schema }]) =>
    type === 'application/json'
      ? html`<pre><code>${schemaText(schema)}</code></pre>`
      : html`<p class="caption">${type}</p>`,
  )
}

/** Every code once, with when it comes, as the responses' descriptions say it; then those that any request can meet. */
function problemsOf(operations: readonly Operation[]): readonly (readonly [string, string])[] {
  const texts = operations.flatMap((operation) =>
    Object.entries(operation.responses)
      .filter(([status]) => !status.startsWith('2'))
      .flatMap(([, response]) => response.description.split('; `').map((text) => text.replace(/^`/, ''))),
  )
  const found = new Map(texts.map((text) => [text.split('`', 1)[0] ?? text, text.replace(/^[^`]*`: /, '')]))
  found.set('scope-missing', 'the token lacks a scope that the route names')
  return [...found, ...EVERYWHERE].toSorted(([one], [other]) => one.localeCompare(other))
}

const EVERYWHERE: readonly (readonly [string, string])[] = [
  ['internal', 'something failed on our side; the log has it under the request id'],
  ['no-such-route', 'there is no such route'],
  ['wrong-host', 'the request was sent to a host name that isn’t this server’s'],
  ['wrong-method', 'the route takes other methods; Allow names them'],
  ['wrong-origin', 'a page of another site sent the request'],
]

/** Text in which `…` is code, as our descriptions are written. */
function codeSpans(text: string): readonly Markup[] {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`))
}
