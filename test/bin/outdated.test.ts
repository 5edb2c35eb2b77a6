import assert from 'node:assert/strict'
import test from 'node:test'
import { saidOf } from '../../bin/outdated.ts'

const behind = (wanted: string, latest: string) => ({ wanted, latest })

test('what is behind is named first, then what is held with its reason, then reasons that hold nothing', () => {
  const outdated = { hono: behind('4.9.0', '4.13.0'), jose: behind('6.2.0', '6.3.0') }
  assert.deepEqual(saidOf(outdated, { jose: 'It breaks.', ws: 'It did.' }), {
    isBehind: true,
    lines: [
      'behind  hono 4.9.0, newest 4.13.0',
      'held    jose 6.2.0, newest 6.3.0: It breaks.',
      "free    ws isn't behind: take it out of bin/held-packages.json",
    ],
  })
})

test('what is held for a reason, or older than what is here, is nothing to do', () => {
  assert.equal(saidOf({ jose: behind('6.2.0', '6.3.0') }, { jose: 'It breaks.' }).isBehind, false)
  assert.deepEqual(saidOf({ langgraph: behind('1.10.0', '1.9.0') }, {}), { isBehind: false, lines: [] })
})
