import { readdir, realpath } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { sha256 } from '#core/commitment.ts'
import type { Playbook, ProgramFault } from '#plan/contract.ts'
import type { Agent, EvalCase, NamedPlaybook } from './contract.ts'
import { AgentFile } from './files/agent-file.ts'
import { citeProblems } from './files/cite-problems.ts'
import { crossProblems } from './files/cross-problems.ts'
import { readEvalsFile } from './files/evals-file.ts'
import { readLanguages, withMore } from './files/read-languages.ts'
import { readKnowledge } from './files/knowledge-entries.ts'
import { readKnowledgeEvals } from './files/knowledge-evals-file.ts'
import { notAFile, readFolder, type Folder } from './files/read-folder.ts'
import { readToolsFile, trustedSources } from './files/tools-file.ts'
import { readYaml, type YamlFile } from '#core/yaml-file.ts'
import { sortProblems, type FileProblem } from '#core/file-problem.ts'

export interface LoadOptions {
  /** The value of a `${NAME}`; undefined when it isn't set. */
  readonly reference: (name: string) => string | undefined
  /** `others`: what it says in another language, by what it says in its own. */
  readonly parsePlaybook: (
    text: string,
    others?: Readonly<Record<string, string>>,
  ) => { readonly ok: true; readonly playbook: Playbook } | { readonly ok: false; readonly fault: ProgramFault }
}

export type LoadedAgent =
  { readonly ok: true; readonly agent: Agent } | { readonly ok: false; readonly problems: readonly FileProblem[] }

/** Loads an agent's folder, or says everything that is wrong with it. Nothing in the folder is ever run. */
export async function loadAgent(folder: string, options: LoadOptions): Promise<LoadedAgent> {
  const found = await readFolder(await realpath(folder))
  const problems = [...found.problems]
  const texts = textsOf(found, problems)
  const agentYaml = yamlAt('agent.yaml', texts, problems)
  const toolsYaml = yamlAt('tools.yaml', texts, problems)
  const file = agentYaml?.parse(AgentFile, problems) ?? null
  if (agentYaml && file && file.name !== basename(resolve(folder))) {
    problems.push(agentYaml.problem(['name'], `"name" must be the folder’s: ${basename(resolve(folder))}.`))
  }
  const { servers, tools } = toolsYaml
    ? readToolsFile({ yaml: toolsYaml, problems, reference: options.reference })
    : { servers: [], tools: [] }
  const written = readPlaybooks(texts, options, problems)
  const evals = readEvals(texts, problems)
  const knowledgeYaml = texts.has(KNOWLEDGE_EVALS) ? yamlAt(KNOWLEDGE_EVALS, texts, problems) : null
  const knowledgeEvals = knowledgeYaml && readKnowledgeEvals(KNOWLEDGE_EVALS, knowledgeYaml, problems)
  const at = { folder: resolve(folder), found, yaml: agentYaml, problems, servers }
  const { knowledge, resources } = readKnowledge(file?.knowledge ?? [], at)
  for (const name of ['instructions.md', 'policy.cedar']) {
    if (!texts.get(name)?.trim()) problems.push(missing(name, texts.has(name)))
  }
  const spoken = readLanguages({
    languages: file?.languages ?? [],
    playbooks: written,
    tools,
    servers,
    texts,
    problems,
    read: (path) => yamlAt(path, texts, problems),
    parsePlaybook: options.parsePlaybook,
  })
  const { playbooks } = spoken
  problems.push(...crossProblems({ evals, playbooks, tools, texts }))
  // Which folders are its knowledge is known only where agent.yaml is in order.
  if (file) problems.push(...citeProblems({ folder: at.folder, files: found.files, knowledge, playbooks }))
  if (problems.length > 0 || !file) return { ok: false, problems: sortProblems(problems) }
  return {
    ok: true,
    agent: frozen({
      ...file,
      instructions: texts.get('instructions.md') ?? '',
      knowledge,
      resources,
      servers,
      tools,
      trustedSources: trustedSources(tools),
      policies: [...texts].filter(([path]) => path.endsWith('.cedar')).map(([path, text]) => ({ path, text })),
      shadow: shadowOf(found),
      playbooks,
      intents: withMore(file.intents, spoken.intents),
      conversation: { [file.languages[0] ?? 'en']: file.conversation, ...spoken.conversation },
      address: spoken.address,
      texts: spoken.texts,
      toolTexts: spoken.toolTexts,
      evals,
      knowledgeEvals,
      hash: found.hash,
    }),
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
    const loaded = await loadAgent(join(directory, name), options)
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

type Texts = ReadonlyMap<string, string>

// What an agent is made of. Knowledge may be anything, and isn't looked into here.
/** Questions to the documents, which have a form of their own. */
const KNOWLEDGE_EVALS = 'evals/knowledge.yaml'
const PARTS =
  /^(?:(?:agent|tools|playbooks\/[\w-]+)\.[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\.yaml|agent\.yaml|tools\.yaml|instructions\.md|[\w-]+\.cedar|playbooks\/[\w-]+\.js|evals\/[\w-]+\.ya?ml)$/

/** Rules on trial, beside those of policy.cedar. */
const SHADOW = 'policy.shadow.cedar'

// No mistake in it may stop anything, so it isn't looked into here.
function shadowOf({ files }: Folder): Agent['shadow'] {
  const content = files.get(SHADOW)
  return content === undefined ? null : { path: SHADOW, text: decoded(content) }
}

function textsOf({ files }: Folder, problems: FileProblem[]): Texts {
  const texts = new Map<string, string>()
  for (const [path, content] of files) {
    // A rule in a file that nobody reads forbids nothing.
    if (!PARTS.test(path) && path !== SHADOW && /^(?:(?:playbooks|evals)\/|[^/]*\.cedar$)/.test(path)) {
      const hint =
        'Playbooks end with .js, what they say in another language with .de.yaml and the like, evals with .yaml, rules with .cedar; names are letters, digits, - and _.'
      problems.push({ file: path, line: null, column: null, message: 'A file with this name isn’t read.', hint })
    }
    if (PARTS.test(path)) {
      const text = decoded(content)
      if (text === null)
        problems.push({ file: path, line: null, column: null, message: 'This isn’t UTF-8 text.', hint: null })
      else texts.set(path, text)
    }
  }
  return texts
}

function decoded(content: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return null
  }
}

function yamlAt(path: string, texts: Texts, problems: FileProblem[]): YamlFile | null {
  const text = texts.get(path)
  if (text === undefined) {
    problems.push(missing(path, false))
    return null
  }
  const yaml = readYaml(path, text)
  problems.push(...yaml.problems)
  return yaml.problems.length > 0 ? null : yaml
}

function missing(file: string, isEmpty: boolean): FileProblem {
  const message = isEmpty ? 'The file is empty.' : 'The file is missing.'
  return { file, line: null, column: null, message, hint: 'See docs/reference/agent-folder.md.' }
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

function readEvals(texts: Texts, problems: FileProblem[]): readonly EvalCase[] {
  return [...texts.keys()]
    .filter((file) => file.startsWith('evals/') && file !== KNOWLEDGE_EVALS)
    .flatMap((file) => {
      const yaml = yamlAt(file, texts, problems)
      return yaml ? readEvalsFile(file, yaml, problems) : []
    })
}
