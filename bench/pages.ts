import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchChromium, missingChromium } from '../test/helpers/browser.ts'
import { startParley, type TestParley } from '../test/helpers/parley.ts'
import { Closing } from './closing.ts'
import { median, milliseconds, type Figure } from './figure.ts'
import { startBenchShop } from './shop.ts'

const PAGES = 8
const CARDS = 8
const WITHIN_MS = 30_000

/** What a browser has to load, how long until the first page can be used, and a card after the event that it shows. */
export async function pageFigures(): Promise<readonly Figure[]> {
  const sizes: readonly Figure[] = [
    { name: 'widget, brotli', value: await size('widget.js'), goal: '≤ 41.5 kB' },
    { name: 'console, brotli', value: await size('console.js') },
  ]
  const missing = missingChromium()
  if (missing !== null) return [...sizes, { name: 'first page', value: missing }]
  await using closing = new Closing()
  const shop = await startBenchShop(closing, CARDS)
  const parley = await startParley(closing, { shop: { url: shop.url, token: '' } })
  const browser = await launchChromium()
  closing.after(() => browser.close())
  const first = await usableAfter(browser, parley.url)
  const again = await usableAgain(browser, parley.url)
  const cards = await cardsAfter(browser, parley, shop.orderIds)
  return [
    ...sizes,
    { name: 'first page to usable, nothing kept', value: milliseconds(median(first)) },
    { name: 'first page to usable, again', value: milliseconds(median(again)) },
    { name: 'card in the chat after its event', value: milliseconds(median(cards.map(({ chat }) => chat))) },
    { name: 'card in the queue after its event', value: milliseconds(median(cards.map(({ queue }) => queue))) },
  ]
}

async function size(file: string): Promise<string> {
  const packed = await stat(join(import.meta.dirname, '../dist', `${file}.br`))
  return `${(packed.size / 1_000).toFixed(1)} kB`
}

/** Each time as somebody whom the browser has never seen. */
async function usableAfter(browser: Browser, url: string): Promise<readonly number[]> {
  const samples: number[] = []
  while (samples.length < PAGES) {
    const context = await browser.newContext()
    samples.push(await usable(await context.newPage(), url))
    await context.close()
  }
  return samples
}

/** With scripts and session kept by the browser. */
async function usableAgain(browser: Browser, url: string): Promise<readonly number[]> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await usable(page, url)
  const samples: number[] = []
  while (samples.length < PAGES) samples.push(await usable(page, url))
  await context.close()
  return samples
}

// From the beginning of the navigation until there is something to press on the left and the right has been read.
async function usable(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' })
  const moment = await page.waitForFunction(
    () => {
      const chat = document.querySelector('parley-chat')?.shadowRoot
      const canAsk = (chat?.querySelectorAll('textarea, button').length ?? 0) > 2
      const isRead = document.querySelector('#side-lead .lh span') !== null
      return canAsk && isRead ? performance.now() : null
    },
    null,
    { timeout: WITHIN_MS, polling: 'raf' },
  )
  return Number(await moment.jsonValue())
}

/** Asks for refunds over the API's side, and looks when both sides of the first page show each card. */
async function cardsAfter(
  browser: Browser,
  parley: TestParley,
  orderIds: readonly string[],
): Promise<readonly { readonly chat: number; readonly queue: number }[]> {
  const [customer, lead] = [parley.as('customer'), parley.as('support-lead')]
  const samples: { readonly chat: number; readonly queue: number }[] = []
  for (const orderId of orderIds) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await usable(page, parley.url)
    await page.getByRole('textbox', { name: 'Message' }).fill(`Refund order ${orderId}`)
    await page.keyboard.press('Enter')
    const shown = await page.waitForFunction(shownCards, null, { timeout: WITHIN_MS, polling: 'raf' })
    const [plan] = await lead.waitingPlans()
    if (plan === undefined) throw new Error('The card shows a plan that does not wait.')
    const { at } = await customer.event(plan.threadId, ({ type }) => type === 'plan-proposed')
    const moments = await shown.jsonValue()
    if (moments === null) throw new Error('The cards were seen at no moment.')
    const { chat, queue } = moments
    samples.push({ chat: chat - Date.parse(at), queue: queue - Date.parse(at) })
    await lead.decide(plan, 'reject')
    await context.close()
  }
  return samples
}

/** When each side first showed its card, once both do. Runs in the page, once for each frame that it draws. */
function shownCards(): { readonly chat: number; readonly queue: number } | null {
  const { dataset } = document.body
  const chat = document.querySelector('parley-chat')?.shadowRoot?.querySelector('.plan')
  if (chat) dataset.chat ??= String(Date.now())
  if (document.querySelector('#side-lead .plan')) dataset.queue ??= String(Date.now())
  const { chat: inChat, queue: inQueue } = dataset
  return inChat === undefined || inQueue === undefined ? null : { chat: Number(inChat), queue: Number(inQueue) }
}
