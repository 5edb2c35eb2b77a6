import type { AnyNode } from 'acorn'
import { z } from 'zod'
import { nearest } from '#text/nearest.ts'
import type { Playbook } from '../contract.ts'
import { fail, positionIn } from '../language/fault.ts'
import { SLOTS, SlotFile, Text } from './slots.ts'
import { nodeAt, propertyAt, readLiteral } from './literal.ts'

/** What a playbook's file says about itself. */
export type Header = Omit<Playbook, 'source' | 'says'>

/** Reads and checks the header; a `Fault` at the place of what is wrong. */
export function readHeader(literal: AnyNode): Header {
  const parsed = HeaderFile.safeParse(readLiteral(literal))
  if (parsed.success) {
    refuseOthersThanNeeded(parsed.data, literal)
    refuseBothExampleAndNot(parsed.data, literal)
    const cites = parsed.data.cites.map((cite, index) => {
      return { ...cite, line: positionIn(nodeAt(literal, ['cites', index])).line }
    })
    const inferred = parsed.data.inferred === 'allowed' ? positionIn(nodeAt(literal, ['inferred'])).line : null
    return { ...parsed.data, cites, inferred }
  }
  const { issues } = parsed.error
  // A misspelt key is also a missing one; that it is misspelt says more.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  if (!issue) return fail('syntax', 'The header is not valid.', literal)
  if (issue.code === 'unrecognized_keys') return failAtUnknownKey(literal, issue.path, issue.keys[0] ?? '')
  return fail('syntax', `${['playbook', ...issue.path].join('.')}: ${issue.message}.`, nodeAt(literal, issue.path))
}

/** Fewer characters are found anywhere and say nothing. */
const MIN_QUOTE = 8

const SlotName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/u, "a slot's name is letters and digits, from a small letter on")
const CiteFile = z.strictObject({
  document: Text,
  quote: z.string().trim().min(MIN_QUOTE, 'the words of a rule, a sentence of it').max(1_000),
})
const HeaderFile = z.strictObject({
  title: Text,
  examples: z.array(Text).min(1, 'at least one example is needed'),
  not: z.array(Text).default([]),
  slots: z.record(SlotName, SlotFile).default({}),
  cites: z.array(CiteFile).max(10, 'at most 10 rules').default([]),
  confirm: z.union([z.boolean(), Text], 'true, or the sentence to ask with').default(false),
  inferred: z.enum(['ask', 'allowed']).default('ask'),
})

// A sentence with a gap in it would be asked where the requester left the slot out.
function refuseOthersThanNeeded({ confirm, slots }: Pick<Header, 'confirm' | 'slots'>, literal: AnyNode): void {
  if (typeof confirm === 'boolean') return
  for (const [, name = ''] of confirm.matchAll(/\{([^{}]*)\}/gu)) {
    if (slots[name]?.optional !== false)
      fail('syntax', `playbook.confirm: {${name}} is no slot that is always filled.`, nodeAt(literal, ['confirm']))
  }
}

function refuseBothExampleAndNot(
  { title, examples, not }: Pick<Header, 'title' | 'examples' | 'not'>,
  literal: AnyNode,
): void {
  const asked = new Set([title, ...examples].map((text) => text.toLowerCase()))
  const both = not.findIndex((text) => asked.has(text.toLowerCase()))
  if (both === -1) return
  fail('syntax', `playbook.not: “${not[both] ?? ''}” is an example of it, too.`, nodeAt(literal, ['not', both]))
}

function failAtUnknownKey(literal: AnyNode, path: readonly PropertyKey[], key: string): never {
  const known = knownAt(literal, path)
  const meant = nearest(key, known)
  const hint = meant === null ? `Known are ${known.join(', ')}.` : `Did you mean ${meant}?`
  return fail(
    'syntax',
    `${['playbook', ...path, key].join('.')} is not known. ${hint}`,
    propertyAt(nodeAt(literal, path), key) ?? literal,
  )
}

function knownAt(literal: AnyNode, path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(HeaderFile.shape)
  return path[0] === 'cites' ? Object.keys(CiteFile.shape) : knownInSlot(literal, path)
}

function knownInSlot(literal: AnyNode, path: readonly PropertyKey[]): readonly string[] {
  const type = nodeAt(literal, [...path, 'type'])
  const schema =
    Object.entries(SLOTS).find(([name]) => type.type === 'Literal' && type.value === name)?.[1] ?? SLOTS.text
  return Object.keys(schema.shape)
}
