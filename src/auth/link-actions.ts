import type { ActionRule } from './action-rule.ts'
import { anyone, PERSON } from './grants.ts'
import { NOBODY_ELSE } from './refusals.ts'

/** Who may link accounts of outside services. It lets them say yes for whoever links them: that takes the person, and no key. */
export const LINK_ACTIONS = {
  'link.make': {
    on: 'tenant',
    grants: [{ who: 'anyone', scopes: ['decide'], by: ['session'] }],
    otherwise: NOBODY_ELSE,
  },
  'link.list': { on: 'tenant', grants: anyone(['chat', 'read', 'decide']), otherwise: NOBODY_ELSE },
  'link.end': {
    on: 'tenant',
    grants: [{ who: 'anyone', scopes: ['chat', 'decide'], by: PERSON }],
    otherwise: NOBODY_ELSE,
  },
} as const satisfies Readonly<Record<string, ActionRule<'tenant'>>>
