import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { deep } from '../../helpers/depth.ts'
import { assertAccessible, browserSuite, picture } from '../../helpers/browser.ts'
import { VIEWS, type View } from '../../helpers/views.ts'
import { consoleServer } from './console/console-server.ts'
import { looksRight } from './console/looks-right.ts'

browserSuite('the first page', (browser) => {
  const server = consoleServer()

  async function open(t: TestContext, view: View = {}): Promise<Page> {
    const page = await browser.newPage(t, view)
    await page.goto(server.parley.url)
    await page.getByRole('button', { name: 'Refund order A17' }).waitFor()
    return page
  }

  // Before anything larger: a day's refunds above 100.00 EUR are no longer small ones.
  test('what goes ahead by itself asks nobody on the right', async (t) => {
    const page = await open(t)
    await page.getByRole('button', { name: 'Refund order A12' }).click()
    await page.locator('#side-customer .plan[data-status=done]').waitFor()
    assert.equal(await page.locator('#side-lead .row').count(), 0)
    assert.equal((await server.shop.book()).refunds.length, 1)
  })

  deep('where there is one agent there is nothing to choose', async (t) => {
    const page = await open(t)
    assert.equal(await page.getByRole('combobox').count(), 0)
  })

  deep('a newcomer asks on the left, decides on the right, and sees it done on both sides', async (t) => {
    const page = await open(t)
    const [chat, queue] = [page.locator('#side-customer'), page.locator('#side-lead')]
    await queue.getByText('Ask for a refund as Maya').last().waitFor()
    await page.getByRole('button', { name: 'Refund order A17' }).click()
    await chat.locator('.state', { hasText: 'With our support lead' }).waitFor()
    await queue.locator('.plan:not([data-inert])', { hasText: 'Needs your yes' }).waitFor()
    await queue.getByRole('button', { name: 'Refund 129.00 EUR and mail' }).click()
    for (const side of [chat, queue]) await side.locator('.plan[data-status=done]').waitFor()
    await chat.locator('.state', { hasText: 'Jonas Weber said yes' }).waitFor()
    assert.equal((await server.shop.book()).refunds.length, 1)
    await page.reload()
    await chat.locator('.plan[data-status=done]').waitFor()
    await queue.getByText('Nothing waits for you.').last().waitFor()
  })

  deep('single keys work in the queue and are letters in the chat', async (t) => {
    const page = await open(t)
    await page.getByRole('button', { name: 'Refund order A17' }).click()
    await page.locator('#side-lead .plan:not([data-inert])').waitFor()
    await page.getByRole('textbox', { name: 'Message' }).focus()
    await page.keyboard.type('ax?')
    assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), 'ax?')
    assert.equal(await page.getByRole('radio').count(), 0)
    await page.locator('#side-lead .row').focus()
    await page.keyboard.press('a')
    await page.keyboard.press('Enter')
    await page.locator('#side-lead .plan[data-status=done]').waitFor()
  })

  deep('on a phone the sides are tabs, and the arrow keys move along them', async (t) => {
    const page = await open(t, { width: 'phone' })
    const [customer, lead] = [
      page.getByRole('tab', { name: 'Customer' }),
      page.getByRole('tab', { name: 'Support lead' }),
    ]
    assert.equal(await page.locator('#side-lead').isVisible(), false)
    await page.getByRole('button', { name: 'Refund order A17' }).click()
    await page.getByRole('tab', { name: 'Support lead 1 waits' }).waitFor()
    await customer.focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('tabpanel').and(page.locator('#side-lead')).waitFor()
    assert.equal(await page.locator('#side-customer').isVisible(), false)
    assert.deepEqual(
      [await lead.getAttribute('aria-selected'), await customer.getAttribute('tabindex')],
      ['true', '-1'],
    )
    await page.locator('#side-lead .row').tap()
    await page.locator('.plan:visible:not([data-inert])').waitFor()
    await page.getByRole('button', { name: 'Refund 129.00 EUR and mail' }).tap()
    await page.locator('#side-lead .plan[data-status=done]').waitFor()
  })

  deep('it says what is running and how to give it a model, and leads to the console as who decides', async (t) => {
    const page = await open(t)
    await page.getByRole('button', { name: 'no model: add one' }).focus()
    await page.keyboard.press('Enter')
    const about = page.locator('#about')
    await about.getByText('OPENAI_API_KEY').waitFor()
    await picture(page, 'first-page-about')
    await assertAccessible(page)
    assert.match(await about.innerText(), /Database\s+P(?:Glite|ostgreSQL)[\s\S]*Give it a model[\s\S]*npx parley chat/)
    await page.keyboard.press('Escape')
    await about.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Console' }).click()
    await page.locator('.me', { hasText: 'Jonas Weber' }).waitFor()
    await page.goto(`${server.parley.url}/docs/api`)
    await page.getByRole('heading', { name: 'The API' }).waitFor()
  })

  for (const view of VIEWS) {
    deep(`it is accessible and says what people say (${view.width}, ${view.scheme})`, async (t) => {
      const page = await open(t, view)
      await looksRight(page, `first-page-${view.width}-${view.scheme}`)
      await page.getByRole('button', { name: 'Refund order A17' }).click()
      await page.locator('#side-customer .state', { hasText: 'With our support lead' }).waitFor()
      if (view.width === 'phone') await looksRight(page, `first-page-asked-${view.width}-${view.scheme}`)
      if (view.width === 'phone') await page.getByRole('tab', { name: 'Support lead' }).tap()
      await page.locator('#side-lead .row').click()
      await page.locator('#side-lead .plan:not([data-inert])').waitFor()
      await page.mouse.move(0, 0)
      await looksRight(page, `first-page-decide-${view.width}-${view.scheme}`)
    })
  }
})
