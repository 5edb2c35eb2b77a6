import { referenceName, resolveReferences } from '#agents/yaml/references.ts'
import { Secret } from '#core/secret.ts'
import type { YamlPath } from '#agents/yaml/yaml-file.ts'
import type { ChannelConfig } from './inbound/channel-config.ts'

/** Whether an entry can be called so; a problem where it can't. `what`: what is called so, `example`: how. */
export function isEntryName(
  path: readonly [kind: string, name: string],
  { what, example }: { readonly what: string; readonly example: string },
  { yaml, problems }: ChannelConfig,
): boolean {
  const [, name] = path
  if (/^[a-z][a-z0-9-]{0,39}$/.test(name)) return true
  const hint = `Use lower-case letters a-z, digits and hyphens, such as ${example}.`
  problems.push(yaml.keyProblem(path, `A ${what} can’t be called "${name}".`, hint))
  return false
}

/** The agent of an entry: the one that it names, or the first. One that isn't there is a problem. */
export function readAgent(named: string | undefined, path: YamlPath, reading: ChannelConfig): string {
  const { yaml, problems, agents } = reading
  const agent = named ?? agents[0] ?? ''
  if (!agents.includes(agent)) {
    problems.push(yaml.problem([...path, 'agent'], `There is no agent "${agent}".`, `There are: ${agents.join(', ')}.`))
  }
  return agent
}

/** A secret that the operator was given by a service: never in the file, always in a variable that it names. */
export function readSecret(
  text: string,
  path: YamlPath,
  { of, where, example, ...reading }: ChannelConfig & Record<'example' | 'of' | 'where', string>,
): Secret | null {
  const { yaml, problems, reference } = reading
  const variable = referenceName(text)
  if (variable === null) {
    const hint = `Such as "\${${example}}".`
    problems.push(yaml.problem(path, 'A secret must name a variable, never stand here.', hint))
    return null
  }
  const value = reference(variable)
  if (value !== undefined && /^[\x21-\x7e]{8,400}$/.test(value)) return new Secret(value)
  const why = value === undefined ? 'isn’t set' : `is no secret of ${of}`
  problems.push(yaml.problem(path, `${variable} ${why}.`, where))
  return null
}

/** The address of a service's own interface; with a slash at its end where `isFolder`. Plain http only with `allowPrivate`. */
export function readAddress(
  text: string,
  path: YamlPath,
  reading: ChannelConfig & {
    readonly allowPrivate: boolean
    readonly isFolder: boolean
    readonly ordinary: string
  },
): string | null {
  const { yaml, problems, reference, allowPrivate, isFolder, ordinary } = reading
  const resolved = resolveReferences(text, { yaml, path, problems }, reference)
  if (resolved === null) return null
  const url = URL.canParse(resolved) ? new URL(resolved) : null
  const isTaken = url?.protocol === 'https:' || (url?.protocol === 'http:' && allowPrivate)
  if (isTaken && url.username === '' && url.password === '')
    return resolved.endsWith('/') || !isFolder ? resolved : `${resolved}/`
  const hint = `Leave it out for the service’s own, ${ordinary}; http only with private: true.`
  problems.push(yaml.problem(path, `"${String(path.at(-1))}" must be an https address without a password.`, hint))
  return null
}
