import type { TurnRecord } from '#turn/read-turn.ts'

/** Who asks, by their roles: what they call themselves is anybody's. */
export function personFact({ principal: { roles } }: Pick<TurnRecord, 'principal'>): string {
  return roles.length === 0 ? 'somebody who isn’t signed in' : roles.join(', ')
}

/** The day, its name and the agent's time zone. */
export function todayFact({ now, live: { agent } }: Pick<TurnRecord, 'live' | 'now'>): string {
  const timeZone = agent.zone ?? 'UTC'
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone }).format(new Date(now))
  return `${day}, ${timeZone}`
}
