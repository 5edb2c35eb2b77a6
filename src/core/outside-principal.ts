import { createHash } from 'node:crypto'
import { PrincipalId } from './principal.ts'

// No key's, and no identity provider's: whoever an outside service vouches for can't be taken for whom another does.
const OUTSIDE = 'outside.'
const PLACE = 'place.'

/**
 * The principal of somebody whom an outside service vouches for, by the channel (`webhook.helpdesk`) and what it calls them.
 * What an id of ours can't hold, or is too long for one, is in it as its hash.
 */
export function outsidePrincipalId(channel: string, sender: string): PrincipalId {
  return PrincipalId.parse(`${OUTSIDE}${channel}|${nameIn(sender)}`)
}

/** The principal of a shared channel: everyone who writes there acts as it, and it owns nothing. */
export function outsidePlaceId(channel: string, place: string): PrincipalId {
  // Outside the hash: it is known for a place whatever it is called.
  return PrincipalId.parse(`${OUTSIDE}${channel}|${PLACE}${nameIn(place)}`)
}

function nameIn(called: string): string {
  const isPlain = /^[\w.@-]{1,64}$/.test(called)
  return isPlain ? called : `|${createHash('sha256').update(called).digest('base64url')}`
}

/** Whether it is such a place. */
export function isOutsidePlace(id: PrincipalId): boolean {
  return isOutsideId(id) && id.includes(`|${PLACE}`)
}

// What people type into themselves, and the service says that they did. Of any other kind a program writes.
const TYPED_INTO: readonly string[] = ['slack', 'teams']

/** Whether a channel is mail: it says who wrote, and proves nothing that a yes could rest on. */
export function isMailChannel(channel: string): boolean {
  return channel.startsWith('mail/')
}

/** The channel of MCP clients. */
export const MCP_CHANNEL = 'mcp'

/** The channel of programs that speak the OpenAI API. */
export const OPENAI_CHANNEL = 'openai'

/** The channel of front ends that speak AG-UI. */
export const AG_UI_CHANNEL = 'ag-ui'

/** Where whoever has a conversation begins procedures beside it: threads of their own, which no customer reads. */
export const DESK_CHANNEL = 'desk'

const WRITTEN_BY_PROGRAMS: readonly string[] = [MCP_CHANNEL, OPENAI_CHANNEL, AG_UI_CHANNEL]

/** Whether a channel's messages are written by programs, no matter whose credential they show. */
export function isWrittenByPrograms(channel: string): boolean {
  return WRITTEN_BY_PROGRAMS.includes(channel)
}

/** Whether somebody outside typed what comes from them, by the kind of channel that they are known by. */
export function typesThemselves(id: PrincipalId): boolean {
  return TYPED_INTO.some((kind) => id.startsWith(`${OUTSIDE}${kind}.`))
}

/** The channel by which somebody outside is known, `webhook/helpdesk`; null for whoever is one of ours. */
export function channelOfOutside(id: string): string | null {
  const [, kind, name] = /^outside\.([a-z]+)\.([^|]+)\|/.exec(id) ?? []
  return kind === undefined ? null : `${kind}/${name}`
}

/** Whether it is anybody's or a place's outside. */
export function isOutsideId(id: string): boolean {
  return id.startsWith(OUTSIDE)
}
