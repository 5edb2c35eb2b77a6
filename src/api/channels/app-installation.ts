import { enforce } from '#auth/authorize.ts'
import type { InstallationOperations } from '#contract/installation-operations.ts'
import { AppError } from '#core/errors.ts'
import {
  endInstallation,
  keepInstallation,
  offerInstallation,
  readInstallation,
  takeInstallationOffer,
} from '#memory/people/installations.ts'
import type { Services } from '#turn/services.ts'

/** How long somebody has to agree at the service, in ms. */
const OFFER_MS = 600_000

/** App installation (OAuth): where the apps of channels are installed. Their tokens are sealed under `SIGN_IN_KEY`. */
export function installationOperations({
  database,
  context,
  config,
}: Pick<Services, 'config' | 'context' | 'database'>): InstallationOperations {
  const key = () => {
    if (config.SIGN_IN_KEY) return config.SIGN_IN_KEY
    throw new AppError('Tokens can’t be sealed: set SIGN_IN_KEY.', { code: 'configuration' })
  }
  return {
    readInstallation: ({ tenantId, channel }, workspace) =>
      database.batch(tenantId, (tx) => readInstallation(tx, { channel, workspace }, key())),
    beginInstallation: async (principal, channel) => {
      enforce(principal, 'installation.begin', 'tenant')
      const state = context.randomBytes(32).toString('base64url')
      const offer = { id: context.newId(), channel, state, offeredBy: principal.id, expiresInMs: OFFER_MS }
      await database.batch(principal.tenantId, (tx) => offerInstallation(tx, offer))
      return { state, until: new Date(context.now().getTime() + OFFER_MS) }
    },
    takeInstallation: async ({ tenantId, channel }, state) => {
      const id = await database.batch(tenantId, (tx) => takeInstallationOffer(tx, channel, state))
      if (id === null) return null
      return {
        keep: async ({ workspace, name, token }) => {
          const made = { id, channel, workspace, name, token }
          await database.tenant(tenantId, (tx) => keepInstallation(tx, made, key()))
          context.log.info({ event: 'app-installed', channel, workspace, installationId: id })
        },
      }
    },
    endInstallation: async ({ tenantId, channel }, workspace, by) => {
      const hasEnded = await database.batch(tenantId, (tx) => endInstallation(tx, { channel, workspace }, by))
      if (hasEnded) context.log.info({ event: 'app-uninstalled', channel, workspace, by })
    },
  }
}
