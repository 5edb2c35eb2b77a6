import type { Agent, ToolDeclaration } from '#agents/contract.ts'
import { isJsonObject, type JsonObject } from '#core/json.ts'
import type { ToolDefinition } from '#mcp/contract.ts'

/**
 * What a write's `words:` leave out, of its arguments and of the choices that its schema lists (`reason=late`), in tools.yaml
 * or in a file of another language that says its title (`reason (de)`). Keys and currencies have no line on a card.
 */
export function wordless(
  { tool, effect, words = {}, money, idempotencyKey }: ToolDeclaration,
  { inputSchema }: Pick<ToolDefinition, 'inputSchema'>,
  toolTexts: Agent['toolTexts'] = {},
): readonly string[] {
  if (effect === 'read') return []
  const currencies = new Set(Object.values(money).map(({ currency }) => currency))
  const shown = propertiesOf(inputSchema).filter(([name]) => name !== idempotencyKey && !currencies.has(name))
  const others = Object.entries(toolTexts).flatMap(([language, { tools }]) => {
    const said = tools[tool]
    return said ? missingIn(said.words ?? {}, shown).map((name) => `${name} (${language})`) : []
  })
  return [...missingIn(words, shown), ...others]
}

function missingIn(
  words: NonNullable<ToolDeclaration['words']>,
  shown: ReturnType<typeof propertiesOf>,
): readonly string[] {
  return shown.flatMap(([name, schema]) => {
    const own = words[name]
    if (!own) return [name]
    const choices = isJsonObject(schema) && Array.isArray(schema['enum']) ? schema['enum'].map(String) : []
    return choices.filter((choice) => !Object.hasOwn(own.choices ?? {}, choice)).map((choice) => `${name}=${choice}`)
  })
}

function propertiesOf({ properties }: JsonObject) {
  return isJsonObject(properties) ? Object.entries(properties) : []
}
