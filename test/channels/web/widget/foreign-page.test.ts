import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { z } from 'zod'
import { deep, someOf } from '../../../helpers/depth.ts'
import { browserSuite } from '../../../helpers/browser.ts'
import { listening } from '../../../helpers/listening.ts'
import { consoleServer } from '../console/console-server.ts'

// Threat 26, what a browser has a part in: a page that frames ours, or whose script presses what its reader never saw.
let page = ''
const site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page))
const SITE = await listening({ after }, site)
const Keys = z.record(z.string(), z.object({ key: z.string() }))

browserSuite('26: a page that isn’t ours', (browser) => {
  const server = consoleServer({ environment: { EMBED_ORIGINS: SITE } })

  for (const path of someOf(['/', '/console'])) {
    test(`our page ${path} is in no frame of another’s`, async (t) => {
      const looking = await browser.newPage(t)
      // That it is refused is told in the browser's console.
      looking.removeAllListeners('console')
      page = `<!doctype html><title>Win a lamp</title><iframe src="${server.parley.url}${path}"></iframe>`
      await looking.goto(SITE)
      await looking.waitForLoadState('networkidle')
      const [, framed] = looking.frames()
      assert.equal(framed?.url(), 'chrome-error://chromewebdata/')
    })
  }

  deep('the chat on it has no button for a role, that its script could press', async (t) => {
    const looking = await browser.newPage(t)
    const keys = Keys.parse(JSON.parse(await readFile(join(server.parley.place.dataDir, 'dev-people.json'), 'utf8')))
    page = `<!doctype html><title>A shop</title><parley-chat agent="support"></parley-chat>
      <script>document.querySelector('parley-chat').getToken = async () => '${keys['support-lead']?.key}'</script>
      <script src="${server.parley.url}/widget.js" async></script>`
    await looking.goto(SITE)
    await looking.getByRole('button', { name: 'Open the chat' }).click()
    await looking.getByLabel('Message', { exact: true }).fill('Refund order A17')
    await looking.keyboard.press('Enter')
    // They hold the role that is asked, and asked for it themselves: it waits for another lead.
    await looking
      .getByText(/support lead/i)
      .first()
      .waitFor()
    const pressed = await looking.evaluate(() => {
      const buttons = [...(document.querySelector('parley-chat')?.shadowRoot?.querySelectorAll('button') ?? [])]
      const deeds = buttons.filter(({ textContent }) =>
        /^(refund \d|yes|no\b|approve|reject|change)/i.test(textContent ?? ''),
      )
      for (const button of deeds) button.click()
      return deeds.map(({ textContent }) => textContent)
    })
    assert.equal((await server.parley.as('support-lead').waitingPlans()).length, 1)
    assert.deepEqual(pressed, [])
    assert.deepEqual((await server.shop.book()).refunds, [])
  })
})
