/** What an address names: a view, and something in it. */
export interface Place {
  readonly view: string | null
  readonly id: string | null
}

/** The place of a path: `/console/queue/…`. */
export function placeIn(path: string): Place {
  const [, , view, id] = path.split('/')
  return { view: decoded(view), id: decoded(id) }
}

/** The path of a view, or of something in it. */
export function addressOf(view: string, id: string | null): string {
  return `/console/${encodeURIComponent(view)}${id === null ? '' : `/${encodeURIComponent(id)}`}`
}

function decoded(part: string | undefined): string | null {
  if (part === undefined || part === '') return null
  try {
    return decodeURIComponent(part)
  } catch {
    return part // not one of ours, and so the name of nothing
  }
}
