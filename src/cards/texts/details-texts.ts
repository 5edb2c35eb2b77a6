import { andList, roleName } from './plan-texts.ts'

/** What stands in a card's folds, and beside the fields of a plan that is changed, in English. A chat loads it with them. */
export const detailsTexts = {
  plan: 'Plan',
  editHint: 'Nothing is done by changing it: the rules look at it again, and somebody says yes or no.',
  leaveOut: (step: number) => `Leave step ${step} out`,
  stepNumber: (step: number) => `Step ${step}`,
  foundAt: (when: string) => `found, ${when}`,
  notFoundAt: (when: string) => `nothing found, ${when}`,
  ruleAllows: 'goes ahead by itself',
  ruleAsks: (roles: readonly string[]) => `a ${andList(roles.map(roleName))} must say yes`,
  ruleAsksRequester: 'who asked for it must say yes',
  ruleRefuses: 'not allowed',
  ruleNames: (names: readonly string[]) => `By the rule ${andList(names.map(roleName))}.`,
} as const
