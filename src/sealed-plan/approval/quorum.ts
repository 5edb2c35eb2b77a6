import type { Verdict } from '#core/verdict.ts'

/** An approver, by which of the asked roles they hold. */
export type Approver = (role: string) => boolean

/** The quorum of one question: a role for each approval that it needs, each by a different person. */
export type Question = readonly string[]

/**
 * The questions of a verdict. One that asks several people needs a different one for each; any other role is a question
 * by itself, and whoever holds two of those may answer both.
 */
export function questionsOf({ decision, roles, several = [] }: Verdict): readonly Question[] {
  if (decision !== 'ask') return []
  const together = several.map((people) =>
    Object.entries(people).flatMap(([role, count]) => Array.from({ length: count }, () => role)),
  )
  const alone = roles.filter((role) => !together.some((question) => question.includes(role)))
  return [...together, ...alone.map((role) => [role])]
}

/** How many of a question's yeses these people can give, each of them one. */
export function matchApprovers(question: Question, people: readonly Approver[]): number {
  const seatOf = new Map<number, number>()
  return people.filter((_, person) => seated(person, new Set())).length

  // Whoever sits on a seat that this person could take may be able to move to another (Kuhn's algorithm).
  function seated(person: number, tried: Set<number>): boolean {
    return question.some((role, seat) => {
      if (tried.has(seat) || !people[person]?.(role)) return false
      tried.add(seat)
      const sitting = seatOf.get(seat)
      if (sitting !== undefined && !seated(sitting, tried)) return false
      seatOf.set(seat, person)
      return true
    })
  }
}
