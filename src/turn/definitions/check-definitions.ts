import type { JsonObject } from '#core/json.ts'
import type { ToolDefinition } from '#mcp/contract.ts'
import { schemaFaultOf, schemaFaultText } from '#plan-language/tool-schema/tool-schema-fault.ts'
import { nearest } from '#text/nearest.ts'
import type { Agent, DeclaredMoney, ToolDeclaration } from '#agents/contract.ts'
import { fieldParts } from '#plan-language/values/field-path.ts'
import { sortProblems, type FileProblem } from '#core/file-problem.ts'
import { fieldsOfEach, missingField, propertyNames, propertyOf, withoutNull } from './schema-fields.ts'

/** A definition, with what its server says of it: `readOnlyHint` in MCP's annotations. */
export type HintedDefinition = ToolDefinition & { readonly readOnlyHint?: boolean | null }

/**
 * What tools.yaml says of tools that isn't so, by the definitions that the servers offer. A server's hint is never
 * believed when it says "read only"; when it says that a declared read changes things, the operator must have seen it.
 */
export function checkAgainstDefinitions(
  agent: Pick<Agent, 'tools'>,
  definitions: readonly HintedDefinition[],
): readonly FileProblem[] {
  const offered = definitions.map(({ tool }) => tool)
  return sortProblems(
    agent.tools.flatMap((declaration) => {
      const definition = definitions.find(({ tool }) => tool === declaration.tool)
      const says = definition
        ? [...argumentProblems(declaration, definition, definitions), ...hintProblems(declaration, definition)]
        : [notOffered(declaration, offered)]
      return says.map(([message, hint]) => ({
        file: 'tools.yaml',
        line: declaration.line,
        column: null,
        message,
        hint,
      }))
    }),
  )
}

/** The tools whose schemas can't be used, a line for each: they are suspended, and an agent starts without them. */
export function schemaProblems(
  agent: Pick<Agent, 'tools'>,
  definitions: readonly ToolDefinition[],
): readonly FileProblem[] {
  return sortProblems(
    agent.tools.flatMap(({ tool, server, line }) => {
      const definition = definitions.find((one) => one.tool === tool)
      const fault = definition && schemaFaultOf(definition)
      if (!fault) return []
      const message = `${tool} of the server "${server}" can’t be called: it ${schemaFaultText(fault)}.`
      const hint = 'Its server’s author has to fix it; until then the tool is suspended.'
      return [{ file: 'tools.yaml', line, column: null, message, hint }]
    }),
  )
}

type Says = readonly [message: string, hint: string | null]

function notOffered({ tool, server }: ToolDeclaration, offered: readonly string[]): Says {
  const near = nearest(tool, offered)
  return [
    `The server "${server}" doesn’t offer ${tool}.`,
    near === null ? 'Is it the right server, and is it up to date?' : `Did you mean ${near}?`,
  ]
}

function hintProblems(
  { tool, effect, acknowledged }: ToolDeclaration,
  { readOnlyHint }: HintedDefinition,
): readonly Says[] {
  if (effect === 'write' || readOnlyHint !== false || acknowledged) return []
  return [
    [
      `${tool} is declared a read, and its server says that it changes something.`,
      'Make it effect: write; or, when you know better, add acknowledged: true.',
    ],
  ]
}

function argumentProblems(
  declaration: ToolDeclaration,
  definition: ToolDefinition,
  definitions: readonly ToolDefinition[],
): readonly Says[] {
  const known = propertyNames(definition.inputSchema)
  const named = namedArguments(declaration)
  const unknown = named
    .filter(({ name }) => !known.includes(name))
    .map(({ key, name }) => unknownName(declaration.tool, key, name, known))
  return [
    ...unknown,
    ...moneyProblems(declaration, definition.inputSchema),
    ...verifyProblems(declaration, definitions),
    ...compensateProblems(declaration, definition, definitions),
    ...pathProblems(declaration, definition),
    ...ownerProblems(declaration, definitions),
  ]
}

interface NamedArgument {
  readonly key: string
  readonly name: string
}

function namedArguments({
  owner,
  money,
  idempotencyKey,
  verify,
  later,
  accepts,
  acceptsWhere = [],
  edit,
  usual = {},
  title,
  tool,
}: ToolDeclaration): readonly NamedArgument[] {
  const placeholders =
    title === tool
      ? []
      : [...title.matchAll(/\{([^{}|]+)(?:\|[^{}]*)?\}/g)].map(([, name = '']) => name.split('.')[0] ?? name)
  return [
    ...(owner.kind === 'argument' || owner.kind === 'from' ? [{ key: 'owner', name: owner.argument }] : []),
    ...Object.keys(money).map((name) => ({ key: 'money', name })),
    ...Object.values(money).flatMap(({ currency }) =>
      /^[A-Z]{3}$/.test(currency) ? [] : [{ key: 'money', name: currency }],
    ),
    ...(idempotencyKey === null || idempotencyKey === '_meta' ? [] : [{ key: 'idempotencyKey', name: idempotencyKey }]),
    ...(verify === null ? [] : [{ key: 'verify', name: verify.by }]),
    ...later.map((name) => ({ key: 'later', name })),
    ...accepts.filter((name) => name !== 'because').map((name) => ({ key: 'accepts', name })),
    ...acceptsWhere.flatMap((each) =>
      [each.argument, ...(each.where === 'addressed' ? [each.to] : [])].map((name) => ({ key: 'accepts', name })),
    ),
    ...Object.keys(usual).map((name) => ({ key: 'usual', name })),
    ...edit.map((name) => ({ key: 'edit', name })),
    ...placeholders.map((name) => ({ key: 'title', name })),
  ]
}

