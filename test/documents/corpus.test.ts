import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { locationOf, type ParsedDocument } from '#documents/contract.ts'
import { openDocumentParser } from '#documents/parser.ts'
import { AppError } from '#core/errors.ts'
import { createLogger } from '#core/log.ts'
import { BROKEN_FILES, hostileFiles } from '../fixtures/documents/bad-files.ts'
import { goodFiles } from '../fixtures/documents/good-files.ts'
import { HIDDEN, HIDING_FILES, SHOWN } from '../fixtures/documents/hidden-files.ts'
import { howMany, deep, IS_DEEP, SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import '../helpers/built.ts'

/** Sound files of each kind. */
const OF_EACH = howMany({ quick: 1, deep: 60 })

// Small texts follow each other in a process; in a night each has its own.
const SHARING = IS_DEEP ? {} : { sharesWith: 'the corpus' }

const { signal } = new AbortController()
const parser = openDocumentParser({ log: createLogger('silent'), signal })
after(() => parser[Symbol.asyncDispose]())
// What a file is made of is found also where two cores are busy; those that may end by their time keep to the usual one.
const patient = openDocumentParser({ log: createLogger('silent'), signal, limits: { timeMs: 300_000 } })
after(() => patient[Symbol.asyncDispose]())

interface File {
  readonly name: string
  readonly bytes: Uint8Array
  /** What it may end with, where it isn't read. */
  readonly codes?: readonly string[]
}

type Outcome = { readonly parsed: ParsedDocument } | { readonly error: AppError }

const counts = new Map<string, number>()
const times = new Map<string, number[]>()

async function outcomeOf(file: File): Promise<Outcome> {
  const startedAt = performance.now()
  const by = file.codes?.includes('document-too-slow') === false ? patient : parser
  const outcome = await by.parse({ ...file, ...SHARING }, signal).then(
    (parsed) => ({ parsed }),
    (error: unknown) => {
      assert.ok(error instanceof AppError, `${file.name}: ${String(error)}`)
      return { error }
    },
  )
  const what = 'parsed' in outcome ? `read as ${outcome.parsed.format}` : outcome.error.code
  counts.set(what, (counts.get(what) ?? 0) + 1)
  times.set(what, [...(times.get(what) ?? []), performance.now() - startedAt])
  return outcome
}

async function eachOf<Item extends File>(files: readonly Item[], check: (file: Item, outcome: Outcome) => void) {
  await Promise.all(
    files.map(async (file) => {
      const outcome = await outcomeOf(file)
      check(file, outcome)
    }),
  )
}

function parsedOf(file: File, outcome: Outcome): ParsedDocument {
  assert.ok('parsed' in outcome, `${file.name}: ${'error' in outcome ? outcome.error.message : ''}`)
  return outcome.parsed
}

test('what every sound file says stands in its text, with its place', async () => {
  await eachOf(goodFiles(OF_EACH), (file, outcome) => {
    const { format, text, places, findings } = parsedOf(file, outcome)
    assert.equal(format, file.format, file.name)
    for (const said of file.says) assert.ok(text.includes(said), `${file.name} doesn't say "${said}":\n${text}`)
    assert.deepEqual(findings, [], file.name)
    if (file.place)
      assert.deepEqual(locationOf(places, text.indexOf(file.place.of)), file.place.is, `${file.name}\n${text}`)
  })
})

test('what a file hides is found, and is not in its text', async () => {
  await eachOf(HIDING_FILES, (file, outcome) => {
    const { text, findings } = parsedOf(file, outcome)
    assert.ok(text.includes(SHOWN), `${file.name}: ${text}`)
    assert.ok(!text.includes(HIDDEN) && !/[\u200B\u{E0000}-\u{E007F}]/u.test(text), `${file.name}: ${text}`)
    const found = findings.filter(({ text: quote }) => quote.includes(HIDDEN))
    assert.deepEqual(
      found.map(({ kind }) => kind),
      [file.kind],
      `${file.name}: ${JSON.stringify(findings)}`,
    )
  })
})

test('what is broken, empty or locked is said to be so', async () => {
  await eachOf(BROKEN_FILES, (file, outcome) => {
    assert.ok('error' in outcome, `${file.name} was read`)
    assert.ok(file.codes.includes(outcome.error.code), `${file.name}: ${outcome.error.code}`)
    assert.match(outcome.error.message, /\. .*\.$/u, 'what happened, then what to do')
  })
})

deep('what is made to exhaust or escape ends with a worded error, and the next file is read', async () => {
  await eachOf(hostileFiles(), (file, outcome) => {
    assert.ok('error' in outcome, `${file.name} was read`)
    assert.ok(file.codes.includes(outcome.error.code), `${file.name}: ${outcome.error.code}`)
  })
  const [file] = goodFiles(1)
  assert.ok(file && (await parser.parse(file, signal)).text.includes(file.says[0] ?? ''))
})

test('a file with random damage is read, or refused in words', async (t) => {
  t.diagnostic(`seed ${SEED}`)
  const random = randomNumbers(SEED)
  const damaged = goodFiles(howMany({ quick: 1, deep: 40 })).map(({ name, bytes }, index) => ({
    name,
    bytes: damagedBytes(bytes, index % 3, random),
  }))
  await eachOf(damaged, (file, outcome) => {
    if ('error' in outcome) assert.match(outcome.error.code, /^document-/, `${file.name}: ${outcome.error.message}`)
  })
})

/** Bytes changed, the end cut off, or a piece twice. */
function damagedBytes(bytes: Uint8Array, how: number, random: () => number): Uint8Array {
  const at = Math.floor(random() * bytes.length)
  if (how === 0)
    return bytes.map((byte, index) => (index === at || random() < 0.002 ? Math.floor(random() * 256) : byte))
  if (how === 1) return bytes.subarray(0, at)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.floor(random() * at))])
}

deep('what went in came out as text or with its reason, each kind of end among them', (t) => {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  t.diagnostic(`${total} files`)
  for (const [what, count] of [...counts].toSorted(([one], [other]) => other.localeCompare(one))) {
    const took = (times.get(what) ?? []).toSorted((one, other) => one - other)
    t.diagnostic(
      `${String(count).padStart(4)} ${what}, ${Math.round(took[Math.floor(took.length / 2)] ?? 0)} ms with waiting`,
    )
  }
  assert.ok(total >= howMany({ quick: 60, deep: 1_000 }), `${total} files`)
  assert.ok(counts.size >= 10, [...counts.keys()].join(', '))
})
