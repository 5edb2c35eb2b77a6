import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMigrations, type Migration } from '#db/migration-files.ts'
import { readReleasedMigrations, withMigrations, wrongMigrations } from '../../bin/release/released-migrations.ts'

test('every migration that was released is there and as it was, and those that are new come after it', async () => {
  assert.deepEqual(wrongMigrations(await readReleasedMigrations(), await readMigrations()), [])
})

// What isn't found isn't held: each line is what became of three migrations, the first two released with 1.0.0.
const RELEASED = { '0001_a.sql': { sha256: 'a', release: '1.0.0' }, '0002_b.sql': { sha256: 'b', release: '1.0.0' } }
for (const [what, migrations, said] of [
  [
    'all three as they were',
    [migration('0001_a.sql', 'a'), migration('0002_b.sql', 'b'), migration('0003_c.sql')],
    null,
  ],
  ['a released one edited', [migration('0001_a.sql', 'a'), migration('0002_b.sql', 'x')], /0002_b\.sql .*was edited/],
  ['a released one removed', [migration('0002_b.sql', 'b')], /0001_a\.sql came with 1\.0\.0 and isn't there/],
  ['a new one before a released one', [migration('0000_z.sql'), ...released()], /0000_z\.sql is new.* above 0002/],
  ['a new one with a released number', [...released(), migration('0002_c.sql')], /0002_c\.sql is new.* above 0002/],
] as const) {
  test(`${what}: that is ${said === null ? 'fine' : 'found'}`, () => {
    const found = wrongMigrations(RELEASED, migrations)
    if (said === null) assert.deepEqual(found, [])
    else assert.match(found.join('\n'), said)
  })
}

test('a release lists what came with it, and leaves the rest of the list alone', () => {
  assert.deepEqual(withMigrations(RELEASED, [...released(), migration('0003_c.sql', 'c')], '1.1.0'), {
    ...RELEASED,
    '0003_c.sql': { sha256: 'c', release: '1.1.0' },
  })
})

function released(): readonly Migration[] {
  return [migration('0001_a.sql', 'a'), migration('0002_b.sql', 'b')]
}

function migration(name: string, hash = 'new'): Migration {
  return { number: Number(name.slice(0, 4)), name, text: '', hash }
}
