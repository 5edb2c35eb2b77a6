import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { DEEP_FILES } from './deep-files.ts'
import { LONG, orderOf, WAITING } from './order.ts'

function run(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      'test/runner/run.ts',
      ...words.map((word) => word.replace(/^fixture:/, 'test/fixtures/runner/')),
      '--at-once',
      '1',
    ],
    { encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: undefined } },
  )
  return { status, out: stdout + stderr }
}

test('a run that passes ends with its counts and code 0', () => {
  const { status, out } = run('fixture:passes.ts', '--order', '3', '--seed', '7')
  assert.match(out, /^1 test files on \w+, 1 at once, order 3, seed 7$/m)
  assert.match(out, /^1 passed, 0 failed, 0 skipped$/m)
  assert.equal(status, 0)
})

test('what a file closes at its end is closed before the next begins, and before its process ends', () => {
  const { status, out } = run('fixture:closes-slowly.ts', 'fixture:passes.ts')
  assert.match(out, /^closed at its end\n[^]*closes-slowly\.ts/m)
  assert.equal(status, 0)
})

deep('a file that node --test runs closes what is shared after all that is its own', () => {
  const words = ['--test', '--test-name-pattern', 'nobody reserves', 'test/memory/reservations.test.ts']
  const { status, stdout } = spawnSync(process.execPath, words, {
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  })
  assert.match(stdout, /^ℹ pass 1$/m)
  assert.equal(status, 0, stdout)
})

test('hooks belong to the test that asks for them, also where it has waited before', () => {
  const { status, out } = run('fixture:hooks-within.ts')
  assert.match(out, /^4 passed, 0 failed/m)
  assert.equal(status, 0)
})

test('every way to fail is told at the end, with the command that runs it alone, and the others are run all the same', () => {
  const files = ['fails', 'throws-at-load', 'dies', 'hook-fails', 'fails-late', 'nobody-caught', 'passes']
  const { status, out } = run(...files.map((name) => `fixture:${name}.ts`), '--seed', '7')
  const end = out.slice(out.indexOf('failed, each with the command'))
  assert.match(end, /✗ this fails\n[^]*'what came'[^]*'what was expected'/)
  assert.match(end, /alone: npm test -- test\/fixtures\/runner\/fails\.ts --seed 7 --only 'this fails'$/m)
  assert.match(end, /it throws while it is loaded/)
  assert.match(end, /✗ test\/fixtures\/runner\/dies\.ts\n +The file didn't come to its end: its process ended with 7\./)
  assert.match(end, /the hook threw/)
  assert.match(end, /too late for its test/)
  for (const [test, what] of [
    ['throws', 'thrown'],
    ['rejects', 'rejected'],
  ] as const) {
    assert.match(end, new RegExp(`✗ what it began ${test}\\n +Error: ${what} where[^]*?nobody-caught\\.ts:\\d`))
  }
  assert.match(end, /^\d passed, 7 failed, 0 skipped$/m)
  assert.equal(status, 1)
})

for (const [title, words, said] of [
  ['a file that isn’t there', ['test/nowhere.test.ts'], /There is no test\/nowhere\.test\.ts\.\n\nnpm test -- /],
  ['a folder without tests', ['docs'], /There is no test in docs/],
  ['a seed that is none', ['--seed', 'seven'], /--seed takes a whole number, not "seven"/],
  [
    'words that no test has',
    ['fixture:passes.ts', '--only', 'nothing'],
    /No test was run: none has "nothing" in its name/,
  ],
] as const) {
  test(`${title} is no success, and told`, () => {
    const { status, out } = run(...words)
    assert.match(out, said)
    assert.notEqual(status, 0)
  })
}

test('the order is its number’s, has each file once, and begins none of the long ones at its end', () => {
  const others = Array.from({ length: 100 }, (_, place) => `test/${place}.test.ts`)
  const files = [...others, ...LONG, ...WAITING].toSorted()
  const orders = Array.from({ length: 20 }, (_, order) => orderOf({ files, order, deep: false }))
  assert.deepEqual(orderOf({ files, order: 7, deep: false }), orders[7])
  assert.equal(new Set(orders.map(({ working }) => working.join())).size, 20)
  for (const { working, waiting } of orders) {
    assert.deepEqual([...working, ...waiting].toSorted(), files)
    assert.deepEqual(waiting.toSorted(), WAITING.toSorted())
    assert.deepEqual(
      working.slice(-others.length * 0.4).filter((file) => LONG.includes(file)),
      [],
    )
  }
})

test('what is left to a night is run by whoever names it, and told as left out by a check', () => {
  const all = run('fixture:for-a-night.ts')
  assert.match(all.out, /^4 passed, 0 failed, 0 skipped$/m)
  const check = run('fixture:for-a-night.ts', '--check')
  assert.match(check.out, /^1 left out: npm run deep has them$/m)
  assert.match(check.out, /^2 passed, 0 failed, 1 skipped$/m)
})

test('each file that is known to be long, to wait, or to be a night’s is there', () => {
  assert.deepEqual(
    [...LONG, ...WAITING, ...DEEP_FILES].filter((file) => !existsSync(file)),
    [],
  )
})
