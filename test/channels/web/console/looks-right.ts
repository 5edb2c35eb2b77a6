import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { assertAccessible, picture, wordsOf } from '../../../helpers/browser.ts'
import { bannedWords } from '../../cli/banned-words.ts'

/** A screen as it is looked at: its picture is kept, axe finds nothing, and no word of the code stands on it. */
export async function looksRight(page: Page, name: string): Promise<void> {
  await picture(page, name)
  await assertAccessible(page)
  // The plan as written is the program itself, in its own words.
  const code = await page.locator('.code').allInnerTexts()
  const words = code.reduce((text, program) => text.replace(program, ''), await wordsOf(page))
  assert.deepEqual(bannedWords(words), [], name)
}
