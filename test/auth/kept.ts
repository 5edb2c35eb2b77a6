import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'oxfmt'
import type { ActionRule } from '#auth/action-rule.ts'
import { ACTIONS, type Action, type KindOf } from '#auth/actions.ts'
import { authorize } from '#auth/authorize.ts'
import type { Grant } from '#auth/grants.ts'
import { RELATIONS } from '#auth/relations.ts'
import type { Kind } from '#auth/resources.ts'
import { askedOf, CREDENTIALS, principalOf } from './kinds.ts'

const ROOT = join(import.meta.dirname, '../..')
/** What each kind of principal may do, asked of `authorize`. */
export const ANSWERS_FILE = join(ROOT, 'test/auth/who-may-what.txt')
/** The page that has the table. */
export const PAGE = join(ROOT, 'docs/reference/authorization.md')

export const ACTION_NAMES: readonly Action[] = Object.keys(ACTIONS).filter((name): name is Action => name in ACTIONS)

/** The answers as they are kept: an action, then who, recognised by what, and what everybody else is told. */
export function answers(): string {
  return `${ACTION_NAMES.flatMap(answersOf).join('\n')}\n`
}

function answersOf(action: Action): readonly string[] {
  return [
    action,
    ...askedOf(action).map(({ name, roles, resource }) => {
      const given = CREDENTIALS.map(([credential, recognised]) => {
        return { credential, ...authorize(principalOf(roles, recognised), action, resource) }
      })
      const allowed = given.flatMap((one) => (one.allowed ? [one.credential] : []))
      const refused = given.flatMap((one) => (one.allowed ? [] : [`${one.refusal.status} ${one.refusal.code}`]))
      const told = refused.length === 0 ? '' : `; else ${[...new Set(refused)].join(', ')}`
      return `  ${name}: ${allowed.length === 0 ? 'no' : allowed.join(', ')}${told}`
    }),
  ]
}

/** The page with the table as it is now; its text around that stays. */
export async function page(): Promise<string> {
  const [before] = readFileSync(PAGE, 'utf8').split(/^\| action/m)
  const head = ['| action | who | scope | recognised by | else |', '| --- | --- | --- | --- | --- |']
  const text = `${before}${[...head, ...ACTION_NAMES.flatMap((action) => rowsOf(action))].join('\n')}\n`
  return (await format(PAGE, text, { printWidth: 120 })).code
}

// Those with the same scopes and credentials share a row.
function rowsOf<A extends Action>(action: A): readonly string[] {
  const rule: ActionRule<KindOf<A>> = ACTIONS[action]
  const { code, status } = strangersRefusal(action)
  const groups = Map.groupBy(rule.grants, ({ scopes, by }) => JSON.stringify([scopes, by]))
  return [...groups.values()].map((grants, place) => {
    const { scopes = [], by } = grants[0] ?? {}
    const who = grants.map((grant) => wordsOf(rule.on, grant)).join(', ')
    const cells = [
      place === 0 ? `\`${action}\`` : '',
      who,
      scopes.map((scope) => `\`${scope}\``).join(' or '),
      by === undefined ? 'any' : by.join(' or '),
      place === 0 ? `${status} \`${code}\`` : '',
    ]
    return `| ${cells.join(' | ')} |`
  })
}

function wordsOf<K extends Kind>(on: K, { role, who }: Grant<K>): string {
  return who === undefined ? `\`${role}\`` : RELATIONS[on][who].words
}

function strangersRefusal(action: Action): { readonly code: string; readonly status: number } {
  const [first] = askedOf(action)
  if (!first) throw new Error(`nobody asks for ${action}`)
  const nobody = principalOf([], { authenticatedBy: 'session', scopes: [] })
  const answer = authorize(nobody, action, first.resource)
  if (answer.allowed) throw new Error(`${action} is for whoever comes`)
  return answer.refusal
}
