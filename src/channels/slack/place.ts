/** Where something is said in a workspace. */
export interface SlackPlace {
  readonly team: string
  readonly channel: string
  /** The message that a thread is under; null for a direct message outside of one. */
  readonly thread: string | null
}

/** What the inbox calls the place's conversation. */
export function conversationOf({ team, channel, thread }: SlackPlace): string {
  return [team, channel, thread ?? ''].join('/')
}

export function placeOf(conversation: string): SlackPlace {
  // Behind the bar, whose it went on as.
  const [place = ''] = conversation.split('|', 1)
  const [team = '', channel = '', thread = ''] = place.split('/')
  return { team, channel, thread: thread === '' ? null : thread }
}

/** Whether one person alone reads there beside us: a direct message. */
export function isDirect({ channel }: Pick<SlackPlace, 'channel'>): boolean {
  return channel.startsWith('D')
}

/** What the outbox calls a message of ours there. */
export function postedAs(channel: string, ts: string): string {
  return `${channel}/${ts}`
}

export function postedIn(as: string): { readonly channel: string; readonly ts: string } {
  const [channel = '', ts = ''] = as.split('/')
  return { channel, ts }
}
