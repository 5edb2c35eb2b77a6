import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unlinked } from '#cards/drawing/unlinked-text.ts'

for (const [text, told] of [
  ['![x](https://evil.example/?d=1)', '! [x] (https:// evil.example/?d=1)'],
  ['[a][1] and [1]: https://evil.example', '[a] [1] and [1] : https:// evil.example'],
  ['<img src=x onerror=alert(1)>', '< img src=x onerror=alert(1)>'],
  ['</b><!-- x -->', '< /b>< !-- x -->'],
  ['see www.evil.example', 'see www. evil.example'],
  ['mailto:eve@evil.example', 'mailto: eve@evil.example'],
  ['JAVASCRIPT://x', 'JAVASCRIPT:// x'],
  ['A12 costs < 50 EUR, [in words] (fifty)!', 'A12 costs < 50 EUR, [in words] (fifty)!'],
  ['', ''],
] as const)
  test(`“${text}” is told as “${told}”`, () => {
    assert.equal(unlinked(text).text, told)
  })

test('a place goes with the words that it was of', () => {
  const text = 'Look: ![x](https://e.example) and quote'
  const { text: told, at } = unlinked(text)
  const place = text.indexOf('quote')
  assert.equal(told.slice(at(place), at(place + 5)), 'quote')
  assert.equal(at(0), 0)
  assert.equal(at(text.length), told.length)
})

test('what is told of a beginning is a beginning of what is told of the whole', () => {
  const text = 'A ![b](https://c.example/d) <e> [f]: mailto:g@h.example www.i.example!'
  for (let end = 0; end <= text.length; end += 1) {
    const begun = unlinked(text.slice(0, end)).text
    assert.ok(unlinked(text).text.startsWith(begun), begun)
  }
})
