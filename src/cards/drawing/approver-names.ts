import type { Verdict } from '#core/verdict.ts'
import { rulesTexts } from '../texts/rules-texts.ts'

/** Whom a verdict asks, in words: each role, and how many of it where one question wants several. */
export function approverNames({ roles, several = [] }: Verdict): readonly string[] {
  return roles.map((role) => rulesTexts.people(role, Math.max(1, ...several.map((people) => people[role] ?? 0))))
}
