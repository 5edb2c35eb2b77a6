import type { Scope } from '#core/principal.ts'
import { andList, plural, roleName } from './plan-texts.ts'

/** Every word of the console's page on people and keys, in English. */
export const peoplePageTexts = {
  title: 'People and keys',
  documentTitle: 'People and keys: Parley',
  lead: 'Who has signed in, what each may say yes to, and the keys of programs. Roles come from your identity provider or the operator’s files.',
  loading: 'Reading who there is',
  find: 'Find a person',
  people: 'People',
  noneFound: (words: string) => `Nobody here goes with “${words}”.`,
  none: 'Nobody has signed in yet.',
  more: 'Show more people',
  roles: (roles: readonly string[]) => (roles.length === 0 ? 'No role' : andList(roles.map(roleName))),
  groups: (groups: readonly string[]) => `In ${plural(groups.length, 'the group', 'the groups')} ${andList(groups)}`,
  decides: 'May say yes to',
  decidesNothing: 'Is asked by no rule.',
  accounts: 'Accounts elsewhere',
  account: (service: string, place: string, name: string, at: string) => `${name} on ${service}, ${place}, since ${at}`,
  seen: (first: string, last: string | null) =>
    last === null ? `Here since ${first}, has never asked an agent` : `Here since ${first}, last asked ${last}`,
  keys: 'Keys',
  noKeys: 'There is no key.',
  keyOf: (principal: string) => `Acts as ${principal}`,
  may: (scopes: readonly Scope[]) => `May ${andList(scopes.map((scope) => SCOPES[scope]))}`,
  made: (at: string) => `Made ${at}`,
  expires: (at: string) => `ends ${at}`,
  neverExpires: 'never ends',
  expired: (at: string) => `ended ${at}`,
  revoked: (at: string) => `Revoked ${at}`,
  revoke: 'Revoke…',
  revokeOf: (name: string) => `Revoke… ${name}`,
  revokeTitle: (name: string) => `Revoke the key “${name}”?`,
  revokeLead: 'It lets nobody in from then on, and can’t be brought back. What it did stays in the record.',
  revokeNow: 'Revoke it',
  revokedNow: (name: string) => `Revoked: ${name}`,
  cancel: 'Cancel',
} as const

const SCOPES: Readonly<Record<Scope, string>> = {
  chat: 'talk to agents',
  read: 'read',
  decide: 'decide on plans',
  operate: 'operate',
  ingest: 'hand documents in',
}
