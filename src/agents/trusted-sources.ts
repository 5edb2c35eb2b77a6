import { fieldNames, fieldPath } from '#plan-language/values/field-path.ts'
import { SEARCHED } from '#plan-language/values/lookups.ts'
import { procedureOf, type Starter } from './starter.ts'
import type { ExposedPlaybook, KnowledgeSource, ToolDeclaration } from './contract.ts'
import { callSource, MESSAGE_SOURCE } from './call-source.ts'

/**
 * The sources of trusted fields: `tool:shop/orders.get.total`, and `tool:shop/orders.get` where the shape is trusted. Which
 * passages a search finds is trusted where all that it looks through is. Of what a webhook is sent it is the fields that its
 * file names, and of what a program says for a procedure the slots that `expose:` names; of what it says in its own words
 * nothing, unless `programWords:` vouches for all of them.
 */
export function trustedSources(
  tools: readonly ToolDeclaration[],
  knowledge: readonly KnowledgeSource[] = [],
  { starters = [], expose = [], programWords }: Begun = {},
): ReadonlySet<string> {
  const isVouched = knowledge.length > 0 && knowledge.every(({ trusted }) => trusted === true)
  return new Set([
    ...(isVouched ? [SEARCHED] : []),
    ...starters.flatMap(vouchedFields),
    ...expose.flatMap(({ name, trusted }) => trusted.map((slot) => callSource(name, slot))),
    ...(programWords === 'trusted' ? [MESSAGE_SOURCE] : []),
    ...tools.flatMap(({ tool, trust }) =>
      trust.trusted.map((path) => {
        const names = path === 'shape' ? [] : fieldNames(path)
        return `tool:${tool}${fieldPath(names)}`
      }),
    ),
  ])
}

/** What begins an agent's procedures besides people. */
interface Begun {
  readonly starters?: readonly Starter[]
  readonly expose?: readonly ExposedPlaybook[]
  readonly programWords?: 'trusted'
}

function vouchedFields(starter: Starter): readonly string[] {
  return Object.values(procedureOf(starter)?.slots ?? {}).flatMap((origin) =>
    origin.from === 'field' && origin.isTrusted ? [origin.source] : [],
  )
}
