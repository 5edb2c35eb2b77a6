import type { HandOver } from '#memory/hand-overs.ts'
import { oversees } from '#core/oversees.ts'
import { mayDecideAtAll, type Principal } from '#core/principal.ts'

/** Whether somebody may see it: whoever it is for, while it isn't closed; then whoever had taken it; and who oversees all. */
export function maySee({ role, takenBy, closedAt }: HandOver, principal: Principal): boolean {
  if (oversees(principal)) return true
  return holds(principal, role) && (closedAt === null || takenBy?.id === principal.id)
}

/** What somebody may do with it now. */
export interface HandOverRights {
  readonly mayTake: boolean
  readonly mayAnswer: boolean
  readonly mayRelease: boolean
  readonly mayClose: boolean
}

export function rightsOver(handOver: HandOver, principal: Principal): HandOverRights {
  const { takenBy, closedAt, requester } = handOver
  const isOpen = closedAt === null
  const speaksForRole = mayDecideAtAll(principal) && holds(principal, handOver.role) && requester.id !== principal.id
  const hasIt = isOpen && takenBy?.id === principal.id && speaksForRole
  const operates = mayDecideAtAll(principal) && principal.roles.includes('operator')
  return {
    mayTake: isOpen && takenBy === null && speaksForRole,
    mayAnswer: hasIt,
    mayRelease: hasIt || (isOpen && takenBy !== null && operates),
    mayClose: hasIt || (isOpen && operates),
  }
}

/** Whether a principal holds the role that it is for. */
export function holds({ roles }: Principal, role: string): boolean {
  return roles.includes(role)
}
