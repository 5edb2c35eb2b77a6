import { html } from 'hono/html'
import { z } from 'zod'
import { notFound } from '#core/errors.ts'
import { listUndelivered as undeliveredEndpoint } from '#contract/channel.ts'
import * as endpoints from '#contract/subscription.ts'
import type { Channel } from '../../contract.ts'
import { starterTexts as texts } from '#cards/texts/starter-texts.ts'
import { htmlResponse, renderPage } from '../pages/page.ts'
import { protectedRoute, publicRoute } from '../route.ts'
import type { WebServices } from '../services.ts'
import { publicAddress } from '../public-address.ts'

export const listChannels = protectedRoute({
  ...endpoints.listChannels,
  handle: async ({ principal, services }) => ({
    channels: await services.outside.subscriptions.listChannels(principal),
  }),
})

export const beginInstallation = protectedRoute({
  ...endpoints.beginInstallation,
  handle: async ({ principal, params: { name }, services }) => {
    const { channels, operations } = services.outside
    const channel = channels.find((each) => each.name === `slack/${name}` && each.tenantId === principal.tenantId)
    if (!channel?.installer) throw notFound('channel')
    const { state, until } = await operations.beginInstallation(principal, channel.name)
    return { url: channel.installer.agreeAt({ state, backTo: backTo(channel, services) }), until: until.toISOString() }
  },
})

/** Where the service sends whoever agreed: the page below. */
function backTo({ name }: Pick<Channel, 'name'>, { config, url }: WebServices): string {
  return `${publicAddress(config, url)}/channels/${name}/installed`
}

export const finishInstallation = publicRoute({
  method: 'GET',
  path: '/channels/slack/{name}/installed',
  summary: 'Come back from Slack, where somebody agreed that the app is installed',
  description: 'Slack sends its people here. It counts once, with what an operator’s beginning of it gave to Slack.',
  params: z.object({ name: z.string().max(40) }),
  query: z.object({
    state: z.string().max(200).optional(),
    code: z.string().max(500).optional(),
    error: z.string().max(200).optional(),
  }),
  contentTypes: ['text/html'],
  success: 'A page that says what came of it.',
  problems: [{ status: 404, code: 'not-found', when: 'there is no such channel' }],
  handle: async ({ params, query: { state = '', code, error }, signal, services }) => {
    const { channels, operations } = services.outside
    const channel = channels.find(({ name }) => name === `slack/${params.name}`)
    if (!channel?.installer) throw notFound('channel')
    const of = { tenantId: channel.tenantId, channel: channel.name }
    const begun = await operations.takeInstallation(of, state)
    if (begun === null) return await told(texts.installed.tooLate)
    if (code === undefined) return await told(texts.installed.refused(error ?? 'no code'))
    const came = await channel.installer.exchange({ code, backTo: backTo(channel, services) }, { signal })
    if (!came.ok) return await told(texts.installed.refused(came.why))
    await begun.keep(came.agreed)
    return await told(texts.installed.done(came.agreed.name, channel.agent))
  },
})

async function told(text: string): Promise<Response> {
  return htmlResponse(
    await renderPage(
      'Parley',
      html`<h1>Parley</h1>
        <p>${text}</p>`,
    ),
  )
}

export const sendEventsAgain = protectedRoute({
  ...endpoints.sendEventsAgain,
  handle: async ({ principal, params, body, services }) => {
    const again = body.since === undefined ? { ids: body.ids ?? [] } : { since: body.since }
    return { queued: await services.outside.subscriptions.sendAgain(principal, params.name, again) }
  },
})

export const listUndelivered = protectedRoute({
  ...undeliveredEndpoint,
  handle: async ({ principal, services }) => ({
    messages: await services.outside.operations.listUndelivered(principal),
  }),
})
