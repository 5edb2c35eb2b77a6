import { notFound } from '#core/errors.ts'
import type { ActionRule } from '../action-rule.ts'
import { anyone, KEEPERS, OPERATORS, overseers } from '../grants.ts'
import { FOR_KEEPERS, FOR_OVERSEERS, NOBODY_ELSE } from '../refusals.ts'

/** What is done with documents. */
export const DOCUMENT_ACTIONS = {
  'document.search': { on: 'tenant', grants: anyone(['chat', 'read']), otherwise: NOBODY_ELSE },
  'document.read': {
    on: 'document',
    grants: [{ who: 'listed', scopes: ['chat', 'read'] }],
    otherwise: () => notFound('document'),
  },
  'document.list': { on: 'tenant', grants: anyone(['read', 'operate', 'ingest']), otherwise: NOBODY_ELSE },
  'document.list-all': { on: 'tenant', grants: KEEPERS, otherwise: FOR_KEEPERS },
  'document.list-hashes': { on: 'tenant', grants: KEEPERS, otherwise: FOR_KEEPERS },
  'document.add': { on: 'tenant', grants: KEEPERS, otherwise: FOR_KEEPERS },
  'document.remove': { on: 'tenant', grants: KEEPERS, otherwise: FOR_KEEPERS },
  'document.mend': { on: 'tenant', grants: OPERATORS, otherwise: FOR_KEEPERS },
  'document.list-to-mend': { on: 'tenant', grants: overseers(['operate', 'read']), otherwise: FOR_OVERSEERS },
} as const satisfies Readonly<Record<string, ActionRule<'document'> | ActionRule<'tenant'>>>
