import type { Import, SourceFile } from './source-file.ts'

/** One rule's say about one file: a sentence for each place where it doesn't hold. */
type Rule = (file: SourceFile) => readonly string[]

/** Everything in these files that the rules below don't allow, each as `src/a.ts:3 …`. */
export function violations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => RULES.flatMap((rule) => rule(file)))
}

/** The entries and what they alone are made of: they put everything together, and nothing else imports them. */
const ENTRIES = new Set(
  [
    'app',
    'processes',
    'server',
    'worker',
    'lone-run',
    'lone-child',
    'sandbox-host',
    'welcome',
    'example-shop',
    'run-until-stopped',
  ].map((name) => `src/${name}.ts`),
)

/** A folder imports those with a higher number. The seven in the middle share one. */
const LEVEL: Readonly<Record<string, number>> = {
  channels: 0,
  graph: 1,
  agents: 2,
  models: 2,
  plan: 2,
  documents: 2,
  guardrails: 2,
  mcp: 2,
  memory: 3,
  dialogue: 3,
  kernel: 4,
}

/** Who alone imports a package, in its value or its type. A place ends with `/`, a file doesn't. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  pg: ['src/memory/', 'db/'],
  pgvector: ['src/memory/', 'db/'],
  'drizzle-orm': ['src/memory/', 'db/'],
  'drizzle-kit': ['db/'],
  '@electric-sql/pglite': ['src/memory/'],
  '@electric-sql/pglite-pgvector': ['src/memory/'],
  'isolated-vm': ['src/plan/sandbox/child.ts'],
  acorn: ['src/plan/'],
  ws: ['src/channels/web/'],
  hono: ['src/channels/'],
  '@hono/node-server': ['src/channels/web/'],
  commander: ['src/channels/cli/', 'src/channels/command-line.ts'],
  '@langchain/openai': ['src/models/'],
  '@langchain/core': ['src/models/', 'src/graph/', 'src/memory/checkpoints.ts', 'src/memory/checkpoints/'],
  '@langchain/langgraph': ['src/graph/'],
  '@langchain/langgraph-checkpoint': ['src/memory/checkpoints.ts', 'src/memory/checkpoints/'],
  '@energetic-ai/embeddings': ['src/models/'],
  '@cedar-policy/cedar-wasm': ['src/guardrails/'],
  '@modelcontextprotocol/sdk': ['src/mcp/', 'src/channels/mcp/', 'src/channels/mcp-server.ts'],
  '@modelcontextprotocol/sdk/client': ['src/mcp/'],
  'node:child_process': [
    'src/plan/sandbox/',
    'src/mcp/connection/',
    'src/documents/parsing/',
    'src/walls.ts',
    'src/lone-child.ts',
  ],
  'node:worker_threads': ['src/models/embedding/'],
  'node:cluster': [],
  // It alone can stop a regular expression that has begun.
  'node:vm': ['src/mcp/catalogue/bounded-pattern.ts'],
}

/** Who alone writes this. */
const USERS: Readonly<Record<string, readonly string[]>> = {
  // The child empties its own environment, which is the one other thing that is done with it.
  'process.env': ['src/config.ts', 'src/plan/sandbox/child.ts'],
  'interrupt()': ['src/graph/nodes/approve.ts'],
  'console.log': ['src/server.ts', 'src/worker.ts', 'src/sandbox-host.ts', 'src/run-until-stopped.ts'],
  'console.error': ['src/run-until-stopped.ts'],
  'console.warn': ['src/channels/web/widget/theme.ts'],
  'console.info': [],
  'console.debug': [],
  'eval()': [],
  'export default': [],
  '.innerHTML': [],
  '.outerHTML': [],
  '.insertAdjacentHTML': [],
}

const RULES: readonly Rule[] = [
  followsArrows,
  keepsSubfoldersPrivate,
  leavesEntriesAlone,
  importsOwnPackages,
  usesOwnNames,
  namesItsImports,
  leavesExamplesAlone,
]

