import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'

type Public = Pick<Config, 'PUBLIC_URL'>

/** Where people find this server, without a slash at the end: `PUBLIC_URL`, else where it listens. */
export function publicAddress({ PUBLIC_URL }: Public, url: string): string {
  return (PUBLIC_URL ?? url).replace(/\/+$/, '')
}

/** The path under which people find it, without a slash at the end: `/parley`, or nothing where it has its host to itself. */
export function publicPath({ PUBLIC_URL }: Public): string {
  return PUBLIC_URL === undefined ? '' : new URL(PUBLIC_URL).pathname.replace(/\/+$/, '')
}

/** A path of this server's as people's browsers ask for it. */
export function publicly(path: string, config: Public): string {
  return `${publicPath(config)}${path}`
}

// RFC 9728, 3.1, puts the path of what is protected behind its own, outside ours.
const WELL_KNOWN = '/.well-known/oauth-protected-resource'

/**
 * What a request asks for, as our routes name it, whether its proxy takes the public path away or hands it on. What is under
 * neither is asked for as it stands.
 */
export function ownTarget(target: string, config: Public): string {
  const base = publicPath(config)
  if (base === '') return target
  const [path = '', ...query] = target.split('?')
  const own = pagePath(path, base)
  return [own, ...query].join('?')
}

function pagePath(path: string, base: string): string {
  if (path === base) return '/'
  if (path.startsWith(`${base}/`)) return path.slice(base.length)
  const known = `${WELL_KNOWN}${base}/`
  return path.startsWith(known) ? `${WELL_KNOWN}/${path.slice(known.length)}` : path
}

/** Throws `configuration` for a public path that begins like one of our routes: which of both is meant nobody could say. */
export function checkPublicPath(config: Public, routes: readonly { readonly path: string }[]): void {
  const [, first = ''] = publicPath(config).split('/')
  if (first === '' || !routes.some(({ path }) => path.split('/')[1] === first)) return
  throw new AppError(
    `PUBLIC_URL: its path begins with /${first}, as routes of Parley's own do. Choose another, such as /parley.`,
    { code: 'configuration' },
  )
}
