import { pagePath } from '../browser/page-server.ts'

/** What an address names: a view, something in it, and what of it is shown. */
export interface PageAddress {
  readonly view: string | null
  readonly id: string | null
  readonly show: string | null
}

/** The place that an address names: `/console/queue/…?show=everyone`. */
export function pageIn({ pathname, search }: Pick<URL, 'pathname' | 'search'>): PageAddress {
  const [, , view, id] = pathname.slice(pagePath().length).split('/')
  return { view: decoded(view), id: decoded(id), show: new URLSearchParams(search).get('show') }
}

/** The address of a view, or of something in it. */
export function addressOf(view: string, id: string | null, show: string | null): string {
  const path = [
    `${pagePath()}/console`,
    encodeURIComponent(view),
    ...(id === null ? [] : [encodeURIComponent(id)]),
  ].join('/')
  return show === null ? path : `${path}?show=${encodeURIComponent(show)}`
}

function decoded(part: string | undefined): string | null {
  if (part === undefined || part === '') return null
  try {
    return decodeURIComponent(part)
  } catch {
    return part // not one of ours, and so the name of nothing
  }
}
