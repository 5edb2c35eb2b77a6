import { nearest } from '#text/nearest.ts'
import type { OwnerRule, ToolDeclaration, ToolServer } from '../contract.ts'
import type { FileProblem } from '#core/file-problem.ts'
import { acceptedOf } from './accepts-form.ts'
import { OwnerForm } from './owner-form.ts'
import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts'
import { conflicts } from './tool-conflicts.ts'
import { ToolYaml } from './tool-yaml.ts'

interface Reading {
  readonly yaml: YamlFile
  readonly problems: FileProblem[]
  /** The servers' names, those with a problem among them. */
  readonly serverNames: readonly string[]
  readonly servers: readonly ToolServer[]
}

/** Reads `tools:` of tools.yaml. One that has a problem isn't among them. */
export function readTools(names: readonly string[], reading: Reading): readonly ToolDeclaration[] {
  const tools = names.flatMap((name) => readTool(name, reading) ?? [])
  reading.problems.push(...ambiguousNames(names, reading.yaml))
  return tools
}

// Segments are names in a plan, `tools.shop.orders.get`; these three would be something else there.
const SEGMENTS = /^(?:[A-Za-z_][\w-]*)(?:\.[A-Za-z_][\w-]*)*$/
const RESERVED = new Set(['__proto__', 'constructor', 'prototype'])

function readTool(name: string, reading: Reading): ToolDeclaration | null {
  const { yaml, problems, serverNames } = reading
  const path = ['tools', name]
  const [server = '', ...rest] = name.split('/')
  const segments = rest.join('/')
  if (!SEGMENTS.test(segments) || segments.split('.').some((segment) => RESERVED.has(segment))) {
    problems.push(yaml.keyProblem(path, `"${name}" is no tool’s name.`, 'Write server/tool, such as shop/orders.get.'))
    return null
  }
  if (!serverNames.includes(server)) {
    const near = nearest(server, serverNames)
    const hint =
      near === null ? `Servers here: ${serverNames.join(', ') || 'none'}.` : `Did you mean "${near}/${segments}"?`
    problems.push(yaml.keyProblem(path, `There is no server "${server}".`, hint))
    return null
  }
  const entry = yaml.parse(ToolYaml, problems, path)
  if (!entry) return null
  const as = reading.servers.find((candidate) => candidate.name === server)?.as ?? 'service'
  const owner = readOwner(entry, { ...reading, path, as, tool: name })
  problems.push(...conflicts(entry, path, yaml))
  if (!owner) return null
  return {
    tool: name,
    server,
    effect: entry.effect,
    owner,
    ...trustOf(entry),
    money: entry.money,
    idempotencyKey: entry.idempotencyKey ?? null,
    keyLivesMs: entry.keyLives ?? null,
    idempotent: entry.idempotent,
    timeoutMs: entry.timeout ?? null,
    retries: entry.retries,
    ...saidOnly(entry),
    verify: entry.verify ? { tool: entry.verify.tool, by: entry.verify.by, settlesMs: entry.verify.settles } : null,
    compensate: entry.compensate ?? null,
    reversible: entry.reversible,
    class: entry.class,
    later: entry.later,
    ...acceptedOf(entry.accepts),
    edit: entry.edit,
    title: entry.title ?? name,
    noun: entry.noun ?? null,
    ...wordsOf(entry),
    ...askedBy(entry),
    acknowledged: entry.acknowledged,
    line: yaml.keyProblem(path, '').line ?? 1,
  }
}

function wordsOf({ words, total }: ToolYaml): Pick<ToolDeclaration, 'words' | 'total'> {
  return { ...(Object.keys(words).length > 0 && { words }), ...(total && { total }) }
}

// What a model's plan of it is recognised as asked for by; none of it is sealed.
function askedBy({ examples, usual, follows }: ToolYaml): Pick<ToolDeclaration, 'examples' | 'usual' | 'follows'> {
  return {
    ...(examples.length > 0 && { examples }),
    ...(Object.keys(usual).length > 0 && { usual }),
    ...(follows !== undefined && { follows }),
  }
}

function trustOf({ trust }: ToolYaml): Pick<ToolDeclaration, 'trust' | 'saysOthers'> {
  return {
    trust: { trusted: trust?.trusted ?? [], untrusted: trust?.untrusted ?? [] },
    ...(trust?.others && { saysOthers: true }),
  }
}

// Not there where it isn't said: then it isn't in what is sealed, and plans from before keep their digest.
function saidOnly(
  said: ToolYaml,
): Pick<ToolDeclaration, 'nothing' | 'none' | 'errors' | 'sample' | 'zone' | 'consumes'> {
  const { nothing, none, errors, sample, zone, consumes } = said
  return {
    ...(nothing && { nothing }),
    ...(none && { none }),
    ...(errors && { errors }),
    ...(sample !== undefined && { sample }),
    ...(zone && { zone }),
    ...(consumes && { consumes }),
  }
}

const AS_REQUESTER = 'Its server sees the requester’s own rights.'

function readOwner(
  entry: ToolYaml,
  at: Reading & { readonly path: YamlPath; readonly as: ToolServer['as']; readonly tool: string },
): OwnerRule | null {
  const { yaml, problems, path } = at
  const fail = (message: string, hint: string) => {
    problems.push(yaml.keyProblem(entry.owner === undefined ? path : [...path, 'owner'], message, hint))
    return null
  }
  // The server sees the requester's own token, and knows better than we do whose is what.
  if (entry.owner === undefined && at.as === 'requester') return { kind: 'none', why: AS_REQUESTER }
  if (entry.owner === undefined) {
    return fail(
      `"${at.tool}" runs with our own rights and doesn’t say whose data it may touch.`,
      'Add owner: { result: …, is: principal.email } or { arg: …, is: … } or { arg: …, from: … }, or owner: none with a why.',
    )
  }
  if (entry.owner === 'none') {
    if (entry.why !== undefined) return { kind: 'none', why: entry.why }
    return fail('owner: none needs a why.', 'Add why: with a sentence on why anybody may.')
  }
  const rule = yaml.parse(OwnerForm, problems, [...path, 'owner'])
  if (rule?.kind === 'result' && entry.effect === 'write') {
    return fail(
      'A write can’t be owned by its result: it would have happened.',
      'Use owner: { arg: …, is: … } or { arg: …, from: … }.',
    )
  }
  return rule
}

// `shop/orders.get` can't be a tool and the place where `shop/orders.get.lines` is.
function ambiguousNames(names: readonly string[], yaml: YamlFile): readonly FileProblem[] {
  return names.flatMap((name) => {
    const holder = names.find((other) => name.startsWith(`${other}.`))
    if (holder === undefined) return []
    const message = `"${name}" and "${holder}" can’t both be tools: in a plan the one would be inside the other.`
    return yaml.keyProblem(['tools', name], message, 'Rename one of them at its server.')
  })
}
