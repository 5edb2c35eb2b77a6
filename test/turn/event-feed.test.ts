import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openEventFeed } from '#turn/feed/event-feed.ts'
import type { OnNotification } from '#memory/database/driver/notifications.ts'

test('a notice that nobody of ours has sent is no breakage', async () => {
  const listening = Promise.withResolvers<OnNotification>()
  await using _feed = await openEventFeed({
    listen: async (_channel, onNotice) => {
      listening.resolve(onNotice)
      return { [Symbol.asyncDispose]: async () => {} }
    },
    batch: () => Promise.reject(new Error('nothing is read here')),
  })
  const onNotice = await listening.promise
  for (const payload of ['', 'hello', '{', 'null', '{"seq":"1"}']) {
    assert.doesNotThrow(() => onNotice(payload, undefined), payload)
  }
})
