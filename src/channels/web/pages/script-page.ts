import { html } from 'hono/html'
import type { Markup } from './page.ts'
import { publicly, publicPath } from '../public-address.ts'
import type { Config } from '#core/config.ts'

/** A page with scripts and stylesheets of this server. */
export interface ScriptPage {
  readonly title: string
  readonly styles: string
  readonly scripts: readonly string[]
  readonly content: Markup
}

type At = Pick<Config, 'PUBLIC_URL'>

// Everything from this server, nothing inline; and text becomes markup nowhere, or the browser stops it.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

/** The page as an answer. Its policy lets it load from this server alone. */
export async function scriptPageResponse(
  { title, styles, scripts, content }: ScriptPage,
  config: At,
): Promise<Response> {
  const page = await html`<!doctype html>
    <html lang="en" data-server-path="${publicPath(config)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="${publicly(styles, config)}" />
        ${scripts.map((script) => html`<script type="module" src="${publicly(script, config)}"></script>`)}
      </head>
      <body>
        ${content}
        <noscript
          ><p>This page needs JavaScript. Everything in it can also be done by <code>npx parley</code>.</p></noscript
        >
      </body>
    </html>`
  return new Response(page.toString(), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
  })
}
