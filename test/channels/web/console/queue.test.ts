import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { deep } from '../../../helpers/depth.ts'
import { assertAccessible, browserSuite, picture, signInAs, type TestBrowser } from '../../../helpers/browser.ts'
import type { View } from '../../../helpers/views.ts'
import { consoleServer } from './console-server.ts'

browserSuite('the queue', (browser) => {
  const server = consoleServer()

  async function open(t: TestContext, path = '/console', view: View = {}): Promise<Page> {
    return await openConsole(t, browser, { url: server.parley.url, path, view })
  }
  const refunds = async (): Promise<number> => (await server.shop.book()).refunds.length

  test('a plan is decided by keyboard alone, and what it did is on its card', async (t) => {
    await server.ask('Refund order A17')
    const page = await open(t)
    await ready(page, 'Refund 129.00 EUR for order A17')
    await page.keyboard.press('j')
    await page.keyboard.press('a')
    assert.equal(await focused(page), 'approve')
    assert.equal(await refunds(), 0)
    await page.keyboard.press('Enter')
    await page.locator('.plan[data-status=done]').waitFor()
    await page.getByText('number R1001').waitFor()
    await page.locator('.row.over', { hasText: 'Done' }).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.closest('.review') !== null), true)
    assert.equal(await page.title(), 'Queue: Parley')
    assert.equal(await refunds(), 1)
  })

  deep('a rejection asks for a reason and a note, by keyboard alone, and keeps both', async (t) => {
    const { plan } = await server.ask('Refund order A17')
    const page = await open(t)
    await ready(page, 'Refund 129.00 EUR for order A17')
    await page.keyboard.press('x')
    await page.getByRole('radio', { name: 'Wrong amount' }).waitFor()
    await picture(page, 'console-reject')
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'radio')
    await page.keyboard.press('n')
    assert.equal(await page.getByRole('radio', { name: 'Not eligible' }).isChecked(), true)
    await page.keyboard.press('Tab')
    await page.keyboard.type('jaxu: paid back in cash')
    await page.keyboard.press('Enter')
    await page.locator('.plan[data-status=rejected]').waitFor()
    await page.getByText('You said no').first().waitFor()
    const [no] = (await server.parley.as('support-lead').plan(plan.id)).decisions
    assert.deepEqual([no?.decision, no?.reason, no?.note], ['reject', 'not-eligible', 'jaxu: paid back in cash'])
    // Its card came up before them, and that was told to the server.
    assert.ok((no?.lookedMs ?? 0) > 0)
    assert.equal(await refunds(), 0)
  })

  test('what a button asks is in sight with the first field focused, and so are the buttons that answer it', async (t) => {
    await server.ask('Refund order A17')
    const page = await open(t)
    for (const [width, height] of [
      [1_280, 720],
      [390, 780],
    ] as const) {
      await page.setViewportSize({ width, height })
      await ready(page, 'Refund 129.00 EUR for order A17')
      assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), height)
      for (const [act, field] of [
        ['reject', '.asked input'],
        ['edit', '.steps input'],
      ] as const) {
        await page.locator(`[data-act=${act}]`).click()
        await page.waitForFunction((first) => document.activeElement === document.querySelector(first), field)
        await picture(page, `console-${act}-pressed-${width}`)
        const inSight = act === 'reject' ? [field, '.asked textarea', '[data-act=send]'] : [field, '[data-act=send]']
        for (const part of inSight) assert.ok(await isInSight(page, part), `${part} at ${width} px`)
        await assertAccessible(page)
        await page.locator('[data-act=go-back]').click()
        assert.equal(await focused(page), act)
        await page.locator(`[data-act=${act}]`).click()
        await page.waitForFunction((first) => document.activeElement === document.querySelector(first), field)
        await page.keyboard.press('Escape')
        await page.locator('[data-asking]').waitFor({ state: 'detached' })
        assert.equal(await focused(page), act)
      }
    }
  })

  deep('an amount is changed by keyboard alone, marked with what it was, and asks another lead', async (t) => {
    const { plan } = await server.ask('Refund order A17')
    const page = await open(t)
    await ready(page, 'Refund 129.00 EUR for order A17')
    await page.keyboard.press('e')
    const amount = page.getByRole('textbox', { name: 'Step 1, amount' })
    await amount.waitFor()
    await page.waitForFunction(() => document.activeElement?.matches('.steps input'))
    await amount.fill('99.999')
    await page.keyboard.press('Enter')
    await page.locator('.editing', { hasText: 'Write an amount in EUR, such as 129.00.' }).waitFor()
    assert.equal(await amount.getAttribute('aria-invalid'), 'true')
    assert.equal(await amount.evaluate((field) => field === document.activeElement), true)
    await assertAccessible(page)
    await picture(page, 'console-editing-wrong')
    await amount.fill('99,00')
    await page.locator('.editing .wrong').waitFor({ state: 'detached' })
    await page.locator('.editing del', { hasText: '129.00' }).waitFor()
    await picture(page, 'console-editing')
    await page.keyboard.press('Enter')
    await page.getByText('You changed this plan, so somebody else must say yes.').first().waitFor()
    await page.locator('.args del', { hasText: '129.00' }).first().waitFor()
    await assertAccessible(page)
    await picture(page, 'console-edited')
    assert.equal(await page.locator('[data-act=approve]').count(), 0)
    const now = await server.parley.as('other-lead').plan(plan.id)
    assert.deepEqual(
      [now.effects[0]?.args['amount'], now.effects[0]?.arguments.find(({ name }) => name === 'amount')?.origin],
      [9900, 'Jonas Weber changed it'],
    )
    assert.equal((await server.parley.as('other-lead').decide(now, 'approve')).status, 200)
    await page.locator('.plan[data-status=done]').waitFor()
    assert.equal((await server.shop.book()).refunds[0]?.amount, 9900)
  })

  deep('after a decision the next plan opens, and the decided one is a line with its result', async (t) => {
    await server.ask('Refund order A17')
    await server.ask('Refund order A23')
    const page = await open(t)
    await page.locator('.row').nth(1).waitFor()
    await ready(page, 'Refund 129.00 EUR for order A17')
    await page.keyboard.press('a')
    await page.keyboard.press('Enter')
    await ready(page, 'Refund 89.50 EUR for order A23')
    await page.locator('.row.over', { hasText: 'Done' }).waitFor()
    assert.equal(await page.locator('.row').count(), 2)
    await page.getByText('1 waits for you').waitFor()
    assert.match(page.url(), /\/console\/queue\/[\da-f-]{36}$/)
    await page.keyboard.press('k')
    await page.locator('.plan[data-status=done]').waitFor()
  })

  deep('an answer that comes second changes nothing and says whose came first', async (t) => {
    const { plan } = await server.ask('Refund order A17')
    const page = await open(t)
    await ready(page, 'Refund 129.00 EUR for order A17')
    // The page hears of nothing while the other one decides, and doesn't know that it doesn't.
    const lists = await holdLists(page)
    await lists.held
    await server.parley.as('other-lead').decide(plan, 'reject')
    await page.keyboard.press('a')
    await page.keyboard.press('Enter')
    await page.getByText('Your answer came second and changed nothing.').first().waitFor()
    await page.locator('.state', { hasText: 'Ana Sousa said no' }).waitFor()
    lists.goOn()
    assert.equal(await refunds(), 0)
  })

  deep('what is decided elsewhere is seen without a reload, in every window', async (t) => {
    const { plan } = await server.ask('Refund order A17')
    const page = await open(t)
    await ready(page, 'Refund 129.00 EUR for order A17')
    const other = await browser.anotherPage(t, page)
    await other.goto(`${server.parley.url}/console`)
    await ready(other, 'Refund 129.00 EUR for order A17')
    await server.parley.as('other-lead').decide(plan, 'approve')
    for (const window of [page, other]) {
      await window.locator('.plan[data-status=done]').waitFor()
      await window.locator('.state', { hasText: 'Ana Sousa said yes' }).waitFor()
    }
  })

  deep('two windows of one person decide once', async (t) => {
    await server.ask('Refund order A17')
    const page = await open(t)
    const other = await browser.anotherPage(t, page)
    await other.goto(`${server.parley.url}/console`)
    await Promise.all([page, other].map((window) => ready(window, 'Refund 129.00 EUR for order A17')))
    // Neither window hears that the other one decided before its own answer is on its way.
    const lists = await Promise.all([page, other].map(holdLists))
    await Promise.all([page, other].map((window) => window.locator('[data-act=approve]').click()))
    for (const list of lists) list.goOn()
    for (const window of [page, other]) await window.locator('.plan[data-status=done]').waitFor()
    assert.equal(await refunds(), 1)
  })

  deep('what is new waits behind a number, and moves nothing until it is wanted', async (t) => {
    await server.ask('Refund order A17')
    const page = await open(t)
    await ready(page, 'Refund 129.00 EUR for order A17')
    await server.ask('Refund order A23')
    await page.getByRole('button', { name: 'Show 1 new plan' }).waitFor()
    assert.equal(await page.locator('.row').count(), 1)
    assert.equal(await page.title(), '(2) Queue: Parley')
    await page.getByRole('button', { name: 'Show 1 new plan' }).click()
    await page.locator('.row').nth(1).waitFor()
    await ready(page, 'Refund 129.00 EUR for order A17')
  })

  deep('a plan has an address, which a reload and the way back keep, and an address of nothing says so', async (t) => {
    await server.ask('Refund order A17')
    const { plan } = await server.ask('Refund order A23')
    const page = await open(t, `/console/queue/${plan.id}`)
    await ready(page, 'Refund 89.50 EUR for order A23')
    await page.reload()
    await ready(page, 'Refund 89.50 EUR for order A23')
    await page.keyboard.press('k')
    await ready(page, 'Refund 129.00 EUR for order A17')
    await page.goBack()
    await ready(page, 'Refund 89.50 EUR for order A23')
    await page.goto(`${server.parley.url}/console/queue/019a0000-0000-7000-8000-00000000ffff`)
    await page.getByText("This plan doesn't exist, or you can't see it.").waitFor()
    await page.goto(`${server.parley.url}/console/nowhere`)
    await page.getByText('There is no such page here.').waitFor()
  })

  deep('nothing waits, and it says so; what comes then is there by itself', async (t) => {
    const page = await open(t)
    await page.getByRole('region', { name: 'Plan review' }).getByText('Nothing waits for you.').waitFor()
    await picture(page, 'console-empty')
    await server.ask('Refund order A17')
    await ready(page, 'Refund 129.00 EUR for order A17')
  })

  deep(
    'everyone’s and decided plans have addresses of their own, and say whose they are and how they ended',
    async (t) => {
      await server.ask('Refund order A17')
      const { plan } = await server.ask('Refund order A23')
      await server.parley.as('other-lead').decide(plan, 'reject')
      const page = await browser.newPage(t)
      await signInAs(page, server.parley.url, 'operator')
      await page.goto(`${server.parley.url}/console`)
      await page.getByText('Nothing waits for you. 1 waits for others.').last().waitFor()
      await page.getByRole('link', { name: 'Everyone' }).click()
      await page.locator('.row', { hasText: 'Maya Lindqvist · With our support lead' }).click()
      await page.locator('.plan .state', { hasText: 'With our support lead' }).waitFor()
      assert.equal(await page.locator('[data-act=approve]').count(), 0)
      await page.getByRole('link', { name: 'Decided' }).click()
      await page.locator('.row', { hasText: 'Refund 89.50 EUR' }).first().click()
      await page.locator('.plan[data-status=rejected] .state', { hasText: 'Ana Sousa said no' }).waitFor()
      assert.match(page.url(), /\/console\/queue\/[\da-f-]{36}\?show=decided$/)
      await page.reload()
      await page.locator('.plan[data-status=rejected]').waitFor()
      await page.locator('.row[aria-current]', { hasText: 'Refund 89.50 EUR' }).waitFor()
      await picture(page, 'console-decided')
      await assertAccessible(page)
    },
  )

  deep('a server that restarts in the middle is waited for, and its reader goes on', async (t) => {
    await server.ask('Refund order A17')
    const page = await open(t)
    await ready(page, 'Refund 129.00 EUR for order A17')
    await server.parley.stop()
    await page.locator('.state', { hasText: 'No connection, trying again' }).waitFor()
    assert.equal(await page.locator('[data-act=approve]').getAttribute('aria-disabled'), 'true')
    await picture(page, 'console-no-connection')
    await server.parley.start()
    await page.locator('.state', { hasText: 'Needs your yes' }).waitFor()
    await page.locator('[data-act=approve]').click()
    await page.locator('.plan[data-status=done]').waitFor()
    assert.equal(await refunds(), 1)
  })

  deep('single keys do nothing in a field, and nothing anywhere once they are off', async (t) => {
    await server.ask('Refund order A17')
    await server.ask('Refund order A23')
    const page = await open(t)
    await ready(page, 'Refund 129.00 EUR for order A17')
    await page.keyboard.press('x')
    await page.getByRole('textbox').focus()
    await page.keyboard.type('jk?')
    await ready(page, 'Refund 129.00 EUR for order A17')
    assert.equal(await page.getByRole('textbox').inputValue(), 'jk?')
    await page.getByRole('button', { name: 'Go back' }).click()
    assert.equal(await focused(page), 'reject')
    await page.keyboard.press('?')
    await page.keyboard.press('j')
    await ready(page, 'Refund 129.00 EUR for order A17')
    await page.getByRole('checkbox', { name: 'Single keys work' }).uncheck()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('j')
    await page.keyboard.press('?')
    assert.equal(await page.getByRole('dialog').count(), 0)
    await ready(page, 'Refund 129.00 EUR for order A17')
  })

  deep('beside a plan stands what led to it, and its letters open what is behind it', async (t) => {
    const said = await server.parley.as('customer').ask('How long do I have to return a damaged item?')
    await server.parley.as('customer').ask('Refund order A17', said.threadId)
    const page = await open(t)
    await ready(page, 'Refund 129.00 EUR for order A17')
    const context = page.getByRole('complementary', { name: 'What it is about' })
    await context.getByText('How long do I have to return a damaged item?').waitFor()
    await context.getByText('Refund order A17').waitFor()
    await context.getByText('Maya Lindqvist', { exact: true }).waitFor()
    for (const [key, shows] of [
      ['l', 'Look up order A17'],
      ['p', 'tools.shop.orders.get'],
      ['r', 'a support lead must say yes'],
      ['o', 'from our playbook'],
    ] as const) {
      await page.keyboard.press(key)
      await page.locator('details[open]', { hasText: shows }).waitFor()
    }
  })

  deep('on a phone a plan opens over the list, with its buttons in reach, and goes back to it', async (t) => {
    await server.ask('Refund order A17')
    const page = await open(t, '/console', { width: 'phone' })
    await page.locator('.row').tap()
    await ready(page, 'Refund 129.00 EUR for order A17')
    await page.getByText('1 of 1').waitFor()
    const box = await page.locator('[data-act=approve]').boundingBox()
    assert.ok(box !== null && box.y + box.height <= 844 && box.height >= 44, JSON.stringify(box))
    await page.getByRole('button', { name: 'Back to the queue' }).tap()
    await page.locator('.row').waitFor()
    assert.equal(await page.locator('.plan').isVisible(), false)
  })
})

