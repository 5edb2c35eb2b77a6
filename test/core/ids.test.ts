import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemContext } from '#core/context.ts'
import { createLogger } from '#core/log.ts'

test('ids are in the order of their making, also the many of one millisecond', () => {
  const { newId } = systemContext(createLogger('silent'))
  const ids = Array.from({ length: 20_000 }, () => newId())
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids) assert.match(id, /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u)
})
