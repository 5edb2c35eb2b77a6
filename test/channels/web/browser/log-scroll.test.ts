import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LogScroll } from '#channels/web/widget/log-scroll.ts'

/** A conversation of 1,000 pixels in a window of 300. */
function conversation() {
  const log = { scrollHeight: 1_000, clientHeight: 300, scrollTop: 0 }
  const scroll = new LogScroll()
  scroll.made(log as unknown as HTMLElement)
  scroll.keep()
  return { log, scroll }
}

test('who sees the end of a conversation goes on seeing it, and is told of nothing new', () => {
  const { log, scroll } = conversation()
  scroll.scrolled()
  log.scrollHeight = 1_200
  scroll.added()
  scroll.keep()
  assert.deepEqual([log.scrollTop, scroll.hasNews], [1_200, false])
})

test('who reads further up stays there, and is told that something came until they have seen the end', () => {
  const { log, scroll } = conversation()
  log.scrollTop = 100
  scroll.scrolled()
  scroll.added()
  scroll.keep()
  assert.deepEqual([log.scrollTop, scroll.hasNews], [100, true])
  log.scrollTop = 700
  assert.equal(scroll.scrolled(), true)
  assert.equal(scroll.hasNews, false)
})
