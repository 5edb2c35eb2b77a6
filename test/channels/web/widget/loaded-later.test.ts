import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { deep } from '../../../helpers/depth.ts'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat } from './chat-page.ts'

const MORE = '**/widget-more/*'

browserSuite('what the chat loads when it is first needed', (browser) => {
  const server = consoleServer()

  test('the first plan loads what draws it, and the first fold that is opened what stands in it, each once', async (t) => {
    const { page, say, card } = await openChat(t, browser, { url: server.parley.url })
    const asked = requestQuote(page)
    await say('Refund order A17')
    await card('waiting').waitFor()
    assert.equal(asked.length, 1)
    await page.getByText('Values', { exact: true }).click()
    await page.locator('[data-detail=values] .args').first().waitFor()
    await page.getByText('As written', { exact: true }).click()
    await page.locator('[data-detail=written] .code li').first().waitFor()
    assert.equal(asked.length, 2)
    await page.reload()
    await page.getByText('Values', { exact: true }).click()
    await page.locator('[data-detail=values] .args').first().waitFor()
  })

  deep('where a card can’t be loaded its place says so, and is tried again', async (t) => {
    const { page, say, card } = await openChat(t, browser, { url: server.parley.url })
    page.removeAllListeners('console')
    await page.route(MORE, (route) => route.abort())
    await say('Refund order A17')
    await page.getByText('This could not be loaded.').waitFor()
    await assertAccessible(page)
    await picture(page, 'card-not-loaded')
    await page.unroute(MORE)
    await page.getByRole('button', { name: 'Try again' }).focus()
    await page.keyboard.press('Enter')
    await card('waiting').waitFor()
    assert.equal(await page.getByText('could not be loaded').count(), 0)
  })

  deep('where it can’t be loaded the fold says so, and is tried again', async (t) => {
    const { page, say, card } = await openChat(t, browser, { url: server.parley.url })
    // That it wasn't loaded is told in the browser's console.
    page.removeAllListeners('console')
    await say('Refund order A17')
    await card('waiting').waitFor()
    await page.route(MORE, (route) => route.abort())
    await page.getByText('Values', { exact: true }).click()
    const fold = page.locator('[data-detail=values]')
    await fold.getByText('This could not be loaded.').waitFor()
    await assertAccessible(page)
    await picture(page, 'details-not-loaded')
    await page.unroute(MORE)
    await fold.getByRole('button', { name: 'Try again' }).focus()
    await page.keyboard.press('Enter')
    await fold.locator('.args').first().waitFor()
    assert.equal(await page.getByText('could not be loaded').count(), 0)
  })

  deep(
    'a document that can’t be drawn yet has its title and its way out, and opens when it is tried again',
    async (t) => {
      const { page, say } = await openChat(t, browser, { url: server.parley.url })
      page.removeAllListeners('console')
      const asked = requestQuote(page)
      await say('How long do I have to return a damaged item?')
      const source = page.getByRole('button', { name: /^Source 1/ })
      await source.waitFor()
      assert.deepEqual(asked, [])
      await page.route(MORE, (route) => route.abort())
      await source.focus()
      await page.keyboard.press('Enter')
      const reader = page.getByRole('complementary', { name: 'Returns' })
      await reader.getByRole('alert').waitFor()
      await assertAccessible(page)
      await picture(page, 'reader-not-loaded')
      await page.keyboard.press('Escape')
      await reader.waitFor({ state: 'detached' })
      await page.getByRole('button', { name: /^Source 1/ }).click()
      await page.unroute(MORE)
      await reader.getByRole('button', { name: 'Try again' }).click()
      await reader.locator('mark.here').waitFor()
      await page.getByRole('separator', { name: 'Width of the document' }).waitFor()
    },
  )

  deep('a conversation in German loads its texts as it begins', async (t) => {
    const { page, say, card } = await openChat(t, browser, {
      url: server.parley.url,
      root: 'lang="de"',
      attributes: 'mode="inline" lang="de"',
    })
    await page.getByLabel('Nachricht', { exact: true }).waitFor()
    await say('Bitte erstatte die Bestellung A17')
    await card('waiting').getByText('Werte', { exact: true }).waitFor()
  })
})

function requestQuote(page: Page): readonly string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/widget-more/')) asked.push(request.url())
  })
  return asked
}
