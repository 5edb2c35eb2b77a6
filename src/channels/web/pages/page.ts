import { html, raw } from 'hono/html'
import { createHash } from 'node:crypto'
import { STYLESHEET } from './stylesheet.ts'

/** Markup from `hono/html`, where every value was escaped. */
export type Markup = ReturnType<typeof html>

// Of exactly what stands between the tags, so the tags are written where no formatter adds a space.
const STYLE_HASH = createHash('sha256').update(STYLESHEET).digest('base64')

/** A whole page that works without scripts. */
export async function renderPage(title: string, content: Markup): Promise<string> {
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${raw(`<style>${STYLESHEET}</style>`)}
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`
  return page.toString()
}

/** A page as an answer. Its policy allows the stylesheet that it carries, by hash, and nothing else. */
export function htmlResponse(page: string, status = 200): Response {
  return new Response(page, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
  })
}
