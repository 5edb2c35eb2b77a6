import { z } from 'zod'

/**
 * A zod schema as `response_format` takes it. Strict where the schema allows it: strict schemas are held by the server
 * while it writes, but every object must name all its keys and allow no others.
 */
export function jsonSchemaOf(
  name: string,
  schema: z.ZodType,
): { name: string; schema: Record<string, unknown>; strict: boolean } {
  // What is left out has a default when it is read; strict schemas name no defaults.
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => void delete jsonSchema.default,
  })
  return { name, schema: json, strict: isStrict(json) }
}

function isStrict(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isStrict)
  if (typeof value !== 'object' || value === null) return true
  if ('type' in value && value.type === 'object' && !namesAllKeys(value)) return false
  return Object.values(value).every(isStrict)
}

function namesAllKeys(schema: object): boolean {
  const properties = 'properties' in schema ? Object.keys(schema.properties ?? {}) : []
  const required = 'required' in schema && Array.isArray(schema.required) ? schema.required : []
  const isClosed = 'additionalProperties' in schema && schema.additionalProperties === false
  return isClosed && properties.every((key) => required.includes(key))
}
