import type { ActionRule } from '../action-rule.ts'
import { anyone, OPERATORS, PERSON } from '../grants.ts'
import { FOR_RUNNERS, NOBODY_ELSE } from '../refusals.ts'

/**
 * Who may link accounts of outside services, and let workspaces of them in. A linked account says yes for whoever linked it:
 * that takes the person, and no key.
 */
export const LINK_ACTIONS = {
  'link.make': {
    on: 'tenant',
    grants: [{ who: 'anyone', scopes: ['decide'], by: ['session'] }],
    otherwise: NOBODY_ELSE,
  },
  'installation.begin': { on: 'tenant', grants: OPERATORS, otherwise: FOR_RUNNERS },
  'link.list': { on: 'tenant', grants: anyone(['chat', 'read', 'decide']), otherwise: NOBODY_ELSE },
  'link.end': {
    on: 'tenant',
    grants: [{ who: 'anyone', scopes: ['chat', 'decide'], by: PERSON }],
    otherwise: NOBODY_ELSE,
  },
} as const satisfies Readonly<Record<string, ActionRule<'tenant'>>>
