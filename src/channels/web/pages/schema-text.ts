import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'

/** A JSON Schema in the words of TypeScript, which is how most people would write it down. */
export function schemaText(schema: Json | undefined, indent = ''): string {
  if (!isJsonObject(schema)) return 'unknown'
  if (typeof schema.$ref === 'string') return refName(schema.$ref)
  if ('const' in schema) return JSON.stringify(schema.const)
  if (isList(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (isList(choices)) return unique(choices.map((choice) => schemaText(choice, indent))).join(' | ')
  if (isList(schema.allOf)) return schema.allOf.map((part) => schemaText(part, indent)).join(' & ')
  if (isList(schema.type)) return schema.type.map((type) => schemaText({ ...schema, type }, indent)).join(' | ')
  if (schema.type === 'array') return arrayText(schema, indent)
  if (schema.type === 'object') return objectText(schema, indent)
  if (schema.type === 'integer') return 'number'
  return typeof schema.type === 'string' ? schema.type : 'unknown'
}

/** The name of a schema that others refer to. */
export function refName(ref: string): string {
  return ref.replace(/^.*\//, '')
}

function arrayText(schema: JsonObject, indent: string): string {
  const item = schemaText(schema.items, indent)
  return / [|&] /.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
}

function objectText(schema: JsonObject, indent: string): string {
  const properties = isJsonObject(schema.properties) ? Object.entries(schema.properties) : []
  if (properties.length === 0) {
    return isJsonObject(schema.additionalProperties)
      ? `{ [key: string]: ${schemaText(schema.additionalProperties, indent)} }`
      : '{}'
  }
  const inner = `${indent}  `
  const required: readonly Json[] = isList(schema.required) ? schema.required : []
  const lines = properties.map(([name, property]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)
    const text = `${inner}${key}${required.includes(name) ? '' : '?'}: ${schemaText(property, inner)}`
    return isJsonObject(property) &&
      typeof property.description === 'string' &&
      !property.description.startsWith('A UUID')
      ? `${text}  // ${property.description}`
      : text
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
