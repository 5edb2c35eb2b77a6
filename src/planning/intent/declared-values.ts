import type { ToolDeclaration } from '#agents/contract.ts'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'

/** Whether a constant is the only value that an argument can have, or its default. */
export function isDeclared(
  pointer: string,
  value: Json,
  {
    schema,
    declaration,
  }: { readonly schema: JsonObject | undefined; readonly declaration: Pick<ToolDeclaration, 'usual'> },
): boolean {
  const [name = '', ...within] = pointerTokens(pointer)
  if (within.length > 0) return false
  if (declaration.usual?.[name] === value) return true
  const properties = schema?.['properties']
  const own = isJsonObject(properties) ? properties[name] : undefined
  if (!isJsonObject(own)) return false
  const choices = own['enum']
  const isOnly = Array.isArray(choices) && choices.length === 1 && choices[0] === value
  return isOnly || own['const'] === value || own['default'] === value
}
