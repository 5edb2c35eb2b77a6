import { andList, roleName } from './plan-texts.ts'
import type { Spoken } from './spoken-texts.ts'

/** What stands in a card's folds alone, in English. A chat loads it with them. */
export const detailsTexts = {
  foundAt: (when: string) => `found, ${when}`,
  notFoundAt: (when: string) => `nothing found, ${when}`,
  ruleAllows: 'goes ahead by itself',
  ruleAsks: (roles: readonly string[]) => `a ${andList(roles.map(roleName))} must say yes`,
  ruleAsksRequester: 'who asked for it must say yes',
  ruleRefuses: 'not allowed',
  ruleNames: (names: readonly string[]) => `By the rule ${andList(names.map(roleName))}.`,
} as const

export const germanDetailsTexts: Spoken<Pick<typeof detailsTexts, 'foundAt' | 'notFoundAt'>> = {
  foundAt: (when) => `gefunden, ${when}`,
  notFoundAt: (when) => `nichts gefunden, ${when}`,
}
