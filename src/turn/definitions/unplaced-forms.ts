import type { Agent, ToolDeclaration } from '#agents/contract.ts'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { coversField, fieldNames, TEXT_FIELD } from '#plan-language/values/field-path.ts'
import type { ToolDefinition } from '#mcp/contract.ts'
import { usableSchema } from '#plan-language/tool-schema/usable-schema.ts'
import { leafPaths } from './schema-fields.ts'
import { wordless } from './wordless.ts'

/** A form of a tool's that can't be placed, or is trusted, as long as tools.yaml says no more. Nothing is stopped by it. */
export interface UnplacedForm {
  /**
   * `time`: a time that may come without a zone, which no plan can read then. `amount`: a number that looks like money and
   * that no limit counts. `text`: fields are declared of a tool that promises none. `none`: every error means "there is none".
   * `field`: what is neither trusted nor untrusted. `sample`: where a sample isn't what its tool says that it returns.
   * `whole`: a text that is the whole result is trusted. `words`: arguments and choices of a write that cards show as a machine
   * writes them.
   */
  readonly form: 'time' | 'amount' | 'text' | 'none' | 'field' | 'sample' | 'whole' | 'words'
  readonly tool: string
  /** Its line in tools.yaml. */
  readonly line: number
  /** The fields or arguments that it is about. */
  readonly names: readonly string[]
}

/** What tools.yaml should say more of, by the definitions of its tools. */
export function unplacedForms(
  { tools, zone, toolTexts }: Pick<Agent, 'tools' | 'zone' | 'toolTexts'>,
  definitions: ReadonlyMap<string, ToolDefinition>,
): readonly UnplacedForm[] {
  return tools.flatMap((declaration) => {
    const definition = definitions.get(declaration.tool)
    const { tool, line } = declaration
    const found = definition
      ? [
          ...formsOf(declaration, definition, zone),
          { form: 'words' as const, names: wordless(declaration, definition, toolTexts) },
        ]
      : []
    return found.flatMap(({ form, names }) => (names.length === 0 ? [] : [{ form, tool, line, names }]))
  })
}

type Found = Pick<UnplacedForm, 'form' | 'names'>

function formsOf(
  declaration: ToolDeclaration,
  definition: ToolDefinition,
  agents: string | undefined,
): readonly Found[] {
  const { effect, none, trust, zone, money } = declaration
  const { inputSchema, outputSchema } = definition
  if (effect === 'write') return [{ form: 'amount', names: amountsIn(inputSchema, money) }]
  const fields = trust.trusted.filter((path) => path !== 'shape' && path !== TEXT_FIELD)
  return [
    { form: 'time', names: (zone ?? agents) === undefined && outputSchema ? timesIn(outputSchema) : [] },
    { form: 'text', names: outputSchema === null ? fields : [] },
    { form: 'field', names: outputSchema ? unnamedFields(declaration, outputSchema) : [] },
    { form: 'whole', names: trust.trusted.filter((path) => path === TEXT_FIELD) },
    { form: 'sample', names: misfits(declaration, outputSchema) },
    { form: 'none', names: typeof none === 'object' && none.codes === 'any' ? ['error'] : [] },
  ]
}

/** The fields of what a read returns that its `trust` says nothing of, as it would name them. */
function unnamedFields({ trust, saysOthers }: ToolDeclaration, outputSchema: JsonObject): readonly string[] {
  if (saysOthers) return []
  const named = [...trust.trusted, ...trust.untrusted]
    .filter((path) => path !== 'shape')
    .map((path) => fieldNames(path))
  const isNamed = (names: readonly string[]) => named.some((one) => coversField(one, names))
  return leafPaths(outputSchema).filter((path) => !isNamed(fieldNames(path)))
}

function misfits({ sample }: ToolDeclaration, outputSchema: JsonObject | null): readonly string[] {
  const usable = outputSchema && sample !== undefined ? usableSchema(outputSchema) : null
  const mismatch = usable?.ok && sample !== undefined ? usable.mismatch(sample) : null
  return mismatch ? [mismatch.instancePath === '' ? 'the sample' : mismatch.instancePath] : []
}

function amountsIn({ properties }: JsonObject, money: ToolDeclaration['money']): readonly string[] {
  if (!isJsonObject(properties)) return []
  const isNumber = (schema: Json) => isJsonObject(schema) && schema['type'] === 'number'
  return Object.entries(properties).flatMap(([name, schema]) =>
    isNumber(schema) && MONEY.test(name) && !Object.hasOwn(money, name) ? [name] : [],
  )
}

const MONEY = /(?:^|_)(?:amount|price|total|cost|fee)$|(?:Amount|Price|Total|Cost|Fee)$/u

/** The fields that are times by their format, or by an example without a zone. */
function timesIn(schema: Json): readonly string[] {
  const found = new Set<string>()
  visit(schema, null)
  return [...found]

  function visit(node: Json, name: string | null): void {
    if (Array.isArray(node)) for (const item of node) visit(item, name)
    if (!isJsonObject(node)) return
    if (name !== null && isTime(node)) found.add(name)
    for (const [key, part] of Object.entries(node)) {
      if (key !== 'properties' || !isJsonObject(part)) visit(part, name)
      else for (const [field, inner] of Object.entries(part)) visit(inner, field)
    }
  }
}

function isTime({ format, examples }: JsonObject): boolean {
  const isNaive = (example: Json) => typeof example === 'string' && NAIVE.test(example)
  return format === 'date-time' || (Array.isArray(examples) && examples.some(isNaive))
}

const NAIVE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/u
