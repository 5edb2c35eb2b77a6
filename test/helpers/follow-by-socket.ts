import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Scope } from './database.ts'
import type { PersonClient } from './parley-client.ts'

export interface Heard {
  readonly type?: string
  readonly planId?: string
}

/** What the widget is told of a conversation, over the socket by which it follows it. */
export async function followBySocket(
  scope: Scope,
  url: string,
  { key }: Pick<PersonClient, 'key'>,
  threadId: string,
): Promise<readonly Heard[]> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/socket`)
  scope.after(async () => socket.terminate())
  const heard: Heard[] = []
  socket.on('message', (data) => heard.push(JSON.parse(String(data))))
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'authenticate', token: key, threadId, after: 0 }))
  return heard
}
