import { resolve } from 'node:path'
import { SHARED } from '#core/shared-agents.ts'
import { nearest } from '#text/nearest.ts'
import type { KnowledgeSource, ResourceSource, ToolServer } from '../contract.ts'
import type { FileProblem } from '#core/file-problem.ts'
import type { KnowledgeEntry } from './agent-file.ts'
import type { Folder } from './read-folder.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

interface ReadingKnowledge {
  readonly folder: string
  readonly found: Folder
  /** Null where it can't be read, and then there is no entry. */
  readonly yaml: YamlFile | null
  readonly problems: FileProblem[]
  readonly servers: readonly ToolServer[]
  /** The agent whose file it is, and all that there are; null where one folder is looked at alone. */
  readonly agent: string
  readonly agents: readonly string[] | null
}

/** `knowledge:` of agent.yaml, told apart: folders and files of the agent's own, and resources of its tool servers. */
export function readKnowledge(
  entries: readonly KnowledgeEntry[],
  at: ReadingKnowledge,
): { readonly knowledge: readonly KnowledgeSource[]; readonly resources: readonly ResourceSource[] } {
  const knowledge: KnowledgeSource[] = []
  const resources: ResourceSource[] = []
  for (const [index, { path, mcp, uri, ...source }] of entries.entries()) {
    if (source.agents !== undefined) checkAgents(source.agents, index, at)
    if (path !== undefined) knowledge.push({ ...source, path: placeOf(path, index, at) })
    if (mcp === undefined || uri === undefined) continue
    checkServer(mcp, index, at)
    if (!/^[a-z][a-z0-9+.-]*:/iu.test(uri)) {
      tell(at, [index, 'uri'], '"uri" must begin with what its addresses begin with.', 'Such as docs://**.')
    }
    const { trusted: _trusted, ...offered } = source
    resources.push({ ...offered, mcp, uri })
  }
  return { knowledge, resources }
}

function placeOf(path: string, index: number, at: ReadingKnowledge): string {
  const inside = path.replace(/\/+$/, '')
  const isThere = [...at.found.files.keys()].some((file) => file === inside || file.startsWith(`${inside}/`))
  const leaves = inside === '' || inside.startsWith('/') || inside.split(/[/\\]/).includes('..')
  if (leaves || !isThere) {
    const message = leaves ? '"path" must stay in the agent’s folder.' : `There is nothing at ${path}.`
    tell(at, [index, 'path'], message, 'Such as knowledge/.')
  }
  return resolve(at.folder, inside)
}

// Whoever answers to all readers of a document can't be asked with the rights of one of them.
function checkServer(name: string, index: number, at: ReadingKnowledge): void {
  const server = at.servers.find((one) => one.name === name)
  if (server?.as === 'requester') {
    tell(at, [index, 'mcp'], `"${name}" acts as the requester, and documents are read for all.`, 'Give it as: service.')
  }
  if (server) return
  const near = nearest(
    name,
    at.servers.map((one) => one.name),
  )
  const hint = near === null ? 'Servers are declared in tools.yaml.' : `Did you mean "${near}"?`
  tell(at, [index, 'mcp'], `tools.yaml has no server "${name}".`, hint)
}

// What a playbook quotes from its own folder it must be able to find there.
function checkAgents(agents: readonly string[], index: number, at: ReadingKnowledge): void {
  if (agents.includes(SHARED)) return
  if (!agents.includes(at.agent)) {
    tell(at, [index, 'agents'], `"agents" must name ${at.agent} too: these are its own documents.`, 'Or say [shared].')
  }
  for (const [place, name] of agents.entries()) {
    if (at.agents === null || at.agents.includes(name)) continue
    const near = nearest(name, at.agents)
    const hint = near === null ? 'An agent is a folder beside this one.' : `Did you mean "${near}"?`
    tell(at, [index, 'agents', place], `There is no agent "${name}".`, hint)
  }
}

function tell({ yaml, problems }: ReadingKnowledge, path: readonly PropertyKey[], message: string, hint: string): void {
  if (yaml) problems.push(yaml.problem(['knowledge', ...path], message, hint))
}
