import type { ReadingFile } from './reading-file.ts'
import { z } from 'zod'
import { nearest } from '#text/nearest.ts'
import type { ToolDeclaration, ToolServer } from '../contract.ts'
import type { FileProblem } from '#core/file-problem.ts'
import { readServers } from './server-entries.ts'
import { readTools } from './tool-entries.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

const ToolsYaml = z.strictObject({
  servers: z.record(z.string(), z.unknown()).default({}),
  tools: z.record(z.string(), z.unknown()).default({}),
})

export interface ToolsFile {
  readonly servers: readonly ToolServer[]
  readonly tools: readonly ToolDeclaration[]
}

/** Reads tools.yaml: the servers, their tools, and what one says of another. */
export function readToolsFile(reading: ReadingFile): ToolsFile {
  const { yaml, problems } = reading
  const file = yaml.parse(ToolsYaml, problems)
  if (!file) return { servers: [], tools: [] }
  const serverNames = Object.keys(file.servers)
  const names = Object.keys(file.tools)
  const servers = readServers(serverNames, reading)
  const tools = readTools(names, { yaml, problems, serverNames, servers })
  problems.push(...tools.flatMap((tool) => wrongMentions(tool, { names, tools, yaml })))
  return { servers, tools }
}

// Tools that a tool mentions must be in this file: looked up by a read, for a lookup that writes would be one more
// effect; taken back by a write, for a read takes nothing back.
function wrongMentions(
  { tool, verify, owner, compensate, follows }: ToolDeclaration,
  file: { readonly names: readonly string[]; readonly tools: readonly ToolDeclaration[]; readonly yaml: YamlFile },
): readonly FileProblem[] {
  const mentions = [
    ...(verify ? [{ name: verify.tool, effect: 'read', path: ['tools', tool, 'verify', 'tool'] }] : []),
    ...(owner.kind === 'from' ? [{ name: owner.tool, effect: 'read', path: ['tools', tool, 'owner', 'from'] }] : []),
    ...(follows === undefined ? [] : [{ name: follows, effect: 'write', path: ['tools', tool, 'follows'] }]),
    ...(compensate ? [{ name: compensate.tool, effect: 'write', path: ['tools', tool, 'compensate', 'tool'] }] : []),
  ]
  return mentions.flatMap(({ name, effect, path }) => {
    const mentioned = file.tools.find((candidate) => candidate.tool === name)
    if (mentioned?.consumes && path.includes('verify'))
      return file.yaml.problem(
        path,
        `"${name}" uses up what it reads.`,
        'Looking up what became of a call must change nothing.',
      )
    if (mentioned?.effect === effect) return []
    if (mentioned) {
      const why = effect === 'read' ? 'Looking something up must change nothing.' : 'A read does nothing.'
      return file.yaml.problem(path, `"${name}" must be a ${effect}.`, why)
    }
    if (file.names.includes(name)) return []
    const near = nearest(name, file.names)
    const hint = near === null ? 'Declare it under tools.' : `Did you mean "${near}"?`
    return file.yaml.problem(path, `"${name}" isn’t declared in this file.`, hint)
  })
}
