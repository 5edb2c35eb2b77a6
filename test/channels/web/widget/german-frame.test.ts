import assert from 'node:assert/strict'
import { test } from 'node:test'
import { someOf } from '../../../helpers/depth.ts'
import { browserSuite, picture } from '../../../helpers/browser.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat } from './chat-page.ts'

browserSuite('a chat whose thread speaks German', (browser) => {
  const server = consoleServer()

  for (const [width, scheme] of someOf([
    ['wide', 'light'],
    ['phone', 'dark'],
  ] as const)) {
    test(`says all around the messages in German, ${width} and ${scheme}`, async (t) => {
      const { page, say } = await openChat(t, browser, { url: server.parley.url, view: { width, scheme } })
      await say('Was kannst du?')
      await page.getByRole('button', { name: 'Eine Bestellung erstatten' }).waitFor()
      assert.equal(await page.getByRole('textbox').getAttribute('placeholder'), 'Nachricht schreiben')
      assert.equal(await page.getByRole('log').getAttribute('lang'), 'de')
      await page.getByText('Sprachmodell: keines. Was die Regeln erlauben, geschieht gleich.').waitFor()
      await page.getByRole('list', { name: 'Sie können wählen' }).waitFor()
      await picture(page, `german-frame-${width}-${scheme}`)
      await page.getByLabel('Nachricht', { exact: true }).fill('How long do I have to return a damaged item?')
      await page.getByLabel('Nachricht', { exact: true }).press('Enter')
      await page.getByRole('textbox', { name: 'Message' }).waitFor()
      assert.equal(await page.getByRole('textbox').getAttribute('placeholder'), 'Write a message')
    })
  }
})
