import { z } from 'zod'
import { fieldParts } from '#core/field-path.ts'
import { nearest } from '#core/nearest.ts'
import type { OwnerRule, ToolDeclaration, ToolServer } from '../contract.ts'
import type { FileProblem } from '#core/file-problem.ts'
import { DataClass } from '#core/data-class.ts'
import { Duration } from '#core/amounts.ts'
import { acceptedOf, AcceptsForm } from './accepts-form.ts'
import { CompensateForm } from './compensate-form.ts'
import { NoneForm } from './none-form.ts'
import { NothingForm } from './nothing-form.ts'
import { OwnerForm } from './owner-form.ts'
import { TimeZone } from '#core/time-zone.ts'
import type { YamlFile, YamlPath } from '#core/yaml-file.ts'

const TrustPath = z
  .string()
  .refine(
    (path) => fieldParts(path) !== null,
    'must be a path such as total, items[].sku, *, people.*.role or "a key with a dot."',
  )
const Argument = z.string().min(1)

const ToolYaml = z.strictObject({
  effect: z.enum(['read', 'write']),
  title: z.string().trim().min(1).max(200).optional(),
  noun: z.string().trim().min(1).max(40).optional(),
  examples: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
  usual: z.record(Argument, z.union([z.string().max(100), z.number(), z.boolean()])).default({}),
  owner: z.unknown().optional(),
  why: z.string().trim().min(1).optional(),
  trust: z
    .strictObject({ trusted: z.array(TrustPath).default([]), untrusted: z.array(TrustPath).default([]) })
    .optional(),
  money: z
    .record(
      Argument,
      z.strictObject({
        currency: Argument,
        unit: z.enum(['minor', 'major']).default('minor'),
        as: z.literal('number').exactOptional(),
      }),
    )
    .default({}),
  idempotencyKey: Argument.optional(),
  keyLives: Duration.optional(),
  idempotent: z.boolean().default(false),
  timeout: Duration.optional(),
  retries: z.int().min(0).max(5).default(0),
  nothing: NothingForm.optional(),
  none: NoneForm.optional(),
  zone: TimeZone.optional(),
  verify: z.strictObject({ tool: z.string(), by: Argument, settles: Duration }).optional(),
  compensate: CompensateForm.optional(),
  reversible: z.boolean().default(false),
  class: DataClass.default('internal'),
  later: z.array(Argument).default([]),
  accepts: AcceptsForm.default([]),
  edit: z.array(Argument).default([]),
  acknowledged: z.boolean().default(false),
})
type ToolYaml = z.infer<typeof ToolYaml>

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
    trust: entry.trust ?? { trusted: [], untrusted: [] },
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
    ...(entry.examples.length > 0 && { examples: entry.examples }),
    ...(Object.keys(entry.usual).length > 0 && { usual: entry.usual }),
    acknowledged: entry.acknowledged,
    line: yaml.keyProblem(path, '').line ?? 1,
  }
}

// Not there where it isn't said: then it isn't in what is sealed, and plans from before keep their digest.
function saidOnly({ nothing, none, zone }: ToolYaml): Pick<ToolDeclaration, 'nothing' | 'none' | 'zone'> {
  return { ...(nothing && { nothing }), ...(none && { none }), ...(zone && { zone }) }
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

/** What is said of a write alone. */
const WRITES_ALONE = [
  'idempotencyKey',
  'idempotent',
  'nothing',
  'verify',
  'compensate',
  'money',
  'later',
  'edit',
  'examples',
  'usual',
] as const

/** What is said of a read alone. */
const READS_ALONE = ['none', 'zone'] as const

// What makes no sense together. Each is a promise that something else here would break.
function conflicts(entry: ToolYaml, path: YamlPath, yaml: YamlFile): readonly FileProblem[] {
  const found: FileProblem[] = []
  const add = (key: string, message: string, hint: string) => found.push(yaml.keyProblem([...path, key], message, hint))
  if (entry.keyLives !== undefined && entry.idempotencyKey === undefined) {
    add(
      'keyLives',
      '"keyLives" needs an "idempotencyKey".',
      'Name the argument that takes the key, such as idempotencyKey: key.',
    )
  }
  if (entry.idempotent && entry.idempotencyKey !== undefined) {
    add(
      'idempotent',
      '"idempotent" and "idempotencyKey" are two ways to the same.',
      'Keep the key; it says for how long.',
    )
  }
  if (entry.timeout !== undefined && entry.timeout < 100)
    add('timeout', '"timeout" is at least 100ms.', 'Such as timeout: 5s.')
  if (entry.why !== undefined && entry.owner !== 'none')
    add('why', '"why" stands beside owner: none only.', 'Remove it.')
  if (entry.effect === 'read') {
    for (const key of WRITES_ALONE) {
      const given = entry[key]
      const isThere = typeof given === 'object' ? Object.keys(given).length > 0 : given !== undefined && given !== false
      if (isThere)
        add(key, `"${key}" is for a write.`, 'A read changes nothing, so there is nothing to repeat or hold back.')
    }
  }
  for (const key of entry.effect === 'write' ? READS_ALONE : [])
    if (entry[key] !== undefined) add(key, `"${key}" is for a read.`, 'It says how what is looked up is read.')
  if (entry.idempotencyKey !== undefined && entry.edit.includes(entry.idempotencyKey))
    add('edit', 'The idempotency key is ours: nobody chooses it.', 'Take it out of edit.')
  if (entry.effect === 'write' && entry.acknowledged) add('acknowledged', '"acknowledged" is for a read.', 'Remove it.')
  for (const [name, { unit, as }] of Object.entries(entry.money)) {
    if (unit === 'minor' && as !== undefined)
      add('money', `"${name}": "as" stands beside unit: major only.`, 'Minor units are whole numbers anyway.')
    if (['count', 'tools', 'distinct', 'sum', 'order'].includes(name))
      add('money', `Money can’t be called "${name}".`, 'Rules use this word for something else.')
  }
  for (const name of entry.later.filter((one) => isOfMoney(one, entry.money)))
    add(
      'later',
      `"${name}" is money, and can’t be known later.`,
      'What a step moves must stand fixed when its plan is judged: no limit could count it otherwise.',
    )
  const both = (entry.trust?.trusted ?? []).filter((one) => entry.trust?.untrusted.includes(one))
  for (const one of both) add('trust', `"${one}" is both trusted and untrusted.`, 'Keep it in one of the lists.')
  return found
}

function isOfMoney(argument: string, money: ToolYaml['money']): boolean {
  return argument in money || Object.values(money).some(({ currency }) => currency === argument)
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
