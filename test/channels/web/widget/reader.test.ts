import assert from 'node:assert/strict'
import { before, describe, test, type TestContext } from 'node:test'
import { deep } from '../../../helpers/depth.ts'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { handInLongDocument, LONG } from '../../../helpers/long-document.ts'
import { handInPlacedFiles, PLACED } from '../../../helpers/placed-files.ts'
import type { View } from '../../../helpers/views.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat, type ChatPage } from './chat-page.ts'

const DAMAGED = 'How long do I have to return a damaged item?'
/** What two quotes answer. */
const WARRANTY = 'How long does the warranty last?'
const RULE = 'Only what was paid for an order can be refunded, and never more than its total.'

browserSuite('the documents behind an answer', (browser) => {
  const server = consoleServer()

  async function answered(t: TestContext, view: View = {}, question = DAMAGED): Promise<ChatPage> {
    const chat = await openChat(t, browser, { url: server.parley.url, view })
    await chat.say(question)
    await chat.page.getByRole('heading', { name: 'Where this comes from' }).waitFor()
    return chat
  }

  test('a number opens the whole document at the quoted words, which are marked and nothing else is', async (t) => {
    const { page } = await answered(t)
    await page.getByRole('button', { name: 'Source 1: Returns, Damaged items' }).click()
    const reader = page.getByRole('complementary', { name: 'Returns' })
    const marked = reader.locator('mark.here')
    await marked.waitFor()
    assert.match(await marked.innerText(), /You have 14 days from delivery to report and return a damaged item\./)
    assert.match(await reader.innerText(), /Send us the order number and a photo/)
    for (const elsewhere of [
      'Change of mind',
      'You can return any unused item within 30 days',
      'Light bulbs whose seal',
    ]) {
      assert.ok((await reader.innerText()).includes(elsewhere), elsewhere)
    }
    assert.equal(await reader.getByRole('heading', { name: 'Damaged items' }).count(), 1)
    assert.match(await reader.innerText(), /Word for word as in the document/)
    assert.match(await reader.innerText(), /1 of \d/)
    assert.equal(
      await page
        .locator('.on')
        .innerText()
        .then((text) => text.startsWith('You have 14 days')),
      true,
    )
    assert.equal(await page.getByRole('button', { name: /^Source 1, open/ }).getAttribute('aria-current'), 'true')
  })

  deep('the keyboard opens a quote, goes through them all, and comes back to where it was', async (t) => {
    const { page } = await answered(t, {}, WARRANTY)
    const first = page.getByRole('button', { name: /^Source 1/ })
    await first.focus()
    await page.keyboard.press('Enter')
    await page.locator('mark.here[data-quote="1"]').waitFor()
    assert.equal(await focusedId(page), 'reader-title')
    await page.keyboard.press('n')
    await page.locator('mark.here[data-quote="2"]').waitFor()
    assert.equal(await page.locator('mark.here').count(), 1)
    await page.keyboard.press('Shift+N')
    await page.locator('mark.here[data-quote="1"]').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.reader').waitFor({ state: 'detached' })
    assert.equal(await page.evaluate(focusedLabel), 'Source 1: Warranty, How long the warranty lasts')
  })

  for (const width of ['wide', 'phone'] as const) {
    deep(`${width}: a plan’s rule opens its document at the quote, and Esc comes back to it`, async (t) => {
      const chat = await openChat(t, browser, { url: server.parley.url, view: { width } })
      await chat.say('Refund order A17')
      const rule = chat.page.getByRole('button', { name: /^Based on: .*Only what was paid for an order/ })
      await rule.waitFor()
      assert.equal(await rule.innerText(), `Based on: ${RULE} — Refunds`)
      await rule.focus()
      await chat.page.keyboard.press('Enter')
      const reader = chat.page.getByRole('complementary', { name: 'Refunds' })
      await reader.locator('mark.here').waitFor()
      assert.match(await reader.locator('mark.here').innerText(), new RegExp(RULE))
      assert.match(await reader.innerText(), /For a damaged, wrong or late item we refund the full price/)
      assert.match(await reader.innerText(), /1 of 1/)
      await picture(chat.page, `chat-rule-open-${width}`)
      const [line, sheet] = await Promise.all([rule.boundingBox(), reader.boundingBox()])
      assert.ok(line && sheet && (width === 'wide' ? line.x + line.width <= sheet.x + 1 : line.y + 20 < sheet.y))
      await assertAccessible(chat.page)
      await chat.page.keyboard.press('Escape')
      await chat.page.locator('.reader').waitFor({ state: 'detached' })
      assert.equal(await rule.evaluate((one) => one.matches(':focus')), true)
      await picture(chat.page, `chat-rule-${width}`)
    })
  }

  for (const [width, where] of [
    ['wide', 'beside the answer, and takes another share by the arrow keys'],
    ['phone', 'as a sheet over it, with the cited sentence kept visible above'],
  ] as const) {
    deep(`${width}: the document is ${where}`, async (t) => {
      const { page } = await answered(t, { width })
      await page.getByRole('button', { name: /^Source 1/ }).click()
      await page.locator('mark.here').waitFor()
      const [talk, reader, sentence] = await Promise.all(
        ['.talk', '.reader', '.on'].map(async (name) => await page.locator(name).boundingBox()),
      )
      assert.ok(talk && reader && sentence)
      if (width === 'wide') assert.ok(talk.x + talk.width <= reader.x + 1, 'they stand side by side')
      else {
        assert.ok(reader.y > 200 && reader.height < 600, 'it leaves a third free')
        assert.ok(sentence.y + 20 < reader.y, 'the sentence is above it')
      }
      const handle = page.getByRole('separator')
      const before = Number(await handle.getAttribute('aria-valuenow'))
      await handle.focus()
      await page.keyboard.press(width === 'wide' ? 'ArrowLeft' : 'ArrowUp')
      assert.equal(Number(await handle.getAttribute('aria-valuenow')), before + 5)
      const after = await page.locator('.reader').boundingBox()
      assert.ok(after && (width === 'wide' ? after.width > reader.width : after.height > reader.height))
    })
  }

  for (const [title, status, says] of [
    ['a document that may no longer be read', 404, /You may no longer read this document[\s\S]*The quote stays/],
    ['a server that does not answer', 503, /could not be opened: no connection/],
  ] as const) {
    deep(`${title} is told in words, with no text of it`, async (t) => {
      const chat = await openChat(t, browser, { url: server.parley.url })
      await chat.page.route('**/v1/documents/*/versions/*', (route) =>
        route.fulfill({ status, contentType: 'application/problem+json', body: '{"code":"x"}' }),
      )
      await chat.say('How long do I have to return a damaged item?')
      await chat.page.getByRole('button', { name: /^Source 1/ }).click()
      const reader = chat.page.locator('.reader .doc')
      await reader
        .getByText(says)
        .or(reader.filter({ hasText: says }))
        .first()
        .waitFor()
      assert.doesNotMatch(await reader.innerText(), /Send us the order number/)
      if (status === 404) return
      await chat.page.unroute('**/v1/documents/*/versions/*')
      await reader.getByRole('button', { name: 'Try again' }).click()
      await chat.page.locator('mark.here').waitFor()
    })
  }

  deep('the version that was quoted is shown when there is a newer one, and says so', async (t) => {
    const operator = server.parley.as('operator')
    const handIn = async (hours: string) => {
      const text = `# Lighthouse\n\nThe lamp of the Wobbegong lighthouse is lit ${hours}.`
      const document = { title: 'Lighthouse', source: 'harbour/lighthouse', acl: ['public'], text }
      const { status, body } = await operator.request('POST', '/v1/documents', document)
      assert.equal(status, 202, JSON.stringify(body))
      return body.version
    }
    assert.equal(await handIn('from dusk until midnight'), 1)
    const chat = await openChat(t, browser, { url: server.parley.url })
    await chat.say('When is the lamp of the Wobbegong lighthouse lit?')
    await chat.page.getByRole('heading', { name: 'Where this comes from' }).waitFor()
    assert.equal(await handIn('all night'), 2)
    await chat.page.reload()
    await chat.page.getByRole('button', { name: /^Source 1/ }).click()
    const reader = chat.page.getByRole('complementary', { name: 'Lighthouse' })
    await reader.getByText('The quote is of version 1, which you see here. There is a newer one, version 2.').waitFor()
    assert.match(await reader.locator('mark.here').innerText(), /is lit from dusk until midnight\./)
    assert.match(await reader.locator('.reader-head p').innerText(), /^Version 1/)
    assert.doesNotMatch(await reader.innerText(), /all night/)
    await picture(chat.page, 'reader-older-version')
    await assertAccessible(chat.page)
  })

  for (const view of [
    { width: 'wide', scheme: 'light' },
    { width: 'phone', scheme: 'dark' },
  ] as const) {
    deep(
      `${view.width}: the page or row of a quote is told in the list of sources and in the document's head`,
      async (t) => {
        await handInPlacedFiles(server.parley.as('operator'))
        for (const [file, { title, question, said }] of Object.entries(PLACED)) {
          const { page, say } = await openChat(t, browser, { url: server.parley.url, view })
          await say(question)
          await page.getByRole('button', { name: `Source 1: ${title}, ${said}`, exact: true }).click()
          await page.locator('mark.here').waitFor()
          assert.equal(await page.locator('.source .place').first().innerText(), `${title}, ${said}`)
          assert.equal(await page.locator('.reader-head p').innerText(), `Version 1 · ${said}`)
          await picture(page, `reader-place-${file}-${view.width}-${view.scheme}`)
          await assertAccessible(page)
        }
      },
    )
  }

  describe('a document of more sections than are read at once', () => {
    before(() => handInLongDocument(server.parley.as('operator')))

    for (const view of [
      { width: 'wide', scheme: 'light' },
      { width: 'phone', scheme: 'dark' },
    ] as const) {
      const look = `${view.width}, ${view.scheme}`
      deep(`${look}: it opens at the quote, says what is left out, and shows it when asked`, async (t) => {
        const { page, say } = await openChat(t, browser, { url: server.parley.url, view })
        await say(LONG.question)
        await page.getByRole('button', { name: /^Source 1/ }).click()
        const reader = page.getByRole('complementary', { name: LONG.title })
        const marked = reader.locator('mark.here')
        await marked.waitFor()
        assert.ok((await marked.innerText()).includes(LONG.quote))
        const [first, last] = [reader.locator('section').first(), reader.locator('section').last()]
        const ends = async () => [await first.innerText(), await last.innerText()].map((text) => text.split('\n')[0])
        assert.deepEqual(await ends(), ['Berth 101', 'Berth 2100'])
        await reader.getByText('100 later sections are left out here.').scrollIntoViewIfNeeded()
        await picture(page, `reader-left-out-after-${view.width}-${view.scheme}`)
        const before = reader.getByText('100 earlier sections are left out here.')
        await before.scrollIntoViewIfNeeded()
        await picture(page, `reader-left-out-before-${view.width}-${view.scheme}`)
        if (view.width === 'phone') await assertAccessible(page) // once: it looks at each of 2,000 sections

        const heading = reader.getByRole('heading', { name: 'Berth 101', exact: true })
        const top = (await heading.boundingBox())?.y ?? assert.fail('it is seen')
        await reader.getByRole('button', { name: 'Show earlier sections' }).focus()
        await page.keyboard.press('Enter')
        await reader.getByRole('heading', { name: 'Berth 1', exact: true }).waitFor()
        assert.deepEqual(await ends(), ['Berth 1', 'Berth 2100'])
        const moved = Math.abs(((await heading.boundingBox())?.y ?? Number.NaN) - top)
        assert.ok(moved < 150, `what was read stays in sight: it moved by ${moved}`)
        await reader.getByRole('button', { name: 'Show later sections' }).click()
        await reader.getByRole('heading', { name: `Berth ${LONG.sections}`, exact: true }).waitFor()
        assert.equal(await reader.getByText(/left out/).count(), 0)
        assert.deepEqual(await ends(), ['Berth 1', `Berth ${LONG.sections}`])
        assert.equal(await reader.locator('section').count(), LONG.sections)
        await page.keyboard.press('Escape')
        await page.locator('.reader').waitFor({ state: 'detached' })
      })
    }

    deep('without a connection it says so where more was asked for, and tries again', async (t) => {
      const { page, say } = await openChat(t, browser, { url: server.parley.url })
      await say(LONG.question)
      await page.getByRole('button', { name: /^Source 1/ }).click()
      await page.locator('mark.here').waitFor()
      await page.route('**/v1/documents/*/versions/*', (route) => route.abort())
      await page.getByRole('button', { name: 'Show later sections' }).click()
      await page.getByText('could not be opened: no connection').first().waitFor()
      assert.equal(await page.locator('mark.here').count(), 1)
      await page.unroute('**/v1/documents/*/versions/*')
      await page.getByRole('button', { name: 'Show later sections' }).click()
      await page.getByRole('heading', { name: `Berth ${LONG.sections}`, exact: true }).waitFor()
    })
  })

  deep('words that no longer stand where they were quoted are shown and not marked', async (t) => {
    const chat = await openChat(t, browser, { url: server.parley.url })
    await chat.page.route('**/v1/documents/*/versions/*', async (route) => {
      const answer = await route.fetch()
      const document = (await answer.json()) as { passages: { text: string }[] }
      const passages = document.passages.map((passage) => ({ ...passage, text: `Moved. ${passage.text}` }))
      await route.fulfill({ json: { ...document, passages } })
    })
    await chat.say('How long do I have to return a damaged item?')
    await chat.page.getByRole('button', { name: /^Source 1/ }).click()
    await chat.page.getByText('The words can no longer be marked in this text.').first().waitFor()
    assert.equal(await chat.page.locator('mark').count(), 0)
    assert.match(await chat.page.locator('.reader blockquote').first().innerText(), /You have 14 days/)
  })
})

async function focusedId(page: ChatPage['page']): Promise<string | null> {
  return await page.evaluate(() => document.querySelector('parley-chat')?.shadowRoot?.activeElement?.id ?? null)
}

function focusedLabel(): string | null {
  return document.querySelector('parley-chat')?.shadowRoot?.activeElement?.getAttribute('aria-label') ?? null
}
