import type { OwnerRule, ToolDeclaration, ToolServer } from '#agents/contract.ts'
import { isOutsidePlace } from '#core/outside-principal.ts'
import type { Label, Source } from '#plan-language/values/label.ts'
import type { JudgedCall, OwnershipCheck, PlanFacts } from '../contract.ts'

interface Declared {
  readonly servers: readonly Pick<ToolServer, 'name' | 'as'>[]
  readonly tools: readonly Pick<ToolDeclaration, 'tool' | 'server' | 'effect' | 'owner'>[]
}

/** The ownership check that a read's entry declares; null for a write, and where none is declared. */
export function ownershipCheckOf(tool: string, { servers, tools }: Declared): OwnershipCheck | null {
  return checkOf(tool, [])

  function checkOf(name: string, seen: readonly string[]): OwnershipCheck | null {
    const declared = tools.find((one) => one.tool === name)
    if (declared?.effect !== 'read' || seen.includes(name)) return null
    if (servers.find((server) => server.name === declared.server)?.as === 'requester') return { is: [], unless: [] }
    return ofRule(declared.owner, [...seen, name])
  }

  function ofRule(rule: OwnerRule, seen: readonly string[]): OwnershipCheck | null {
    if (rule.kind === 'none') return null
    if (rule.kind !== 'from') return { is: [rule.is], unless: rule.unless }
    // It is theirs where the read that it came from was.
    const before = checkOf(rule.tool, seen)
    return before && { is: before.is, unless: [...before.unless, ...rule.unless] }
  }
}

/**
 * Whether a read stays within its owner's data on one server: the ownership check runs for this requester, and each
 * untrusted value, and each value of a tool or document in the arguments, comes from that server.
 */
export function staysWithOwner(
  { tool, because }: Pick<JudgedCall, 'tool' | 'because'>,
  { check, values, principal, isUntrusted }: ReadByOwner,
): boolean {
  if (!check || isOutsidePlace(principal.id) || !runsFor(check, principal)) return false
  const server = `tool:${tool.slice(0, tool.indexOf('/') + 1)}`
  const isOfServer = (source: Source): boolean => source.startsWith(server)
  const all = [because, ...values].flatMap(({ data, ctrl }) => [...data, ...ctrl])
  return (
    values.every(({ data }) => data.length > 0 && data.every((source) => isOfServer(source) || !GIVEN.test(source))) &&
    all.every((source) => isOfServer(source) || !isUntrusted(source))
  )
}

interface ReadByOwner {
  readonly check: OwnershipCheck | null | undefined
  /** Of each of its arguments. */
  readonly values: readonly Label[]
  readonly principal: PlanFacts['principal']
  /** Whether a source vouches for nothing. */
  isUntrusted(source: Source): boolean
}

/** What a tool, a document or a program gave. */
const GIVEN = /^(?:tool|passage|document|webhook|call|effect):/u

function runsFor({ is, unless }: OwnershipCheck, principal: PlanFacts['principal']): boolean {
  const isKnown = is.every((attribute) => (attribute === 'principal.id' ? principal.id : principal.email))
  return isKnown && !unless.some((role) => principal.roles.includes(role))
}
