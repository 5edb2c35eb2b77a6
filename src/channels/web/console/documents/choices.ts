import type { DataClass } from '#core/data-class.ts'
import { SHARED } from '#core/shared-agents.ts'
import { documentTexts as texts } from '#cards/texts/document-texts.ts'

/** What a person has chosen for the files that they hand in next. */
export interface Choices {
  /** Null until somebody has chosen: nothing says by itself who may read. */
  readonly readers: 'me' | 'roles' | 'public' | null
  /** As it was typed, with commas between. */
  readonly roles: string
  /** Which agents answer from them, where there are several. */
  readonly agents: readonly string[]
  readonly class: DataClass
  readonly belongs: string
}

/** In the order in which they are offered. */
export const DATA_CLASSES: readonly DataClass[] = ['public', 'internal', 'confidential', 'regulated']

export const FIRST_CHOICES: Choices = { readers: null, roles: '', agents: [], class: 'internal', belongs: 'uploads' }

export interface ChoiceMistakes {
  readonly readers: string | null
  readonly roles: string | null
  readonly agents: string | null
  readonly belongs: string | null
}

/** What is wrong with the choices, in words. */
export function mistakesIn(choices: Choices, agents: readonly string[]): ChoiceMistakes {
  return {
    readers: choices.readers === null ? texts.readersMissing : null,
    roles: choices.readers === 'roles' ? roleMistake(choices) : null,
    agents: agents.length > 1 && choices.agents.length === 0 ? texts.agentsMissing : null,
    belongs: belongsMistake(choices),
  }
}

/** The roles that were typed. */
export function rolesOf({ roles }: Choices): readonly string[] {
  return [...new Set(roles.split(',').map((role) => role.trim()))].filter((role) => role !== '')
}

/** The access list that the choices are. */
export function aclOf(choices: Choices, me: { readonly id: string }): readonly string[] {
  switch (choices.readers) {
    case null:
      return []
    case 'me':
      return [`user:${me.id}`]
    case 'roles':
      return rolesOf(choices).map((role) => `role:${role}`)
    case 'public':
      return ['public']
  }
}

/** The agents that were chosen, as they are sent: all of them is a word of its own. Null where there is nothing to choose. */
export function agentsOf({ agents }: Pick<Choices, 'agents'>): readonly string[] | null {
  if (agents.includes(SHARED)) return [SHARED]
  return agents.length === 0 ? null : agents
}

/** Whom the files are for, in words; null until that is chosen. */
export function whomText(choices: Choices): string | null {
  if (choices.readers === null) return null
  return choices.readers === 'roles' ? texts.whom.roles(rolesOf(choices)) : texts.whom[choices.readers]
}

/** What the documents of these choices begin with: `handbook/`. */
export function prefixOf({ belongs }: Choices): string {
  return `${belongs.trim().replace(/\/+$/, '')}/`
}

function roleMistake(choices: Choices): string | null {
  const roles = rolesOf(choices)
  if (roles.length === 0) return texts.rolesMissing
  const wrong = roles.find((role) => /\s/.test(role))
  return wrong === undefined ? null : texts.rolesWrong(wrong)
}

function belongsMistake(choices: Choices): string | null {
  const prefix = prefixOf(choices)
  if (prefix === '/') return texts.belongsMissing
  return prefix.startsWith('agent:') ? texts.belongsReserved : null
}
