import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { folderCycles } from './cycles.ts'
import { readSource } from './source-file.ts'

// `npm run measure`, or `npm run measure -- FOLDER` for another checkout: the size and structure of the code, to compare.
const root = resolve(process.argv[2] ?? '.')

const paths = (patterns: readonly string[], exclude: readonly string[] = []) =>
  globSync(patterns, { cwd: root, exclude }).toSorted()
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const linesOf = (path: string) => read(path).split('\n').length - 1
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
const words = (path: string) => read(path).match(/\S+/gu)?.length ?? 0

const code = paths(['src/**/*.{ts,tsx}'])
const data = paths(['src/**/*.{css,csv,html,json,svg,tsv,txt,yaml,yml}'])
const files = code.map((path) => readSource(path, read(path)))
const lengths = code.map(linesOf).toSorted((one, other) => one - other)

const importers = new Map<string, Set<string>>()
for (const { path, imports } of files)
  for (const { target } of imports) importers.set(target, (importers.get(target) ?? new Set()).add(path))
const onlyOne = code.filter((path) => importers.get(path)?.size === 1)

const roomOf = (path: string) => path.split('/').slice(0, 2).join('/')
const inRooms = code.filter((path) => path.split('/').length > 2)
const loose = Map.groupBy(
  inRooms.filter((path) => path.split('/').length === 3),
  roomOf,
)
const mostLoose = [...loose].toSorted(([, one], [, other]) => other.length - one.length)[0]

const docs = paths(['docs/**/*.md', 'README.md'], ['docs/decisions/archive/**'])
const rows: readonly (readonly [string, string | number])[] = [
  ['source files', code.length],
  ['source lines, data included', sum([...code, ...data].map(linesOf))],
  ['of these data', sum(data.map(linesOf))],
  ['median and longest file, lines', `${lengths[Math.floor(lengths.length / 2)]} and ${lengths.at(-1)}`],
  ['rooms', new Set(inRooms.map(roomOf)).size],
  ['rooms in a cycle', folderCycles(files, 2).length],
  ['files directly in a room', sum([...loose.values()].map(({ length }) => length))],
  ['most in one room', mostLoose ? `${mostLoose[1].length} (${mostLoose[0]})` : 0],
  ['files with one importer', onlyOne.length],
  ['of these up to 12 lines', onlyOne.filter((path) => linesOf(path) <= 12).length],
  ['words of docs, archive left out', sum(docs.map(words))],
  ['words of decisions, archive left out', sum(docs.filter((path) => path.startsWith('docs/decisions/')).map(words))],
  ['bytes of CHANGELOG.md', read('CHANGELOG.md').length],
  ['test files', paths(['test/**/*.test.ts']).length],
  ['test lines, helpers included', sum(paths(['test/**/*.{ts,tsx}']).map(linesOf))],
]
const width = Math.max(...rows.map(([name]) => name.length))
const table = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`)
process.stdout.write(`${table.join('\n')}\n`)
