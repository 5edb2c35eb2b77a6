import ipaddr from 'ipaddr.js'
import { isLoopback } from './exposure.ts'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'

/** The headers that say which site a request is meant for and which site sent it. */
export interface RequestSource {
  readonly host: string | undefined
  readonly origin: string | undefined
}

/**
 * Refuses a request that was sent to another name than ours (DNS rebinding: `wrong-host`, 421) or by another site's page
 * (CSRF: `wrong-origin`, 403). Programs send no Origin; what a browser sends from elsewhere never gets through.
 */
export function checkSource(source: RequestSource, config: Config): AppError | null {
  const host = parseAuthority(source.host)
  if (host === null || !isOurHost(host.hostname, config)) {
    return new AppError('This server answers to other host names. Set PUBLIC_URL to the address that people use.', {
      code: 'wrong-host',
      status: 421,
    })
  }
  if (source.origin !== undefined && !isOurOrigin(source.origin, host, config)) {
    return new AppError("Pages of another site can't use this server.", { code: 'wrong-origin', status: 403 })
  }
  return null
}

function isOurHost(hostname: string, config: Config): boolean {
  if (hostname === 'localhost' || hostname === config.HOST.toLowerCase()) return true
  if (config.PUBLIC_URL !== undefined && hostname === new URL(config.PUBLIC_URL).hostname) return true
  // Rebinding needs a name that its owner can point elsewhere. A literal address can't be pointed anywhere.
  const address = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(address) && (isLoopback(address) || !isLoopback(config.HOST))
}

function isOurOrigin(origin: string, host: URL, config: Config): boolean {
  if (!URL.canParse(origin)) return false
  const from = new URL(origin)
  if (from.protocol !== 'http:' && from.protocol !== 'https:') return false
  if (config.PUBLIC_URL !== undefined && from.origin === new URL(config.PUBLIC_URL).origin) return true
  // Behind a proxy that ends TLS the scheme differs; host and port don't.
  return from.host === new URL(`${from.protocol}//${host.host}`).host
}

function parseAuthority(host: string | undefined): URL | null {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return null
  return new URL(`http://${host}`)
}