function followsArrows(file: SourceFile): readonly string[] {
  const from = folderOf(file.path)
  if (from === null || ENTRIES.has(file.path)) return []
  return about(file, file.imports, ({ target, isType }) => {
    const to = folderOf(target)
    if (to === null || to === from || ENTRIES.has(target) || levelOf(to) > levelOf(from)) return null
    if (levelOf(to) < levelOf(from)) return `imports ${target}: ${from} doesn't know ${to}`
    if (target !== `src/${to}/contract.ts`) return `imports ${target}: ${from} knows of ${to} its contract.ts alone`
    return isType ? null : `imports more than types from ${target}`
  })
}

function keepsSubfoldersPrivate(file: SourceFile): readonly string[] {
  return about(file, file.imports, ({ target }) => {
    const [root, folder, ...rest] = target.split('/')
    if (root !== 'src' || rest.length < 2 || file.path.startsWith(`src/${folder}/`)) return null
    return `imports ${target}, which is private to src/${folder}`
  })
}

function leavesEntriesAlone(file: SourceFile): readonly string[] {
  if (ENTRIES.has(file.path)) return []
  return about(file, file.imports, ({ target }) => (ENTRIES.has(target) ? `imports ${target}, an entry` : null))
}

function importsOwnPackages(file: SourceFile): readonly string[] {
  if (file.path.startsWith('examples/')) return []
  return about(file, file.imports, ({ target }) => {
    const ruled = Object.keys(OWNERS).filter((name) => target === name || target.startsWith(`${name}/`))
    const foreign = ruled.find((name) => !isAmong(file.path, OWNERS[name] ?? []))
    return foreign === undefined ? null : `imports ${target}, which is for ${whom(OWNERS[foreign])}`
  })
}

function usesOwnNames(file: SourceFile): readonly string[] {
  if (!file.path.startsWith('src/')) return []
  return about(file, file.uses, ({ name }) => {
    const users = USERS[name]
    return users === undefined || isAmong(file.path, users) ? null : `has ${name}, which is for ${whom(users)}`
  })
}

function namesItsImports(file: SourceFile): readonly string[] {
  return about(file, file.imports, ({ target }) =>
    target === '(computed)' ? 'imports what only running it would tell' : null,
  )
}

function leavesExamplesAlone(file: SourceFile): readonly string[] {
  return about(file, file.imports, ({ target }: Import) => {
    if (file.path.startsWith('examples/') && /^(?:src|db)\//.test(target))
      return `imports ${target}: examples stand alone`
    if (file.path.startsWith('src/') && target.startsWith('examples/') && file.path !== 'src/example-shop.ts')
      return `imports ${target}, which is for src/example-shop.ts`
    return /^(?:src|db|examples)\//.test(file.path) && /^(?:test|bench|evals)\//.test(target)
      ? `imports ${target}, which isn't there in production`
      : null
  })
}

function about<Place extends { readonly line: number }>(
  { path }: SourceFile,
  places: readonly Place[],
  complaint: (place: Place) => string | null,
): readonly string[] {
  return places.flatMap((place) => {
    const text = complaint(place)
    return text === null ? [] : [`${path}:${place.line} ${text}`]
  })
}

/** A file directly in src is the kernel's. Null for what isn't ours. */
function folderOf(path: string): string | null {
  const [root, folder, ...rest] = path.split('/')
  if (root !== 'src' || folder === undefined) return null
  return rest.length === 0 ? 'kernel' : folder
}

// A folder that nobody placed is below all others, so it can import nothing and everything that imports it says so.
function levelOf(folder: string): number {
  return LEVEL[folder] ?? Number.NaN
}

function isAmong(path: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place))
}

function whom(places: readonly string[] | undefined): string {
  return places?.length ? places.join(', ') : 'nobody'
}
