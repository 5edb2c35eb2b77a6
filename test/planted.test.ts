import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { MISTAKES } from './planted/mistakes.ts'
import { NEWER_MISTAKES } from './planted/mistakes/newer.ts'
import { whyNot } from './planted/plant.ts'
import { DEEP_FILES } from './runner/deep-files.ts'

const ROOT = join(import.meta.dirname, '..')

test('every planted mistake can still be made: its text stands once in its file', () => {
  const wrong = MISTAKES.flatMap((mistake) => {
    const why = whyNot(mistake, ROOT)
    return why === null ? [] : [`${mistake.name}: ${why}`]
  })
  assert.deepEqual(wrong, [])
})

test('there are forty and one for each newer room, each with a name of its own', () => {
  assert.equal(MISTAKES.length - NEWER_MISTAKES.length, 40)
  const names = MISTAKES.map(({ name }) => name)
  assert.deepEqual([...new Set(names)], names)
  assert.deepEqual(
    names.filter((name) => !/^[a-z]+(?:-[a-z]+)*$/u.test(name)),
    [],
  )
})

test('each is found by a file that a check has', () => {
  assert.deepEqual(
    MISTAKES.filter(({ foundBy }) => !existsSync(join(ROOT, foundBy)) || DEEP_FILES.includes(foundBy)),
    [],
  )
})

test('ten are in what keeps money and secrets, two of each kind, and five are for the deep tests', () => {
  const guards = Map.groupBy(
    MISTAKES.flatMap(({ guard }) => guard ?? []),
    (guard) => guard,
  )
  assert.deepEqual(
    [...guards].map(([guard, { length }]) => [guard, length]),
    ['digest', 'labels', 'ledger', 'fence', 'fail-closed'].map((guard) => [guard, 2]),
  )
  assert.equal(MISTAKES.filter(({ deep }) => deep).length, 5)
})

test('every room and every channel has one', () => {
  const rooms = ['src/', 'src/channels/'].flatMap((within) =>
    readdirSync(join(ROOT, within), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [`${within}${entry.name}/`] : [],
    ),
  )
  assert.deepEqual(
    [...rooms, 'db/'].filter((room) => !MISTAKES.some(({ file }) => file.startsWith(room))),
    [
      // Of a contract nothing is left at run time.
      'src/contract/',
      // What several channels share.
      ...['client', 'inbound', 'outbox', 'protocols'].map((name) => `src/channels/${name}/`),
    ],
  )
})
