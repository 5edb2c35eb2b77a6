import ipaddr from 'ipaddr.js'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'

/**
 * Refuses to start a server that others could reach, or that is meant for production, while nobody could prove who
 * they are to it. Throws `configuration`. `hasKeys`: an API key exists that is neither expired nor revoked.
 */
export function checkExposure(config: Config, hasKeys: boolean): void {
  if (config.OIDC_ISSUER !== undefined || hasKeys || allowsDevPeople(config)) return
  const why =
    config.NODE_ENV === 'production'
      ? 'NODE_ENV is production'
      : `HOST is ${config.HOST}, which isn't a loopback address`
  throw new AppError(
    `${why}, and there is neither an identity provider nor an API key, so nobody could sign in and the example people ` +
      'of development must not exist. Set OIDC_ISSUER and OIDC_AUDIENCE, or make a key first with `npx parley keys create --name … --role … --scope …`, ' +
      'or set HOST=127.0.0.1 outside production.',
    { code: 'configuration' },
  )
}

/** Example people exist only on a loopback address, outside production, without an identity provider. */
export function allowsDevPeople(config: Config): boolean {
  return config.NODE_ENV !== 'production' && config.OIDC_ISSUER === undefined && isLoopback(config.HOST)
}

/** Whether a host name or address can only be reached from this machine. A name other than `localhost` never counts. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '')
  if (address.toLowerCase() === 'localhost') return true
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}
