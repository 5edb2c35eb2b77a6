import type { ActionType, SchemaJson, TypeOfAttribute } from '@cedar-policy/cedar-wasm/nodejs'
import { LEDGER_WINDOWS } from '#memory/ledger/ledger-window.ts'
import type { ArgumentType } from './argument-type.ts'
import { countedArguments, summedArguments } from './plan-facts.ts'
import { ACTION_GROUPS, PLAN_ACTION, type PolicyAction, type PolicyArgument } from './policy-action.ts'

type Attribute = TypeOfAttribute<string>
type Attributes = Readonly<Record<string, Attribute>>

const LONG: Attribute = { type: 'Long' }
const TEXT: Attribute = { type: 'String' }
const BOOL: Attribute = { type: 'Boolean' }
const DECIMAL: Attribute = { type: 'Extension', name: 'decimal' }
const TEXTS: Attribute = { type: 'Set', element: { type: 'String' } }

/** The Cedar schema of an agent: an action for each of its tools and one for the plan as a whole. */
export function policySchema(actions: readonly PolicyAction[]): SchemaJson<string> {
  const groups = Object.fromEntries(ACTION_GROUPS.map((group) => [group, {}]))
  const tools = Object.fromEntries(actions.map((action) => [action.tool.tool, toolAction(action, actions)]))
  return {
    '': {
      entityTypes: { User: { shape: record(USER) }, Agent: { shape: record({ name: TEXT }) } },
      actions: { ...groups, ...tools, [PLAN_ACTION]: appliesTo(commonContext(null, actions)) },
    },
  }
}

const USER: Attributes = {
  id: TEXT,
  name: TEXT,
  email: optional(TEXT),
  roles: TEXTS,
}

const INTENT: Attributes = {
  playbook: TEXT,
  procedures: TEXTS,
  basis: TEXT,
  likeness: optional(DECIMAL),
  language: TEXT,
  author: TEXT,
  doubts: TEXTS,
}

function toolAction(action: PolicyAction, actions: readonly PolicyAction[]): ActionType<string> {
  const { arguments: args, tool } = action
  const seen = args.flatMap((arg) =>
    arg.type
      ? [[arg.name, { ...(arg.type.kind === 'decimal' ? DECIMAL : typeOf(arg.type)), required: arg.visible }] as const]
      : [],
  )
  return {
    memberOf: [{ id: tool.effect }],
    ...appliesTo({
      ...commonContext(action, actions),
      args: record(Object.fromEntries(seen)),
      origin: record(perArgument(args, TEXTS)),
      trusted: record(perArgument(args, BOOL)),
      hidden: TEXTS,
    }),
  }
}

function perArgument(args: readonly PolicyArgument[], type: Attribute): Attributes {
  return Object.fromEntries(args.map((arg) => [arg.name, { ...type, required: arg.given }]))
}

function commonContext(action: PolicyAction | null, actions: readonly PolicyAction[]): Attributes {
  const writes = actions.filter(({ tool }) => tool.effect === 'write')
  const totals = record(Object.fromEntries(writes.map((write) => [write.tool.tool, record(totalsOf(write))])))
  const counted = Object.fromEntries(
    writes.map((write) => [write.tool.tool, record({ ...totalsOf(write), ...factsOf(write) })]),
  )
  const own = action === null ? { count: LONG } : action.tool.effect === 'write' ? totalsOf(action) : {}
  const window = record({ ...own, tools: totals })
  return {
    because: TEXTS,
    untrusted: TEXTS,
    elsewhere: TEXTS,
    plan: record({ effects: LONG, reads: LONG, order: TEXT, tools: record(counted) }),
    ledger: record(Object.fromEntries(LEDGER_WINDOWS.map(({ name }) => [name, window]))),
    intent: record(INTENT),
    currency: TEXT,
    thread: TEXT,
    channel: TEXT,
    time: { type: 'Extension', name: 'datetime' },
  }
}

function totalsOf({ tool }: PolicyAction): Attributes {
  return { count: LONG, ...Object.fromEntries(Object.keys(tool.money).map((name) => [name, LONG])) }
}

function factsOf(action: PolicyAction): Attributes {
  const numbers = (names: readonly string[]) => record(Object.fromEntries(names.map((name) => [name, LONG])))
  return {
    distinct: numbers(countedArguments(action)),
    sum: numbers(summedArguments(action)),
    order: numbers(['first', 'last']),
  }
}

function typeOf(type: ArgumentType): Attribute {
  switch (type.kind) {
    case 'bool':
      return BOOL
    case 'string':
      return TEXT
    case 'long':
      return LONG
    case 'set':
      return { type: 'Set', element: typeOf(type.of) }
    case 'record':
      return record(
        Object.fromEntries(
          Object.entries(type.fields).map(([name, field]) => [
            name,
            { ...typeOf(field.type), required: field.required },
          ]),
        ),
      )
  }
}

function appliesTo(context: Attributes): ActionType<string> {
  return { appliesTo: { principalTypes: ['User'], resourceTypes: ['Agent'], context: record(context) } }
}

function record(attributes: Attributes): Attribute {
  return { type: 'Record', attributes: { ...attributes } }
}

function optional(type: Attribute): Attribute {
  return { ...type, required: false }
}
