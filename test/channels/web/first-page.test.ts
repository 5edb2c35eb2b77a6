import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible, browserSuite, picture, VIEWS, wordsOf } from '../../helpers/browser.ts'
import { bannedWords } from '../cli/banned-words.ts'
import { startServer } from './start-server.ts'

browserSuite('the first page', (browser) => {
  for (const view of VIEWS) {
    const look = `${view.width} and ${view.scheme}`
    test(`it is accessible, ${look}`, async (t) => {
      const server = await startServer(t, { withPeople: true })
      const page = await browser.newPage(t, view)
      await page.goto(server.url)
      await picture(page, `first-page-${view.width}-${view.scheme}`)
      await assertAccessible(page)
      assert.deepEqual(bannedWords(await wordsOf(page)), [])
    })
  }
})
