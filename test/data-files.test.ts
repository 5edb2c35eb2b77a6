import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import OPPOSITES from '#answers/entailment/opposites.json' with { type: 'json' }
import SYNONYMS from '#answers/entailment/synonyms.json' with { type: 'json' }
import GERMAN_WORDS from '#answers/question/german-words.json' with { type: 'json' }
import RELATED_WORDS from '#text/lexicon/related-words.json' with { type: 'json' }
import { stem } from '#text/stem.ts'

const SRC = join(import.meta.dirname, '../src')
const FILES = globSync('**/*.json', { cwd: SRC, exclude: ['**/tsconfig.json'] }).toSorted()

/** What stands between the entries of a line; in all other files commas do. */
const SEPARATORS: Readonly<Record<string, string>> = { 'dialogue/language/profiles.json': ' ' }

test('no list of a data file has an entry twice, and none is empty', () => {
  assert.ok(FILES.length > 0)
  for (const path of FILES) {
    const separator = SEPARATORS[path] ?? ','
    for (const list of listsIn(JSON.parse(readFileSync(join(SRC, path), 'utf8')))) {
      const entries = list.flatMap((line) => line.split(separator)).map((entry) => entry.trim())
      assert.deepEqual({ path, twice: twiceIn(entries) }, { path, twice: [] })
      assert.ok(!entries.includes(''), `${path} has an empty entry`)
    }
  }
})

test('no phrase of small talk has an alternative twice', () => {
  const texts = FILES.filter((path) => path.startsWith('dialogue/small-talk/')).flatMap((path) =>
    listsIn(JSON.parse(readFileSync(join(SRC, path), 'utf8'))).flat(),
  )
  const parts = texts.flatMap((line) => line.split(' ')).map((part) => part.replace(/\?$/u, '').split('|'))
  assert.ok(parts.length > 0)
  assert.deepEqual(parts.flatMap(twiceIn), [])
})

test('no group of words stands in a larger one, no pair stands twice, and no German word has two glosses', () => {
  const groups = [...SYNONYMS.wordnet, ...SYNONYMS.ours].flatMap((line) => line.split(','))
  assert.deepEqual(
    withinOthers(groups, (word) => word),
    [],
  )
  assert.deepEqual(withinOthers(RELATED_WORDS, stem), [])
  const pairs = [...OPPOSITES.wordnet, ...OPPOSITES.ours].flatMap((line) => line.split(','))
  assert.deepEqual(twiceIn(pairs.map((pair) => pair.split(' ').toSorted().join(' '))), [])
  assert.deepEqual(twiceIn(Object.values(GERMAN_WORDS).flatMap((roots) => roots.split(' '))), [])
})

test('what comes from a dictionary stands with its notice', () => {
  for (const { source } of [OPPOSITES, SYNONYMS]) assert.match(source, /WordNet.+Copyright.+provided that this notice/u)
})

/** Every list of texts in a value, at any depth. */
function listsIn(value: unknown): readonly (readonly string[])[] {
  const list = z.array(z.string()).safeParse(value)
  if (list.success) return [list.data]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listsIn) : []
}

function twiceIn(entries: readonly string[]): readonly string[] {
  return entries.filter((entry, at) => entries.indexOf(entry) !== at)
}

function withinOthers(lines: readonly string[], keyOf: (word: string) => string): readonly string[] {
  const groups = lines.map((line) => new Set(line.split(' ').map(keyOf)))
  return lines.filter((_, at) =>
    groups.some(
      (group, other) => other !== at && groups[at]?.isSubsetOf(group) && (group.size > groups[at].size || other < at),
    ),
  )
}
