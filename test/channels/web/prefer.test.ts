import assert from 'node:assert/strict'
import test from 'node:test'
import { preferredWaitMs } from '#channels/web/prefer.ts'
import { someOf } from '../../helpers/depth.ts'

for (const [prefer, expected] of someOf([
  [undefined, null],
  ['', null],
  ['wait=20', 20_000],
  ['WAIT = "20"', 20_000],
  ['respond-async, wait=10', 10_000],
  ['return=minimal; wait=5, wait=10;x=y', 10_000],
  ['foo="a, wait=1", wait=2', 2_000],
  ['wait=5, wait=10', 5_000],
  ['wait=600', 50_000],
  ['wait=0', 0],
  ['wait', null],
  ['wait=soon, wait=5', null],
  ['wait=-1', null],
  ['awaited=5', null],
] as const)) {
  test(`Prefer: ${prefer ?? '(none)'} is a wait of ${expected === null ? 'nothing that is said' : `${expected} ms`}`, () => {
    assert.equal(preferredWaitMs(prefer, 50_000), expected)
  })
}
