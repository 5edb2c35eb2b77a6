import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { after, test } from 'node:test'
import { canonicalJson } from '#core/commitment.ts'
import { systemContext } from '#core/context.ts'
import { openEvidenceKey } from '#memory/events/evidence-key.ts'
import { JsonObject } from '#core/json.ts'
import { createLogger } from '#core/log.ts'
import { signStatement } from '#evidence/sign-statement.ts'
import { verifyEvidence } from '../../bin/verify-evidence.ts'
import { changesStructure } from '../helpers/changes-structure.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import type { EvidenceFile } from '../helpers/evidence.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { readReleasedEvidence } from '../helpers/released-evidence.ts'

// Threat 21: evidence whose values are all as they were signed, in another structure that says something else.
const older = await readReleasedEvidence()
const folder = await mkdtemp(join(tmpdir(), 'evidence-'))
after(() => rm(folder, { recursive: true, force: true }))
const key = await openEvidenceKey(
  { DATA_DIR: folder, EVIDENCE_SIGNING_KEY: undefined },
  systemContext(createLogger('silent')),
)
assert.ok(key)
const newer: EvidenceFile = JSON.parse(canonicalJson(signStatement(older.statement, older.disclosed, key)))
const FILES = [
  ['the second format', older],
  ['the third format', newer],
] as const

for (const [name, file] of FILES) {
  test(`in ${name} a list that was made into an object by its indexes is found, whichever list`, () => {
    assert.deepEqual(wrongsOf(file), [])
    for (const member of ['decisions', 'ledger', 'passages', 'attempts', 'modelCalls', 'resolutions']) {
      const list = file.statement[member]
      const changed = { ...file, statement: { ...file.statement, [member]: { ...(Array.isArray(list) ? list : []) } } }
      assert.ok(
        wrongsOf(changed).some(({ at }) => at === `/statement/${member}`),
        member,
      )
    }
  })

  test(`in ${name} a disclosed value’s place is a JSON Pointer, written in the one way`, () => {
    const [place = '', entry] = Object.entries(file.disclosed).find(([at]) => at.includes('/0/')) ?? []
    const rest = Object.fromEntries(Object.entries(file.disclosed).filter(([at]) => at !== place))
    for (const spelled of [
      place.slice(1),
      `x${place}`,
      `${place}/`,
      `/${place}`,
      `#${place}`,
      place.replace('/0/', '/00/'),
    ]) {
      const found = wrongsOf({ ...file, disclosed: { ...rest, [spelled]: entry } })
      assert.ok(found.length > 0, spelled)
    }
  })

  test(`in ${name} no change of structure is called good, and a second reader says the same of each`, async (t) => {
    const next = randomNumbers(SEED)
    const changed: string[] = [canonicalJson(file)]
    for (let count = 0; count < howMany({ quick: 80, deep: 12_000 }); count += 1) {
      if (count % 50 === 0) await setImmediate()
      const made = changesStructure(JsonObject.parse(file), next)
      assert.ok(wrongsOf(made.file).length > 0, `${made.what} is called good: seed ${SEED}, number ${count}`)
      changed.push(canonicalJson(made.file))
    }
    if (spawnSync('python3', ['--version']).status !== 0) return t.skip('the second reader needs python3')
    const said = await secondReader(changed)
    assert.equal(said[0], 'good')
    assert.equal(said.length, changed.length)
    const called = said.flatMap((line, index) => (index > 0 && !line.startsWith('wrong: ') ? [index] : []))
    assert.deepEqual(called, [], 'what the second reader calls good')
  })
}

test('the second format’s signature is none of the third, nor the other way round', () => {
  for (const [file, format] of [
    [older, 'parley-evidence-v3'],
    [newer, 'parley-evidence-v2'],
  ] as const) {
    assert.ok(wrongsOf({ ...file, format }).some(({ at }) => at === '/signature/value'))
  }
})

function wrongsOf(file: unknown) {
  const findings = verifyEvidence(Buffer.from(canonicalJson(file)), { trusted: null, anchors: null })
  return findings.filter(({ kind }) => kind === 'wrong')
}

/** What the reader in another language says of each file, a line each. */
async function secondReader(files: readonly string[]): Promise<readonly string[]> {
  const reader = spawn('python3', ['test/helpers/evidence_reader.py'], { stdio: ['pipe', 'pipe', 'inherit'] })
  reader.stdin.end(`${files.join('\n')}\n`)
  return (await text(reader.stdout)).trimEnd().split('\n')
}
