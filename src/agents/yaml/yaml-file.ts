import { isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'
import type { z } from 'zod'
import type { FileProblem } from '#core/file-problem.ts'
import { describeIssues } from './describe-issues.ts'

/** Where in a file's structure something is: `['tools', 'shop/orders.get', 'owner']`. */
export type YamlPath = readonly PropertyKey[]

/** A YAML file whose values know their lines. */
export interface YamlFile {
  readonly value: unknown
  readonly problems: readonly FileProblem[]
  /** A problem with the value at a path, or with what is nearest above it. */
  problem(path: YamlPath, message: string, hint?: string | null): FileProblem
  /** A problem with a key, rather than with what stands under it. */
  keyProblem(path: YamlPath, message: string, hint?: string | null): FileProblem
  /** The value at a path in the form of a schema; its problems go to `problems`, and null comes back. */
  parse<T>(schema: z.ZodType<T>, problems: FileProblem[], path?: YamlPath): T | null
}

/** Reads YAML 1.2 of plain data: no tags, no anchors, no aliases, no merging, no key twice. */
export function readYaml(file: string, text: string): YamlFile {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    uniqueKeys: true,
    merge: false,
    schema: 'core',
  })
  const at = (offset: number, message: string, hint: string | null = null): FileProblem => {
    const { line, col } = lineCounter.linePos(offset)
    return { file, line, column: col, message, hint }
  }
  const syntax = [...document.errors, ...document.warnings].map((error) => at(error.pos[0], sentence(error.message)))
  const problems = [...syntax, ...notPlain(document, at)]
  // What isn't plain isn't turned into data at all: aliases could unfold into more than memory holds.
  const value: unknown = problems.length === 0 ? document.toJS() : null
  const yaml: YamlFile = {
    value,
    problems,
    problem: (path, message, hint) => at(offsetOf(document, path), message, hint),
    keyProblem: (path, message, hint) => at(keyOffset(document, path) ?? offsetOf(document, path), message, hint),
    parse(schema, found, path = []) {
      const parsed = describeIssues(schema, valueAt(value, path))
      if (parsed.ok) return parsed.value
      for (const { path: inside, isKey, message, hint } of parsed.issues) {
        found.push((isKey ? yaml.keyProblem : yaml.problem)([...path, ...inside], message, hint))
      }
      return null
    },
  }
  return yaml
}

function notPlain(document: Document.Parsed, at: (offset: number, message: string, hint: string) => FileProblem) {
  const found: FileProblem[] = []
  visit(document, {
    Alias: (_, node) =>
      void found.push(at(node.range?.[0] ?? 0, 'Aliases (*name) can’t be used here.', 'Write it out.')),
    Value: (_, node) => {
      const start = node.range?.[0] ?? 0
      if (node.anchor)
        found.push(at(start, `Anchors (&${node.anchor}) can’t be used here.`, 'Write it out where it is needed.'))
      if (node.tag)
        found.push(
          at(start, `Tags (${node.tag}) can’t be used here.`, 'Write plain text, numbers, lists and mappings.'),
        )
    },
  })
  return found
}

function offsetOf(document: Document.Parsed, path: YamlPath): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

function keyOffset(document: Document.Parsed, path: YamlPath): number | null {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(parent)) return null
  const key = parent.items
    .map((pair) => pair.key)
    .find((candidate) => isScalar(candidate) && candidate.value === path.at(-1))
  return isNode(key) ? (key.range?.[0] ?? null) : null
}

function valueAt(value: unknown, path: YamlPath): unknown {
  let at = value
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = Reflect.get(at, key)
  }
  return at
}

function sentence(message: string): string {
  const first = message.split('\n')[0] ?? message
  return /[.!?]$/.test(first) ? first : `${first}.`
}
