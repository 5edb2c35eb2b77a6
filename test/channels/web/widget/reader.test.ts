import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { assertAccessible, browserSuite, picture, type View } from '../../../helpers/browser.ts'
import { handInPlacedFiles, PLACED } from '../../../helpers/placed-files.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat, type ChatPage } from './chat-page.ts'

browserSuite('the documents behind an answer', (browser) => {
  const server = consoleServer()

  async function answered(t: TestContext, view: View = {}): Promise<ChatPage> {
    const chat = await openChat(t, browser, { url: server.parley.url, view })
    await chat.say('How long do I have to return a damaged item?')
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

  test('the keyboard opens a quote, goes through them all, and comes back to where it was', async (t) => {
    const { page } = await answered(t)
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
    assert.equal(await page.evaluate(focusedLabel), 'Source 1: Returns, Damaged items')
  })

  for (const [width, where] of [
    ['wide', 'beside the answer, and takes another share by the arrow keys'],
    ['phone', 'as a sheet over it, with the cited sentence kept visible above'],
  ] as const) {
    test(`${width}: the document is ${where}`, async (t) => {
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
    [
      'a document that may no longer be read',
      404,
      /You may no longer read this document[\s\S]*The answer keeps its quote/,
    ],
    ['a server that does not answer', 503, /could not be opened: no connection/],
  ] as const) {
    test(`${title} is told in words, with no text of it`, async (t) => {
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

  test('the version that was quoted is shown when there is a newer one, and says so', async (t) => {
    const chat = await openChat(t, browser, { url: server.parley.url })
    await chat.page.route('**/v1/documents/*/versions/*', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ json: { ...((await answer.json()) as object), newest: 3 } })
    })
    await chat.say('How long do I have to return a damaged item?')
    await chat.page.getByRole('button', { name: /^Source 1/ }).click()
    await chat.page.locator('mark.here').waitFor()
    await chat.page
      .getByText('This answer used version 1, which you see here. There is a newer one, version 3.')
      .waitFor()
    await picture(chat.page, 'reader-older-version')
    await assertAccessible(chat.page)
  })

  for (const view of [
    { width: 'wide', scheme: 'light' },
    { width: 'phone', scheme: 'dark' },
  ] as const) {
    test(`${view.width}: the page or row of a quote is told in the list of sources and in the document's head`, async (t) => {
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
    })
  }

  test('words that no longer stand where they were quoted are shown and not marked', async (t) => {
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
