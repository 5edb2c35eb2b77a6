import { readdir, realpath } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { sha256 } from '#core/commitment.ts'
import type { Agent, NamedPlaybook } from './contract.ts'
import { AgentFile } from './files/agent-file.ts'
import { citeProblems } from './files/cite-problems.ts'
import { crossProblems, namedProblems } from './files/cross-problems.ts'
import { readDirectory } from './files/directory-form.ts'
import { readEvalsFile } from './files/evals-file.ts'
import type { ParsePlaybook } from './files/parse-playbook.ts'
import { readLanguages, withMore } from './files/read-languages.ts'
import { readKnowledge } from './files/knowledge-entries.ts'
import { readKnowledgeEvals } from './files/knowledge-evals-file.ts'
import { notAFile, readFolder, type Folder } from './files/read-folder.ts'
import { readToolsFile } from './files/tools-file.ts'
import { sortProblems, type FileProblem } from '#core/file-problem.ts'
import { readStarters } from './files/starter-files.ts'
import { missing, shadowOf, textsOf, yamlAt, type Texts } from './files/folder-texts.ts'
import { trustedSources } from './trusted-sources.ts'

export interface LoadOptions {
  /** The value of a `${NAME}`; undefined when it isn't set. */
  readonly reference: (name: string) => string | undefined
  readonly parsePlaybook: ParsePlaybook
  /** The names of all agents beside it, which its documents may belong to; left out: they aren't looked at. */
  readonly agents?: readonly string[]
}

export type LoadedAgent =
  | { readonly ok: true; readonly agent: Agent }
  | { readonly ok: false; readonly problems: readonly FileProblem[] }

/** Loads an agent's folder, or says everything that is wrong with it. Nothing in the folder is ever run. */
export async function loadAgent(folder: string, options: LoadOptions): Promise<LoadedAgent> {
  const found = await readFolder(await realpath(folder))
  const problems = [...found.problems]
  const texts = textsOf(found, problems)
  const agentYaml = yamlAt('agent.yaml', texts, problems)
  const toolsYaml = yamlAt('tools.yaml', texts, problems)
  const at = { ...placeOf(folder, options), found, files: found.files, yaml: agentYaml, problems }
  const file = agentYaml?.parse(AgentFile, problems) ?? null
  if (agentYaml && file && file.name !== basename(at.folder)) {
    problems.push(agentYaml.problem(['name'], `"name" must be the folder’s: ${basename(at.folder)}.`))
  }
  const { servers, tools } = toolsYaml
    ? readToolsFile({ yaml: toolsYaml, problems, reference: options.reference })
    : { servers: [], tools: [] }
  const written = inOrder(readPlaybooks(texts, options, problems), file?.offer ?? [])
  const { evals, knowledgeEvals } = readEvals(texts, problems)
  const { knowledge, resources } = readKnowledge(file?.knowledge ?? [], { ...at, servers })
  for (const name of ['instructions.md', 'policy.cedar']) {
    if (!texts.get(name)?.trim()) problems.push(missing(name, texts.has(name)))
  }
  const { playbooks, intents, conversation, synonyms, ...spoken } = readLanguages({
    languages: file?.languages ?? [],
    playbooks: written,
    tools,
    servers,
    texts,
    problems,
    read: (path) => yamlAt(path, texts, problems),
    parsePlaybook: options.parsePlaybook,
  })
  problems.push(
    ...crossProblems({ evals, playbooks, tools, texts }),
    ...namedProblems(file, agentYaml, { texts, playbooks, tools }),
  )
  if (file) problems.push(...citeProblems({ folder: at.folder, files: found.files, knowledge, playbooks }))
  const directory = agentYaml && file ? readDirectory(file.directory ?? {}, { ...at, yaml: agentYaml, tools }) : {}
  const { starters, warnings } = readStarters({ texts, problems, playbooks, reference: options.reference })
  if (problems.length > 0 || !file) return { ok: false, problems: sortProblems(problems) }
  const { directory: _written, offer: _order, ...rest } = file
  const agent: Agent = {
    ...rest,
    ...(Object.keys(directory).length > 0 && { directory }),
    ...{ ...writtenIn(found, texts), knowledge, resources, servers, tools, playbooks, evals, knowledgeEvals },
    ...{ ...spoken, ...(starters.length > 0 && { starters }), warnings: [...file.warnings, ...warnings] },
    trustedSources: trustedSources(tools, knowledge, { starters, ...file }),
    ...{ intents: withMore(file.intents, intents), synonyms: [...file.synonyms, ...synonyms] },
    conversation: { [file.languages[0] ?? 'en']: file.conversation, ...conversation },
  }
  return { ok: true, agent: frozen(agent) }
}

