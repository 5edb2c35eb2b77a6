import { html } from 'hono/html'
import { z } from 'zod'
import { renderPage, type Markup } from './page.ts'
import { schemaText } from './schema-text.ts'
import type { OpenApiDocument } from '../services.ts'
import { Json, JsonObject } from '#core/json.ts'
import { publicly } from '../public-address.ts'
import type { Config } from '#core/config.ts'

/** The contract for people, drawn from the same document that programs read. */
export async function renderApiPage(document: OpenApiDocument, config: Pick<Config, 'PUBLIC_URL'>): Promise<string> {
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
        <a href="${publicly('/', config)}">Parley</a> <a href="${publicly('/openapi.json', config)}">OpenAPI 3.1</a>
        <a href="#shapes">Shapes</a>
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
        ${rows(problemsOf(operations).map(([code, when]) => [html`<code id="problem-${code}">${code}</code>`, codeSpans(when)]))}
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
      ${description === undefined ? '' : html`<p>${codeSpans(description)}</p>`}
      ${scopes.length === 0 ? '' : html`<p class="scopes">Scope: ${scopes.join(' or ')}</p>`}
      ${
        parameters.length === 0
          ? ''
          : html`<h3>Parameters</h3>
              ${rows(parameters.map(parameterRow))}`
      }
      ${
        requestBody === undefined
          ? ''
          : html`<h3>Body</h3>
              ${bodyText(requestBody)}`
      }
      <h3>Answers</h3>
      ${rows(Object.entries(responses).map(responseRow))}
    </div>
  </details>`
}

// The id stands inside, because a link to a place in a closed one opens it, and a link to the whole doesn't.
function shapeCard([name, schema]: readonly [string, JsonObject]): Markup {
  return html`<details class="card route">
    <summary><code class="path">${name}</code></summary>
    <div id="shape-${name}">
      ${typeof schema.description === 'string' ? html`<p>${codeSpans(schema.description)}</p>` : ''}
      <pre><code>${linkedShapes(schemaText(schema))}</code></pre>
    </div>
  </details>`
}

type Row = readonly [Markup, unknown]

function rows(pairs: readonly Row[]): Markup {
  return html`<dl class="rows">
    ${pairs.map(
      ([term, meaning]) =>
        html`<dt>${term}</dt>
          <dd>${meaning}</dd>`,
    )}
  </dl>`
}

function parameterRow({ name, in: place, schema }: Operation['parameters'][number]): Row {
  const facts = [
    schemaText(schema),
    schema.default === undefined ? null : `${JSON.stringify(schema.default)} where left out`,
    typeof schema.description === 'string' ? schema.description : null,
  ]
  const text = facts.filter((fact) => fact !== null).join('. ')
  return [html`<code>${name}</code> <span class="caption">${place}</span>`, codeSpans(text)]
}

function responseRow([status, response]: readonly [string, Operation['responses'][string]]): Row {
  const term = html`<code>${status}</code>`
  if (status.startsWith('2')) return [term, html`${codeSpans(response.description)}${bodyText(response)}`]
  const problems = problemsIn(response.description)
  return [
    term,
    problems.map(
      ([code, when]) =>
        html`<div>
          <a href="#problem-${code}"><code>${code}</code></a> ${codeSpans(when)}
        </div>`,
    ),
  ]
}

function bodyText(body: z.infer<typeof Body>): readonly Markup[] {
  return Object.entries(body.content).map(([type, { schema }]) =>
    type === 'application/json'
      ? html`<pre><code>${linkedShapes(schemaText(schema))}</code></pre>`
      : html`<p class="caption">${type}</p>`,
  )
}

/** A shape's text in which the names of other shapes lead to them. */
function linkedShapes(text: string): readonly Markup[] {
  return text
    .split(/((?<=^|: |\(|\| |& )(?<!\/\/.*)[A-Z]\w*)/)
    .map((piece, index) => (index % 2 === 1 ? html`<a href="#shape-${piece}">${piece}</a>` : html`${piece}`))
}

/** Every code once, with when it comes; then those that any request can meet. */
function problemsOf(operations: readonly Operation[]): readonly (readonly [string, string])[] {
  const responses = operations.flatMap((operation) => Object.entries(operation.responses))
  const found = new Map(
    responses.flatMap(([status, response]) => (status.startsWith('2') ? [] : problemsIn(response.description))),
  )
  found.set('scope-missing', 'the token lacks a scope that the route names')
  return [...found, ...EVERYWHERE].toSorted(([one], [other]) => one.localeCompare(other))
}

/** The codes that a response's description names, as `openapi.ts` writes it. */
function problemsIn(description: string): readonly (readonly [string, string])[] {
  const named = description.matchAll(/`([\w-]+)`: (.*?)(?=; `[\w-]+`: |$)/g)
  return [...named].map(([, code = '', when = '']) => [code, when])
}

const EVERYWHERE: readonly (readonly [string, string])[] = [
  ['internal', 'something failed on our side; the log has it under the request id'],
  ['no-such-route', 'there is no such route'],
  ['timed-out', 'it took longer than it may; Retry-After says when to try again'],
  ['wrong-host', 'the request was sent to a host name that isn’t this server’s'],
  ['wrong-method', 'the route takes other methods; Allow names them'],
  ['wrong-origin', 'a page of another site sent the request'],
]

/** Text in which `…` is code, as our descriptions are written. */
function codeSpans(text: string): readonly Markup[] {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`))
}
