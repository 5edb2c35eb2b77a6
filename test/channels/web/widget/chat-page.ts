import type { TestContext } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { signInAs, type TestBrowser } from '../../../helpers/browser.ts'
import type { View } from '../../../helpers/views.ts'

export interface ChatPageOptions {
  readonly url: string
  readonly view?: View
  readonly person?: string
  /** Attributes of the element, as they are written. */
  readonly attributes?: string
  /** Attributes of the page's root, such as its direction. */
  readonly root?: string
  readonly styles?: string
}

/** A page of the server with a chat in it. */
export interface ChatPage {
  readonly page: Page
  readonly log: Locator
  readonly composer: Locator
  say(text: string): Promise<void>
  /** The card that is last among those in this state. */
  card(status: string): Locator
}

/** Opens a page with the chat set into it, unless its attributes say otherwise, as an example person. */
export async function openChat(t: TestContext, browser: TestBrowser, options: ChatPageOptions): Promise<ChatPage> {
  const page = await browser.newPage(t, options.view)
  await signInAs(page, options.url, options.person ?? 'customer')
  return await visitChat(page, options)
}

/** The same in a page that is there already, whose person is signed in. */
export async function visitChat(page: Page, options: ChatPageOptions): Promise<ChatPage> {
  await page.route(`${options.url}/a-page`, (route) => route.fulfill({ contentType: 'text/html', body: html(options) }))
  await page.goto(`${options.url}/a-page`)
  return chatOf(page)
}

/** A chat that is on a page. */
export function chatOf(page: Page): ChatPage {
  // Its frame speaks what the thread does.
  const composer = page.getByLabel(/^(?:Message|Nachricht)$/)
  return {
    page,
    composer,
    log: page.getByRole('log'),
    say: async (text) => {
      await composer.fill(text)
      await composer.press('Enter')
    },
    card: (status) => page.locator(`.plan[data-status=${status}]`).last(),
  }
}

function html({ attributes = 'mode="inline"', root = 'lang="en"', styles = '' }: ChatPageOptions): string {
  return `<!doctype html>
<html ${root}>
  <head>
    <title>A shop's page</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <style>html, body { margin: 0; height: 100% } main { height: 100%; display: flex; flex-direction: column } h1 { margin: 0; font-size: 16px } parley-chat[mode] { flex: 1; min-height: 0 } ${styles}</style>
  </head>
  <body><main><h1>A shop</h1><parley-chat agent="support" ${attributes}></parley-chat></main>
  <script src="/widget.js"></script></body>
</html>`
}
