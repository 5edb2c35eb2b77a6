import type { AnyNode } from 'acorn'
import { RE2JS } from 're2js'
import { z } from 'zod'
import { nearest } from '#nearest.ts'
import type { Playbook } from '../contract.ts'
import { fail } from '../language/fault.ts'
import { nodeAt, propertyAt, readLiteral } from './literal.ts'

/** What a playbook's file says about itself. */
export type Header = Omit<Playbook, 'source'>

/** Reads and checks the header; a `Fault` at the place of what is wrong. */
export function readHeader(literal: AnyNode): Header {
  const parsed = HeaderFile.safeParse(readLiteral(literal))
  if (parsed.success) return parsed.data
  const { issues } = parsed.error
  // A misspelt key is also a missing one; that it is misspelt says more.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  if (!issue) return fail('syntax', 'The header is not valid.', literal)
  if (issue.code === 'unrecognized_keys') return failAtUnknownKey(literal, issue.path, issue.keys[0] ?? '')
  return fail('syntax', `${['playbook', ...issue.path].join('.')}: ${issue.message}.`, nodeAt(literal, issue.path))
}

const Text = z.string().trim().min(1, 'a text is needed').max(500)
const ask = z.union([Text, z.null()]).default(null)
const optional = z.boolean().default(false)

const Pattern = z.string().superRefine((pattern, context) => {
  try {
    RE2JS.compile(pattern)
  } catch {
    context.addIssue({ code: 'custom', message: 'not a pattern of RE2 (no look-around or back-references)' })
  }
})

const SLOTS = {
  pattern: z.strictObject({ type: z.literal('pattern'), pattern: Pattern, ask, optional }),
  choice: z.strictObject({ type: z.literal('choice'), of: z.array(Text).min(1), ask, optional }),
  text: z.strictObject({ type: z.literal('text'), ask, optional }),
}
const SlotName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/u, "a slot's name is letters and digits, from a small letter on")
const HeaderFile = z.strictObject({
  title: Text,
  examples: z.array(Text).min(1, 'at least one example is needed'),
  slots: z.record(SlotName, z.discriminatedUnion('type', [SLOTS.pattern, SLOTS.choice, SLOTS.text])).default({}),
})

function failAtUnknownKey(literal: AnyNode, path: readonly PropertyKey[], key: string): never {
  const known = path.length === 0 ? Object.keys(HeaderFile.shape) : knownInSlot(literal, path)
  const meant = nearest(key, known)
  const hint = meant === null ? `Known are ${known.join(', ')}.` : `Did you mean ${meant}?`
  return fail(
    'syntax',
    `${['playbook', ...path, key].join('.')} is not known. ${hint}`,
    propertyAt(nodeAt(literal, path), key) ?? literal,
  )
}

function knownInSlot(literal: AnyNode, path: readonly PropertyKey[]): readonly string[] {
  const type = nodeAt(literal, [...path, 'type'])
  const schema =
    Object.entries(SLOTS).find(([name]) => type.type === 'Literal' && type.value === name)?.[1] ?? SLOTS.text
  return Object.keys(schema.shape)
}