async function openConsole(
  t: TestContext,
  browser: TestBrowser,
  { url, path, view }: { readonly url: string; readonly path: string; readonly view: View },
): Promise<Page> {
  const page = await browser.newPage(t, view)
  await signInAs(page, url, 'support-lead')
  await page.goto(`${url}${path}`)
  return page
}

/** The card is open and takes a press. */
async function ready(page: Page, title: string): Promise<void> {
  await page.locator('.plan:not([data-inert]) .plan-title', { hasText: title }).waitFor()
}

/** Whether nothing lies over it, and it is in the window. */
async function isInSight(page: Page, selector: string): Promise<boolean> {
  return await page
    .locator(selector)
    .first()
    .evaluate((part) => {
      const { x, y, width, height } = part.getBoundingClientRect()
      return part.contains(document.elementFromPoint(x + width / 2, y + height / 2))
    })
}

async function focused(page: Page): Promise<string | null> {
  return await page.evaluate(() => document.activeElement?.getAttribute('data-act') ?? null)
}

/** Keeps the page from hearing what its lists of plans say by now, until they may go on. `held`: it has asked for one. */
async function holdLists(page: Page): Promise<{ readonly held: Promise<void>; goOn(): void }> {
  const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route('**/v1/plans*', async (route) => {
    held.resolve()
    await over.promise
    await route.continue()
  })
  return { held: held.promise, goOn: over.resolve }
}
