import { REQUESTER } from '#auth/roles.ts'
import type { People } from '#core/verdict.ts'

export type ParsedAsk =
  | { readonly ok: true; readonly people: People }
  | { readonly ok: false; readonly problem: { readonly message: string; readonly hint: string } }

const PART = /^(?:([1-9]) )?([a-z][a-z0-9-]*)$/

/** Reads whom an `@ask` asks: `support-lead`, `support-lead + finance`, `2 support-lead + finance`. */
export function parseAsk(ask: string | null): ParsedAsk {
  const people = new Map<string, number>()
  for (const part of (ask ?? '').split('+').map((text) => text.trim().replaceAll(/\s+/g, ' '))) {
    const [, count = '1', role] = PART.exec(part) ?? []
    if (role === undefined) return wrong(part)
    if (people.has(role)) return twice(role)
    if (role === REQUESTER && count !== '1') return onlyOneRequester(count)
    people.set(role, Number(count))
  }
  return { ok: true, people: Object.fromEntries(people) }
}

/** How many people a question asks in all. */
export function peopleIn(people: People): number {
  return Object.values(people).reduce((sum, count) => sum + count, 0)
}

function wrong(part: string): ParsedAsk {
  const digits = /^\d+/.exec(part)?.[0] ?? ''
  return digits.length > 1 || digits === '0'
    ? problem(`@ask can ask for 1 to 9 people of a role, not for ${digits}.`, 'Such as @ask("2 support-lead").')
    : problem(
        '@ask must name the roles to ask.',
        'Such as @ask("support-lead"), @ask("support-lead + finance") or @ask("2 support-lead").',
      )
}

function twice(role: string): ParsedAsk {
  return problem(`@ask names ${role} twice.`, `For two people of one role write @ask("2 ${role}").`)
}

function onlyOneRequester(count: string): ParsedAsk {
  return problem(`@ask asks for ${count} requesters, and a plan has one.`, 'Write @ask("requester").')
}

function problem(message: string, hint: string): ParsedAsk {
  return { ok: false, problem: { message, hint } }
}
