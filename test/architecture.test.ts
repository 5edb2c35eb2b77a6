import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { cycles, folderCycles } from './architecture/cycles.ts'
import { ROOMS, violations } from './architecture/rules.ts'
import { readSource } from './architecture/source-file.ts'

const ROOT = join(import.meta.dirname, '..')
const PATHS = globSync(['src/**/*.{ts,tsx}', 'db/**/*.ts', 'examples/**/*.ts'], { cwd: ROOT }).toSorted()

/** Where another number than twelve files may stand directly in a room. */
const LOOSE: Readonly<Record<string, number>> = { channels: 8, core: 30, contract: 72 }

const FILES = PATHS.map((path) => readSource(path, readFileSync(join(ROOT, path), 'utf8')))

test('every file imports and uses what its place allows', () => {
  assert.ok(FILES.length > 300, `only ${FILES.length} files were found`)
  assert.deepEqual(violations(FILES), [])
})

test('no file imports itself, by whatever way', () => {
  assert.deepEqual(cycles(FILES), [])
})

test('no room is in a cycle with another, whatever the rules say', () => {
  assert.deepEqual(folderCycles(FILES, 2), [])
})

test('a room has few files of its own beside its folders', () => {
  const loose = Map.groupBy(
    PATHS.filter((path) => /^src\/[^/]+\/[^/]+$/u.test(path)),
    (path) => path.split('/')[1] ?? '',
  )
  const over = [...loose].flatMap(([room, { length }]) => (length > (LOOSE[room] ?? 12) ? [`${room}: ${length}`] : []))
  assert.deepEqual(over, [])
})

