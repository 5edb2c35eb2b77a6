import type { Principal } from '#core/principal.ts'
import { accessEntries } from './access-list.ts'
import type { HandOverAccess, Kind, Requested, Resources } from './resources.ts'
import { heldRoles } from './roles.ts'

/** The ways in which somebody can stand to a resource, by its kind. Each has one meaning, and a sentence that says it. */
export interface RelationNames extends Record<Kind, string> {
  readonly tenant: 'anyone'
  readonly request: 'requester' | 'another'
  readonly 'followed-thread': 'requester' | 'visitor' | 'taker'
  readonly plan: 'requester' | 'asked' | 'passed-on-to' | 'resolver' | 'resolver-of-open' | 'resolver-of-unknown'
  readonly decision: 'speaker' | 'speaker-for-another'
  readonly rule: 'asked'
  readonly 'hand-over': 'requester' | 'giver-up' | 'desk-while-open' | 'desk-that-took' | 'desk' | 'taker'
  readonly document: 'listed'
}

interface Relation<R> {
  /** Who that is, for the page that prints the table. */
  readonly words: string
  readonly holds: (principal: Principal, resource: R) => boolean
}

/** All of them. What SQL says of rows by these names stands in `memory/rows-allowed.ts`. */
export const RELATIONS: { readonly [K in Kind]: Readonly<Record<RelationNames[K], Relation<Resources[K]>>> } = {
  tenant: { anyone: { words: 'anybody', holds: () => true } },
  request: {
    requester: { words: 'whose it is', holds: isRequester },
    another: { words: 'anybody else than whose it is', holds: (principal, it) => !isRequester(principal, it) },
  },
  'followed-thread': {
    requester: { words: 'whose it is', holds: isRequester },
    visitor: {
      words: 'who may see its open hand-over',
      holds: (principal, { handOver }) =>
        handOver !== null && (isOpenFor(principal, handOver) || wasTakenBy(principal, handOver)),
    },
    taker: {
      words: 'who has its open hand-over now',
      holds: (principal, { handOver }) => handOver !== null && hasIt(principal, handOver),
    },
  },
  plan: {
    requester: { words: 'who asked for it', holds: isRequester },
    asked: { words: 'who holds a role that it asks', holds: (principal, { asked }) => holdsOne(principal, asked) },
    'passed-on-to': {
      words: 'who holds the role that it was passed on to',
      holds: (principal, { passedOnTo }) => passedOnTo !== null && holdsOne(principal, [passedOnTo]),
    },
    resolver: {
      words: 'who holds a role that its agent names for that',
      holds: (principal, { resolvers }) => holdsOne(principal, resolvers),
    },
    'resolver-of-open': {
      words: 'who holds a role that its agent names for that, while a step is unknown or rests between two tries',
      holds: (principal, { resolvers, open }) => open !== null && holdsOne(principal, resolvers),
    },
    'resolver-of-unknown': {
      words: 'who holds a role that its agent names for that, while a step is unknown',
      holds: (principal, { resolvers, open }) => open === 'unknown' && holdsOne(principal, resolvers),
    },
  },
  decision: {
    speaker: { words: 'whose answer counts by its rules', holds: (_, { speaksFor }) => speaksFor.length > 0 },
    'speaker-for-another': {
      words: 'whose answer counts by its rules, of what another asked for',
      holds: (principal, it) => it.speaksFor.length > 0 && !isRequester(principal, it),
    },
  },
  rule: {
    asked: { words: 'who holds a role that the rule asks', holds: (principal, { asks }) => holdsOne(principal, asks) },
  },
  'hand-over': {
    requester: { words: 'whose conversation it is', holds: isRequester },
    'giver-up': {
      words: 'whose conversation it is, while nobody has taken it',
      holds: (principal, it) => isRequester(principal, it) && it.takenBy === null,
    },
    'desk-while-open': { words: 'who holds its role, while it is open', holds: isOpenFor },
    'desk-that-took': { words: 'who holds its role and took it', holds: wasTakenBy },
    desk: { words: 'who holds its role and isn’t whose conversation it is', holds: isDesk },
    taker: {
      words: 'who holds its role and has it now',
      holds: hasIt,
    },
  },
  document: {
    listed: {
      words: 'whom its access list names: `public`, a role, a group, a person',
      holds: (principal, { acl }) => accessEntries(principal).some((entry) => acl.includes(entry)),
    },
  },
}

function isRequester({ id }: Principal, { requester }: Requested): boolean {
  return id === requester
}

function holdsOne(principal: Principal, roles: readonly string[]): boolean {
  return heldRoles(principal).some((role) => roles.includes(role))
}

function isOpenFor(principal: Principal, { role, isOpen }: HandOverAccess): boolean {
  return isOpen && holdsOne(principal, [role])
}

function wasTakenBy(principal: Principal, { role, takenBy }: HandOverAccess): boolean {
  return takenBy === principal.id && holdsOne(principal, [role])
}

function hasIt(principal: Principal, it: HandOverAccess): boolean {
  return it.isOpen && it.takenBy === principal.id && isDesk(principal, it)
}

function isDesk(principal: Principal, it: HandOverAccess): boolean {
  return holdsOne(principal, [it.role]) && !isRequester(principal, it)
}