function placeOf(folder: string, { agents = null }: { readonly agents?: readonly string[] | null }) {
  const path = resolve(folder)
  return { folder: path, agent: basename(path), agents }
}

/** Those that the author wants people to be offered first, in that order, before all others. */
function inOrder(playbooks: readonly NamedPlaybook[], offer: readonly string[]): readonly NamedPlaybook[] {
  const place = ({ name }: NamedPlaybook) => (offer.includes(name) ? offer.indexOf(name) : offer.length)
  return playbooks.toSorted((one, other) => place(one) - place(other))
}

/** What is taken as it is written. */
function writtenIn(
  found: Folder,
  texts: Texts,
): Pick<Agent, 'instructions' | 'policies' | 'shadow' | 'hash' | 'changedAt'> {
  return {
    instructions: texts.get('instructions.md') ?? '',
    policies: [...texts].filter(([path]) => path.endsWith('.cedar')).map(([path, text]) => ({ path, text })),
    shadow: shadowOf(found),
    hash: found.hash,
    changedAt: found.changedAt.toISOString(),
  }
}

// Digests cover what is loaded here: whatever changed it in memory would call with other than was judged.
function frozen<T>(loaded: T): T {
  if (typeof loaded === 'object' && loaded !== null) Object.values(Object.freeze(loaded)).forEach(frozen)
  return loaded
}

/** Loads every folder in a directory. Problems name their files from that directory. */
export async function loadAgents(
  directory: string,
  options: LoadOptions,
): Promise<
  | { readonly ok: true; readonly agents: readonly Agent[] }
  | { readonly ok: false; readonly problems: readonly FileProblem[] }
> {
  const { agents, problems } = await loadEachAgent(directory, options)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, agents }
}

/** The same, with those that can be used beside the problems of the others. */
export async function loadEachAgent(
  directory: string,
  options: LoadOptions,
): Promise<{ readonly agents: readonly Agent[]; readonly problems: readonly FileProblem[] }> {
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name)
  const links = entries.filter((entry) => entry.isSymbolicLink()).map((entry) => entry.name)
  const agents: Agent[] = []
  const problems: FileProblem[] = links.map((file) => notAFile(file, true))
  for (const name of names.sort()) {
    const loaded = await loadAgent(join(directory, name), { ...options, agents: names })
    if (loaded.ok) agents.push(loaded.agent)
    else problems.push(...loaded.problems.map((problem) => ({ ...problem, file: `${name}/${problem.file}` })))
  }
  if (names.length === 0) {
    problems.push({
      file: '.',
      line: null,
      column: null,
      message: 'There is no agent here.',
      hint: 'An agent is a folder.',
    })
  }
  return { agents, problems }
}

function readPlaybooks(texts: Texts, options: LoadOptions, problems: FileProblem[]): readonly NamedPlaybook[] {
  return [...texts].flatMap(([file, text]) => {
    if (!file.startsWith('playbooks/') || !file.endsWith('.js')) return []
    const parsed = options.parsePlaybook(text)
    if (parsed.ok) return { ...parsed.playbook, name: basename(file, '.js'), file, hash: sha256(text) }
    const { at, message } = parsed.fault
    problems.push({ file, line: at?.line ?? null, column: at ? at.column + 1 : null, message, hint: null })
    return []
  })
}

/** Questions to the documents, which have a form of their own. */
const KNOWLEDGE_EVALS = 'evals/knowledge.yaml'

function readEvals(texts: Texts, problems: FileProblem[]): Pick<Agent, 'evals' | 'knowledgeEvals'> {
  const evals = [...texts.keys()]
    .filter((file) => file.startsWith('evals/') && file !== KNOWLEDGE_EVALS)
    .flatMap((file) => {
      const yaml = yamlAt(file, texts, problems)
      return yaml ? readEvalsFile(file, yaml, problems) : []
    })
  const yaml = texts.has(KNOWLEDGE_EVALS) ? yamlAt(KNOWLEDGE_EVALS, texts, problems) : null
  return { evals, knowledgeEvals: yaml && readKnowledgeEvals(KNOWLEDGE_EVALS, yaml, problems) }
}