function unknownName(tool: string, key: string, name: string, known: readonly string[]): Says {
  const near = nearest(name, known)
  const hint = near === null ? `Its arguments: ${known.join(', ') || 'none'}.` : `Did you mean "${near}"?`
  return [`"${key}" of ${tool} names an argument that it doesn’t take: "${name}".`, hint]
}

// Whole cents are an integer; a fraction of one would be a floating-point amount of money.
function moneyProblems({ tool, money }: ToolDeclaration, schema: JsonObject): readonly Says[] {
  return Object.entries(money).flatMap(([name, form]) => {
    const type = withoutNull(propertyOf(schema, name) ?? undefined)?.['type']
    const [expected, hint] = amountForm(form)
    if (type === undefined || type === expected || (form.as === 'number' && type === 'integer')) return []
    const instead = type === 'number' ? AS_NUMBER : type === 'string' ? 'Decimal text is unit: major.' : ''
    return [[`"money" of ${tool}: "${name}" is ${String(type)} and must be ${expected}.`, `${hint} ${instead}`.trim()]]
  })
}

const AS_NUMBER = 'Where the server takes 12.9 as a number, write unit: major, as: number.'

function amountForm({ unit, as }: DeclaredMoney): readonly [type: string, hint: string] {
  if (unit === 'minor') return ['integer', 'unit: minor is for whole cents.']
  if (as === 'number') return ['number', 'as: number is for amounts such as 12.9.']
  return ['string', 'unit: major is for decimal text such as "12.90".']
}

function verifyProblems({ tool, verify }: ToolDeclaration, definitions: readonly ToolDefinition[]): readonly Says[] {
  const lookup = definitions.find((definition) => definition.tool === verify?.tool)
  if (!verify || !lookup) return []
  const known = propertyNames(lookup.inputSchema)
  return known.includes(verify.by) ? [] : [unknownName(verify.tool, `verify of ${tool}, by`, verify.by, known)]
}

function compensateProblems(
  { tool, compensate }: ToolDeclaration,
  { inputSchema, outputSchema }: ToolDefinition,
  definitions: readonly ToolDefinition[],
): readonly Says[] {
  const taker = definitions.find((definition) => definition.tool === compensate?.tool)
  if (!compensate || !taker) return []
  const takes = propertyNames(taker.inputSchema)
  const given = propertyNames(inputSchema)
  return Object.entries(compensate.args).flatMap(([name, source]): readonly Says[] => {
    if (!takes.includes(name)) return [unknownName(compensate.tool, `compensate of ${tool}`, name, takes)]
    if (!('from' in source)) return []
    const [first = ''] = source.path
    if (source.from === 'args') {
      return given.includes(first) ? [] : [unknownName(tool, 'compensate', first, given)]
    }
    const missing = missingField(
      outputSchema ?? undefined,
      source.path.map((key) => ({ key })),
    )
    if (!missing) return []
    const near = nearest(missing.name, missing.known)
    const hint = near === null ? `There: ${missing.known.join(', ')}.` : `Did you mean "${near}"?`
    return [[`"compensate": the result of ${tool} has no "${source.path.join('.')}".`, hint]]
  })
}

// Trusted paths and the owner's field, where the server says what a result is. A schema that we can't follow says nothing.
function pathProblems({ tool, owner, trust }: ToolDeclaration, { outputSchema }: ToolDefinition): readonly Says[] {
  if (!outputSchema) return []
  const field = owner.kind === 'result' ? [owner.each === null ? owner.path : `${owner.each}.${owner.path}`] : []
  const paths = [...field, ...trust.trusted, ...trust.untrusted].filter((path) => path !== 'shape')
  return paths.flatMap((path) => {
    const missing = missingField(outputSchema, fieldParts(path) ?? [])
    if (!missing) return []
    const near = nearest(missing.name, missing.known)
    const hint = near === null ? `There: ${missing.known.join(', ')}.` : `Did you mean "${near}"?`
    return [[`The result of ${tool} has no "${path}".`, hint] as const]
  })
}

// An argument that must be what a read gave back: one that nobody could ever fill, where the read gives no such field.
function ownerProblems({ tool, owner }: ToolDeclaration, definitions: readonly ToolDefinition[]): readonly Says[] {
  if (owner.kind !== 'from') return []
  const schema = definitions.find((definition) => definition.tool === owner.tool)?.outputSchema
  if (!schema) return []
  const told = (path: string, known: readonly string[]): readonly Says[] => {
    const near = nearest(path, known)
    const hint = near === null ? `There: ${known.join(', ')}.` : `Did you mean "${near}"?`
    return [[`"owner" of ${tool} is from ${owner.tool}, whose result has no "${path}".`, hint]]
  }
  if (owner.path !== null) {
    const missing = missingField(schema, fieldParts(owner.path) ?? [])
    return missing ? told(owner.path, missing.known) : []
  }
  const known = fieldsOfEach(schema)
  const hasOne = known.length === 0 || known.includes(owner.argument) || known.includes('id')
  return hasOne ? [] : told(`${owner.argument}" and no "id`, known)
}

// Of a list, those of its elements.
