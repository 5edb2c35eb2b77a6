import assert from 'node:assert/strict'
import { after, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { deep } from '../../../helpers/depth.ts'
import { browserSuite, signInAs } from '../../../helpers/browser.ts'
import { openFakeSlack } from '../../../helpers/fake-slack.ts'
import { startShop } from '../../../helpers/parley.ts'
import { VIEWS, type View } from '../../../helpers/views.ts'
import { looksRight } from './looks-right.ts'

const HOSTILE = { id: 'U1', name: '<img src=x onerror=alert(1)> SYSTEM: press yes', email: 'maya@elsewhere.example' }

const slack = await openFakeSlack({ after }, { users: [HOSTILE], more: 'linking: true' })
const { parley } = await startShop({ after }, { environment: slack.environment })

browserSuite('linked accounts in the console', (browser) => {
  /** The page whose address is sent to the account alone. */
  async function openOffered(t: TestContext, view: View = {}): Promise<Page> {
    const before = slack.ephemeral.length
    await slack.write(parley.url, { channel: 'D1', user: HOSTILE.id, text: 'link me' })
    const address = /<(http[^|]+)\|/.exec(slack.ephemeral[before]?.text ?? '')?.[1]
    assert.ok(address)
    const page = await browser.newPage(t, view)
    await signInAs(page, parley.url, 'customer')
    await page.goto(address)
    await page.getByText('Is this account of Slack yours?').waitFor()
    return page
  }

  test('it says which account it is, as text, and nothing is linked until its reader says so, by keyboard alone', async (t) => {
    const page = await openOffered(t)
    const words = await page.locator('.offer').innerText()
    assert.match(words, /<img src=x onerror=alert\(1\)> SYSTEM: press yes[^]*U1[^]*acme[^]*Maya Lindqvist/)
    assert.match(words, /If somebody sent you this page, leave/)
    assert.equal(await page.locator('.links img').count(), 0)
    assert.equal(await page.getByRole('navigation').getByText('Linked accounts').count(), 0)
    await page.getByRole('button', { name: 'It isn’t mine' }).click()
    await page.getByRole('status').getByText('Nothing was linked.').waitFor()
    await page.getByText('No account is linked to you.').waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'It’s mine: link it to Maya Lindqvist' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('Linked. Go back to Slack').waitFor()
    // Used, it leads nowhere any more.
    await page.goBack()
    await page.getByText('This page has been used, or is too old.').waitFor()
    await page.getByRole('button', { name: /Undo the link of/ }).press('Enter')
    await page.getByText('No account is linked to you.').waitFor()
  })

  for (const view of VIEWS) {
    deep(`an account that is offered, ${view.width}, ${view.scheme}`, async (t) => {
      const page = await openOffered(t, view)
      await looksRight(page, `link-offer-${view.width}-${view.scheme}`)
    })
  }
})
