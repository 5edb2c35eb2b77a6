import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseSync } from 'oxc-parser'
import { mutationPlaces } from './mutation-places.ts'
import { sampleMutations } from './mutations.ts'
import { deep } from '../helpers/depth.ts'

const ROOT = join(import.meta.dirname, '../..')
const SIZE = 450

const sample = sampleMutations(ROOT, { seed: 16, size: SIZE })

deep('a seed gives the same mutations each time, and another one others', () => {
  const namesOf = (seed: number) => sampleMutations(ROOT, { seed, size: 40 }).map(({ name, what }) => `${name} ${what}`)
  assert.deepEqual(namesOf(16), namesOf(16))
  assert.notDeepEqual(namesOf(16), namesOf(17))
})

test('each mutation changes its file in the lines that it names, which can still be read', () => {
  assert.equal(sample.length, SIZE)
  for (const { name, what, file, text, lines } of sample) {
    const [before, after] = [readFileSync(join(ROOT, file), 'utf8').split('\n'), text.split('\n')]
    const [first, last] = lines
    const added = after.length - before.length
    assert.deepEqual(parseSync(file, text).errors, [], `${name}, ${what}`)
    assert.notDeepEqual(after, before, `${name}, ${what}`)
    assert.deepEqual(after.slice(0, first - 1), before.slice(0, first - 1), `${name}, ${what}`)
    assert.deepEqual(after.slice(last + added), before.slice(last), `${name}, ${what}`)
  }
})

test('they are in what makes, judges and applies plans, in each file about as often', () => {
  for (const where of ['src/plan-language/', 'src/guardrails/', 'src/effects/']) {
    assert.ok(
      sample.some(({ file }) => file.startsWith(where)),
      where,
    )
  }
  const counts = [...Map.groupBy(sample, ({ file }) => file).values()].map(({ length }) => length)
  assert.ok(Math.max(...counts) <= Math.ceil((2 * SIZE) / counts.length), counts.join(' '))
})

for (const [before, ...after] of [
  ['if (ready) go = 1n', 'if (!(ready)) go = 1n'],
  ['if (!ready) throw late', 'if (ready) throw late', ';'],
  ['for (const a of b) if (a.c) continue', 'for (const a of b) if (!(a.c)) continue', 'for (const a of b) ;'],
  ['const a = b < c', 'const a = b <= c'],
  ['const a = b !== c', 'const a = b === c'],
  ['const a = b && (c || d)', 'const a = b && (c && d)', 'const a = b || (c || d)'],
  ['send(a.b, c)', ';', 'send(a.b)', 'send(c, a.b)'],
  ['const a = await b', 'const a = b'],
  ['const a = [b, c]', 'const a = [b]', 'const a = [c]'],
  ['const a = 7, b = 5_000, c = true', 'const a = 7, b = 5_000, c = false', 'const a = 8, b = 5_000, c = true'],
  ['function a() { return b }', 'function a() { return null }'],
  ["type A = 1 | true; services.log.info(b); const c: A & { d: 2 } = e('!')"],
] as const) {
  test(`what is made of \`${before}\``, () => {
    const made = mutationPlaces('a.ts', before).map(
      ({ start, end, replacement }) => before.slice(0, start) + replacement + before.slice(end),
    )
    assert.deepEqual(made.toSorted(), [...after].toSorted())
  })
}