test('no file is named by who said, told, asked or owns something', () => {
  const named = PATHS.filter((path) => /(?:^|[/-])(?:said|told|asked|whose|own)[-.]/u.test(path.replace(/^src\//u, '')))
  assert.deepEqual(named, [])
})

test('every room stands in the page on architecture, in order, and is within its budget of lines', () => {
  const page = readFileSync(join(ROOT, 'docs/explanation/architecture.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `(?<room>[a-z-]+)` +\| (?<what>.+?) +\| +(?<lines>[\d,]+) *\|$/gmu)]
  assert.deepEqual(
    rows.map(({ groups }) => groups?.['room']),
    ROOMS,
  )
  const over = rows.flatMap(({ groups }) => {
    const [room, budget] = [groups?.['room'] ?? '', Number(groups?.['lines']?.replaceAll(',', ''))]
    const lines = linesIn(`src/${room}/`)
    return lines > budget ? [`${room} has ${lines} lines, ${budget} are allowed`] : []
  })
  assert.deepEqual(over, [])
})

function linesIn(folder: string): number {
  const texts = PATHS.filter((path) => path.startsWith(folder)).map((path) => readFileSync(join(ROOT, path), 'utf8'))
  return texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0)
}

// What a rule can't find it doesn't hold: each line is a file and what must be said about it; null is nothing.
for (const [path, text, said] of [
  ['src/graph/a.ts', "import { b } from '#channels/b.ts'", /graph doesn't know channels/],
  ['src/memory/a.ts', "import type { B } from '#contract/operations.ts'", /memory doesn't know contract/],
  ['src/planning/a.ts', "import { b } from '#effects/b.ts'", /planning doesn't know effects/],
  ['src/effects/a.ts', "import { b } from '#planning/b.ts'", null],
  ['src/plan-language/a.ts', "import type { B } from '#sealed-plan/b.ts'", /plan-language doesn't know sealed-plan/],
  ['src/sealed-plan/a.ts', "import { b } from '#plan-language/contract.ts'", null],
  ['src/api/a.ts', "import { b } from '#graph/nodes/b.ts'", /private to src\/graph/],
  ['src/core/errors.ts', "import { a } from '#memory/a.ts'", /core doesn't know memory/],
  ['src/core/errors.ts', "export * from '#planning/a.ts'", /core doesn't know plan/],
  ['src/channels/a.ts', "import { a } from '#memory/a.ts'", null],
  ['src/channels/a.ts', "import { a } from '#memory/runs/a.ts'", null],
  ['src/channels/a.ts', "import { a } from '#memory/runs/deep/a.ts'", /private to src\/memory\/runs/],
  ['src/agents/a.ts', "import { b } from '#documents/b.ts'", /agents knows of documents its contract.ts alone/],
  ['src/agents/a.ts', "import type { B } from '#documents/b.ts'", /its contract.ts alone/],
  ['src/agents/a.ts', "import { b } from '#documents/contract.ts'", /more than types/],
  ['src/agents/a.ts', "import { type B } from '#documents/contract.ts'", /more than types/],
  ['src/agents/a.ts', "const b = await import('#documents/contract.ts')", /more than types/],
  ['src/agents/a.ts', "import type { B } from '#documents/contract.ts'", null],
  ['src/agents/a.ts', "type B = import('#documents/contract.ts').B", null],
  ['src/planning/a.ts', "import { b } from '#news/b.ts'", /planning doesn't know news/],
  ['src/news/a.ts', "import { b } from '#memory/b.ts'", /news doesn't know memory/],
  ['src/graph/a.ts', "import { b } from '#plan-language/sandbox/b.ts'", /private to src\/plan-language/],
  ['src/app/app.ts', "import { b } from '#plan-language/sandbox/b.ts'", /private to src\/plan-language/],
  ['examples/a.ts', "import { b } from '../src/plan-language/sandbox/b.ts'", /private to src\/plan-language/],
  ['src/plan-language/language/a.ts', "import { b } from '../sandbox/b.ts'", null],
  ['src/channels/a.ts', "import type { App } from '#app/app.ts'", /channels doesn't know app/],
  ['src/server.ts', "import { startApp } from '#app/app.ts'", null],
  ['src/graph/a.ts', "import pg from 'pg'", /for src\/memory\//],
  ['src/channels/a.ts', "import { sql } from 'drizzle-orm'", /for src\/memory\//],
  ['src/planning/a.ts', "import { pgTable } from 'drizzle-orm/pg-core'", /for src\/memory\//],
  ['src/memory/a.ts', "import { sql } from 'drizzle-orm'", null],
  ['src/plan-language/sandbox/a.ts', "import ivm from 'isolated-vm'", /for src\/plan-language\/sandbox\/child.ts/],
  ['src/plan-language/sandbox/child.ts', "import ivm from 'isolated-vm'", null],
  ['src/channels/cli/a.ts', "import { WebSocket } from 'ws'", /for src\/channels\/web\//],
  ['src/graph/a.ts', "import { ChatOpenAI } from '@langchain/openai'", /for src\/models\//],
  ['src/channels/web/widget/a.ts', "import { h } from 'preact'", /for src\/channels\/web\/console\//],
  ['src/channels/web/console/a.tsx', "import { useState } from 'preact/hooks'", null],
  ['src/planning/a.ts', "import { interrupt } from '@langchain/langgraph'", /for src\/graph\//],
  ['src/channels/mcp/a.ts', "import { Client } from '@modelcontextprotocol/sdk/client/index.js'", /for src\/mcp\//],
  ['src/channels/mcp/a.ts', "import { Server } from '@modelcontextprotocol/sdk/server/index.js'", null],
  ['src/graph/a.ts', "import { spawn } from 'node:child_process'", /for src\/plan-language\/sandbox\//],
  ['src/graph/a.ts', "const { spawn } = await import('node:child_process')", /for src\/plan-language\/sandbox\//],
  ['src/plan-language/sandbox/a.ts', "import { Script } from 'node:vm'", /for src\/plan-language\/tool-schema\//],
  ['src/graph/a.ts', 'const name = `./${x}.ts`; await import(name)', /only running it would tell/],
  ['src/graph/a.ts', 'await import(`./${x}.ts`)', /only running it would tell/],
  ['src/graph/a.ts', 'await import(`./nodes/${x}.ts`)', null],
  ['src/graph/a.ts', 'const key = process.env.KEY', /process\.env, which is for src\/core\/config.ts/],
  ['src/graph/a.ts', "const key = process['env'].KEY", /process\.env, which is for/],
  ['src/graph/a.ts', 'const { env } = process', /process\.env, which is for/],
  ['src/graph/nodes/judge.ts', 'interrupt({})', /interrupt\(\), which is for src\/graph\/nodes\/approve.ts/],
  ['src/graph/a.ts', "console.log('a')", /console\.log, which is for/],
  ['src/channels/cli/a.ts', "console.error('a')", /console\.error, which is for/],
  ['src/graph/a.ts', 'export default 1', /export default, which is for nobody/],
  ['src/channels/web/a.ts', 'element.innerHTML = text', /\.innerHTML, which is for nobody/],
  ['src/channels/web/a.ts', 'find().innerHTML = text', /\.innerHTML, which is for nobody/],
  ['src/channels/web/a.ts', "// it never uses innerHTML = '' and process.env", null],
  ['src/graph/a.ts', "if (roles.includes('operator')) go()", /has 'operator', which is for src\/auth\//],
  ['src/api/a.ts', "sql`'auditor' = any(roles)`", /has 'auditor', which is for src\/auth\//],
  ['src/api/a.ts', "type One = Pick<Plan, 'requester'>", null],
  ['src/planning/a.ts', "eval('1')", /eval\(\), which is for nobody/],
  ['examples/shop/a.ts', "import { b } from '../../src/core/errors.ts'", /examples stand alone/],
  ['examples/shop/a.ts', "import { b } from '../../db/seed.ts'", /examples stand alone/],
  ['src/graph/a.ts', "import { b } from '../../examples/shop/b.ts'", /for src\/app\/example-shop.ts/],
  ['src/graph/a.ts', "import { b } from '../../test/helpers/b.ts'", /isn't there in production/],
] as const) {
  test(`${path} with \`${text}\` is ${said === null ? 'fine' : 'found'}`, () => {
    const found = violations([readSource(path, text)])
    if (said === null) assert.deepEqual(found, [])
    else assert.match(found.join('\n'), said)
  })
}

test('a cycle over three files is found once, by types alone too', () => {
  const chain = ['b', 'c', 'a'].map((next, index) => {
    const path = `src/planning/${'abc'[index]}.ts`
    return readSource(path, `import { x } from './${next}.ts'`)
  })
  assert.deepEqual(cycles(chain), ['src/planning/a.ts → src/planning/b.ts → src/planning/c.ts → src/planning/a.ts'])
  for (const text of ["import type { X } from './a.ts'", "type X = import('./a.ts').X"]) {
    const back = readSource('src/planning/c.ts', text)
    assert.deepEqual(cycles([...chain.slice(0, 2), back]), cycles(chain), text)
  }
  assert.deepEqual(cycles(chain.slice(0, 2)), [])
})
