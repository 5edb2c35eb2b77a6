import { z } from 'zod'
import { fieldName, fieldParts, fieldPath } from '#plan-language/values/field-path.ts'
import { referenceName } from '../yaml/references.ts'
import type { YamlPath } from '../yaml/yaml-file.ts'
import type { FieldKeys, SlotOrigin, StarterWebhook } from '../starter.ts'
import { Name } from './agent-file.ts'
import { confirmingRole, type StarterFile } from './starter-reading.ts'
import { checkSlots, procedureNamed } from './starter-slots.ts'

const Text = z.string().trim().min(1).max(200)

/** `webhooks/<name>.yaml`: a field's path fills a slot, or a value that the operator writes. */
const WebhookYaml = z.strictObject({
  title: Text,
  secrets: z.array(z.string().min(1)).min(1).max(4),
  id: z.string().min(1).optional(),
  procedure: Name,
  slots: z
    .record(z.string(), z.union([z.string().min(1), z.strictObject({ value: z.union([Text, z.number()]) })]))
    .default({}),
  trusted: z.array(z.string().min(1)).default([]),
  roles: z.array(Name).default([]),
  confirmBy: Name.optional(),
})
type WebhookYaml = z.infer<typeof WebhookYaml>

/** Reads it; null where it has a problem. */
export function readWebhookFile(at: StarterFile): StarterWebhook | null {
  const { yaml, problems, name } = at
  const before = problems.length
  const entry = yaml.parse(WebhookYaml, problems)
  if (entry === null) return null
  const { title, roles, procedure } = entry
  const playbook = procedureNamed(procedure, at)
  const slots = readOrigins(entry, at)
  if (playbook) checkSlots(slots, playbook, at)
  const id = entry.id === undefined ? null : readField(entry.id, ['id'], at)
  const shared = { kind: 'hook', name, title, roles, procedure, slots, id } as const
  const secrets = readSecrets(entry.secrets, at)
  const confirmBy = confirmingRole(entry.confirmBy, at)
  return problems.length > before ? null : { ...shared, secrets, confirmBy }
}

function readOrigins({ slots, trusted }: WebhookYaml, at: StarterFile): Readonly<Record<string, SlotOrigin>> {
  const vouched = readTrusted(trusted, at)
  const origins = Object.entries(slots).flatMap(([slot, said]): readonly (readonly [string, SlotOrigin])[] => {
    if (typeof said !== 'string') return [[slot, { from: 'file', value: said.value }]]
    const keys = readField(said, ['slots', slot], at)
    if (keys === null) return []
    const source = sourceOf(at.name, keys)
    return [[slot, { from: 'field', keys, source, isTrusted: vouched.has(source) }]]
  })
  const used = new Set(origins.map(([, origin]) => (origin.from === 'field' ? origin.source : null)))
  // A misspelt one would trust nothing, and whoever wrote it would believe that it does.
  for (const [source, index] of vouched)
    if (!used.has(source))
      at.problems.push(at.yaml.problem(['trusted', index], `No slot is filled from "${trusted[index]}".`))
  return Object.fromEntries(origins)
}

/** The sources that the operator vouches for, with their places in the list. */
function readTrusted(trusted: readonly string[], at: StarterFile): ReadonlyMap<string, number> {
  return new Map(
    trusted.flatMap((text, index) => {
      const keys = readField(text, ['trusted', index], at)
      return keys === null ? [] : [[sourceOf(at.name, keys), index] as const]
    }),
  )
}

function readField(text: string, path: YamlPath, { yaml, problems }: StarterFile): FieldKeys | null {
  const keys = (fieldParts(text) ?? []).flatMap((part) => (typeof part === 'string' ? [] : [part.key]))
  if (keys.length > 0 && keys.length === fieldParts(text)?.length) return keys
  const hint = 'Such as order.id; what the operator says for good is { value: damaged }.'
  problems.push(yaml.problem(path, `"${text}" names no field.`, hint))
  return null
}

/** The source of what a field held. */
function sourceOf(webhook: string, keys: FieldKeys): string {
  return `webhook:${webhook}${fieldPath(keys.map(fieldName))}`
}

function readSecrets(secrets: readonly string[], { yaml, problems, reference }: StarterFile): readonly string[] {
  return secrets.flatMap((text, index) => {
    const variable = referenceName(text)
    const fail = (message: string, hint: string) => {
      problems.push(yaml.problem(['secrets', index], message, hint))
      return []
    }
    if (variable === null)
      return fail('A secret must name a variable, never stand here.', 'Such as "${RETURNS_SECRET}".')
    const value = reference(variable)
    if (value !== undefined && SECRET.test(value)) return [variable]
    const why = value === undefined ? 'isn’t set' : 'is no secret of Standard Webhooks'
    return fail(
      `${variable} ${why}.`,
      'It is whsec_ and 24 to 64 random bytes in base64: echo whsec_$(openssl rand -base64 32).',
    )
  })
}

/** 24 to 64 bytes in base64. */
const SECRET = /^whsec_[\w+/-]{32,86}={0,2}$/
