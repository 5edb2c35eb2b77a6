import { html } from 'hono/html'
import { z } from 'zod'
import { assetRoute } from '../asset.ts'
import { CONSOLE_STYLES } from '../console/styles.ts'
import { scriptPageResponse } from '../pages/script-page.ts'
import { type Route, publicRoute } from '../route.ts'

const Word = z.string().max(200)

/** The console: one page for every view and everything in it, so that each has an address. */
export const consolePages: readonly Route[] = [
  ['/console', z.object({})] as const,
  ['/console/{view}', z.object({ view: Word })] as const,
  ['/console/{view}/{id}', z.object({ view: Word, id: Word })] as const,
].map(([path, params]) =>
  publicRoute({
    method: 'GET',
    path,
    summary: 'The console: what waits for a person',
    params,
    contentTypes: ['text/html'],
    success: 'A page. It tells nobody anything before they have signed in.',
    handle: async ({ services }) =>
      await scriptPageResponse(
        {
          title: 'Parley',
          styles: '/console.css',
          scripts: ['/console.js'],
          content: html`<div id="console" data-sign-in="${services.devPeople === null ? 'token' : 'people'}"></div>`,
        },
        services.config,
      ),
  }),
)

export const consoleScript = assetRoute({
  path: '/console.js',
  summary: 'The script of the console',
  contentType: 'text/javascript',
  source: { file: 'console.js' },
  isForEverySite: false,
})

export const consoleStyles = assetRoute({
  path: '/console.css',
  summary: 'The look of the console',
  contentType: 'text/css',
  source: { text: CONSOLE_STYLES },
  isForEverySite: false,
})
