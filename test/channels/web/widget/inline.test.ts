import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserSuite, picture } from '../../../helpers/browser.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat } from './chat-page.ts'
import { shopSite } from './shop-site.ts'

const site = await shopSite()

browserSuite('the chat set into a page', (browser) => {
  const server = consoleServer({ environment: { EMBED_ORIGINS: site.origin } })

  for (const [title, styles, most] of [
    ['fills a box of 500 px', 'main { block-size: 500px !important; display: block !important }', 482],
    [
      'takes no more than the window where its box has no height',
      'html, body, main { height: auto !important; display: block !important } main { flex: none }',
      900,
    ],
    [
      'fills the height that the page gives it',
      'main { display: block !important } parley-chat { display: block; block-size: 420px }',
      420,
    ],
  ] as const)
    test(`${title}, scrolls within, and keeps its composer in view`, async (t) => {
      const { page, say, composer, log } = await openChat(t, browser, { url: server.parley.url, styles })
      for (const text of ['How long do I have to return a damaged item?', 'Refund order A17', 'Refund order A12'])
        await say(text)
      await page.locator('.plan[data-status=waiting]').first().waitFor()
      const { top, height } = await page
        .locator('parley-chat')
        .evaluate((chat) => chat.getBoundingClientRect().toJSON())
      assert.ok(height <= most + 20 && height >= most - 20, `${height} of ${most}`)
      const box = await composer.boundingBox()
      assert.ok(box !== null && box.y + box.height <= top + height, JSON.stringify({ box, top, height }))
      assert.ok(await log.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight))
      await picture(page, `inline-${most}`)
    })

  test('on a page that gives no token, or an empty one, its developer is told in the console and visitors in a line', async (t) => {
    for (const [script, told] of [
      ['', /this page gives it no token\. .*getToken/],
      [`document.querySelector('parley-chat').getToken = async () => ''`, /getToken gave an empty text and no token/],
      [`document.querySelector('parley-chat').getToken = async () => 'x'`, /refused the token \(401\)/],
    ] as const) {
      const page = await browser.newPage(t)
      page.removeAllListeners('console')
      const errors: string[] = []
      page.on('console', (message) => message.type() === 'warning' && errors.push(message.text()))
      site.embed({ server: server.parley.url, script, attributes: 'mode="inline"' })
      await page.goto(site.origin)
      await page
        .getByRole('alert')
        .getByText(/not available here|signed out/)
        .waitFor()
      assert.equal(errors.filter((text) => told.test(text)).length, 1, errors.join('\n'))
      await picture(page, `no-token-${script.length}`)
      await page.close()
    }
  })
})
