import { dirname, join } from 'node:path/posix'
import { parseSync, Visitor, type Expression } from 'oxc-parser'

/** One import of a file, or a re-export. */
export interface Import {
  /** The imported file's path from the root, or the package's name with its path: `src/core/errors.ts`, `ws`, `node:vm`. */
  readonly target: string
  readonly line: number
  /** True where nothing of it is left at run time: `import type`, `export type`, `typeof import()`. */
  readonly isType: boolean
}

/** What a file does that a rule may have something to say about: `process.env`, `.innerHTML`, `interrupt()`, a text `'a'`. */
export interface Use {
  readonly name: string
  readonly line: number
}

/** What the rules look at in one file. */
export interface SourceFile {
  readonly path: string
  readonly imports: readonly Import[]
  readonly uses: readonly Use[]
}

/** Reads a file's text. Its path is from the root, with `/`: `src/sealed-plan/digest.ts`. */
export function readSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path} can't be parsed: ${errors[0].message}`)
  const imports: Import[] = []
  const uses: Use[] = []
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
  const importing = (start: number, specifier: string, isType: boolean) =>
    imports.push({ target: resolve(path, specifier), line: lineAt(start), isType })
  let typesAround = 0
  const using = (start: number, name: string) => uses.push({ name, line: lineAt(start) })
  new Visitor({
    ImportDeclaration: ({ start, source, importKind }) => importing(start, source.value, importKind === 'type'),
    ExportAllDeclaration: ({ start, source, exportKind }) => importing(start, source.value, exportKind === 'type'),
    ExportNamedDeclaration: ({ start, source, exportKind }) => {
      if (source) importing(start, source.value, exportKind === 'type')
    },
    ImportExpression: ({ start, source }) => importing(start, textOf(source), false),
    TSImportType: ({ start, source }) => importing(start, source.value, true),
    ExportDefaultDeclaration: ({ start }) => using(start, 'export default'),
    MemberExpression: (node) => {
      const property = node.property.type === 'Identifier' ? node.property.name : textOf(node.property)
      if (node.object.type === 'Identifier') using(node.start, `${node.object.name}.${property}`)
      using(node.start, `.${property}`)
    },
    VariableDeclarator: ({ start, id, init }) => {
      if (id.type !== 'ObjectPattern' || init?.type !== 'Identifier') return
      for (const { type, ...part } of id.properties) {
        if (type === 'Property' && 'key' in part && part.key.type === 'Identifier')
          using(start, `${init.name}.${part.key.name}`)
      }
    },
    // A text in a type is a name of something, and is there no more at run time.
    TSLiteralType: () => (typesAround += 1),
    'TSLiteralType:exit': () => (typesAround -= 1),
    Literal: ({ start, value }) => {
      if (typeof value === 'string' && typesAround === 0) using(start, `'${value}'`)
    },
    // In a statement a text stands in its quotes.
    TemplateElement: ({ start, value }) => {
      for (const [text] of value.raw.matchAll(/'[^'\n]*'/g)) using(start, text)
    },
    CallExpression: ({ start, callee }) => {
      if (callee.type === 'Identifier') using(start, `${callee.name}()`)
    },
  }).visit(program)
  return { path, imports, uses }
}

// What isn't plain text could be anything, so it is told apart from every file and package; but not one of the files of a
// folder, which a bundler finds as well: `./readers/*.ts`.
function textOf(node: Expression | { readonly type: string }): string {
  if ('quasis' in node && node.type === 'TemplateLiteral') {
    const parts = node.quasis.map(({ value }) => value.raw).join('*')
    if (/^\.\/[\w-]+\/\*\.ts$/.test(parts)) return parts
  }
  return 'value' in node && typeof node.value === 'string' ? node.value : '(computed)'
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return join(dirname(from), specifier)
  if (specifier.startsWith('#db/')) return specifier.replace('#', '')
  if (specifier.startsWith('#')) return specifier.replace('#', 'src/')
  return specifier
}
