import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { browserSuite, signInAs } from '../../../helpers/browser.ts'
import { deep, someOf } from '../../../helpers/depth.ts'
import { VIEWS, type View } from '../../../helpers/views.ts'
import { consoleServer } from './console-server.ts'
import { looksRight } from './looks-right.ts'

browserSuite('people and keys in the console', (browser) => {
  const server = consoleServer()

  async function open(t: TestContext, person = 'operator', view: View = {}) {
    const page = await browser.newPage(t, view)
    await signInAs(page, server.parley.url, person)
    await page.goto(`${server.parley.url}/console/people`)
    return page
  }

  test('each person is told with their roles and what those may say yes to, and found by words', async (t) => {
    const page = await open(t)
    const jonas = page.locator('.people-page .cards > li', { hasText: 'Jonas Weber' })
    await jonas.getByText('support lead', { exact: true }).waitFor()
    await jonas.locator('summary', { hasText: 'May say yes to' }).focus()
    await page.keyboard.press('Enter')
    await jonas.getByText('Refunds above 50.00 EUR, or above 100.00 EUR in one day').waitFor()
    const maya = page.locator('.people-page .cards > li', { hasText: 'Maya Lindqvist' })
    assert.match(await maya.innerText(), /Is asked by no rule\./)
    await page.getByRole('searchbox', { name: 'Find a person' }).fill('lindqvist CUSTOMER')
    await jonas.waitFor({ state: 'detached' })
    await maya.waitFor()
  })

  test('a key is revoked by keyboard once that is confirmed, and lets nobody in then', async (t) => {
    const wanted = { name: 'Nightly import', scopes: ['ingest'], roles: [] }
    const made = await server.parley.as('operator').request<{ key: string }>('POST', '/v1/keys', wanted)
    const page = await open(t)
    const key = page.locator('.people-page .cards > li', { hasText: 'Nightly import' })
    assert.match(await key.innerText(), /May hand documents in[^]*never ends/)
    const revoke = page.getByRole('button', { name: 'Revoke… Nightly import' })
    await revoke.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke it' }).click()
    await page.getByRole('status').getByText('Revoked: Nightly import').waitFor()
    assert.equal(await revoke.count(), 0)
    assert.equal((await server.parley.withKey(made.body.key).request('GET', '/v1/documents')).status, 401)
  })

  deep('whom it is no business sees no such page', async (t) => {
    const page = await open(t, 'support-lead')
    await page.getByRole('heading', { name: 'There is no such page here.' }).waitFor()
    assert.equal((await server.parley.as('support-lead').request('GET', '/v1/people')).status, 403)
  })

  for (const view of someOf(VIEWS)) {
    test(`it looks right (${view.width}, ${view.scheme})`, async (t) => {
      const page = await open(t, 'operator', view)
      await page.locator('.people-page .cards > li').first().waitFor()
      await looksRight(page, `people-${view.width}-${view.scheme}`)
    })
  }
})
