/** Where something is said in Teams, and where its service takes what is for it. */
export interface TeamsPlace {
  /** As a token vouched for it, with a slash at the end. */
  readonly serviceUrl: string
  /** The service's name; of a thread in a channel its first message is part of it. */
  readonly conversation: string
  /** Who alone reads there beside us, by the service's name for them; null where several people do. */
  readonly user: string | null
}

/** What the inbox calls the place's conversation. */
export function conversationOf({ serviceUrl, conversation, user }: TeamsPlace): string {
  return [serviceUrl, conversation, user ?? ''].join(' ')
}

export function placeOf(name: string): TeamsPlace {
  const [serviceUrl = '', conversation = '', user = ''] = name.split(' ')
  // Behind the bar, whose it went on as.
  const [whose = ''] = user.split('|', 1)
  return { serviceUrl, conversation, user: whose === '' ? null : whose }
}

/** The channel or chat that a conversation is in, whichever thread of it. */
export function readersOf(conversation: string): string {
  return conversation.split(';', 1)[0] ?? conversation
}

/** Whether messages are sent there: an address that the operator's list of hosts has, and one that can be one. */
export function isServiceUrl(
  text: string,
  { hosts, allowPrivate }: { readonly hosts: readonly string[]; readonly allowPrivate: boolean },
): boolean {
  if (!URL.canParse(text) || /\s/.test(text)) return false
  const { protocol, host, username, password, search, hash } = new URL(text)
  const isPlain = username === '' && password === '' && search === '' && hash === ''
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && allowPrivate)) && hosts.includes(host)
}
