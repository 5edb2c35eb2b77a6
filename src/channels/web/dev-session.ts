/** The cookie of development's sessions. Pages can't read it, other sites don't get it sent along. */
const COOKIE = 'parley_dev_session'

/** Names which of several chosen people a request is from. Another site's page can't add it without being asked first. */
export const PERSON_HEADER = 'parley-person'

/** The sessions in a `cookie` header: who one is first, then whom a page shows beside. */
export function readDevSessions(header: string | undefined): readonly string[] {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.split('=', 2)
    if (name?.trim() === COOKIE) return value?.trim().split('.') ?? []
  }
  return []
}

/** The sessions with one more: before all others, or beside them; the order stays where it is among them already. */
export function addDevSession(
  sessions: readonly string[],
  session: string,
  place: 'first' | 'beside',
): readonly string[] {
  if (place === 'beside') return sessions.includes(session) ? sessions : [...sessions, session]
  return [session, ...sessions.filter((other) => other !== session)]
}

/** What sets them, for what is under a path. */
export function devSessionCookie(sessions: readonly string[], path: string): string {
  return `${COOKIE}=${sessions.join('.')}; Path=${path}; HttpOnly; SameSite=Strict`
}
