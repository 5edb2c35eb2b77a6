import { Socket } from 'node:net'

/**
 * A socket that sends what is written in one tick in one system call. A transaction's BEGIN, statements and COMMIT are
 * several messages written one after the other, and on loopback a call costs more than what PostgreSQL does with it.
 */
export function batchingSocket(): Socket {
  const socket = new Socket()
  const write = socket.write.bind(socket)
  let isCollecting = false
  const collect = (...args: Parameters<typeof write>): boolean => {
    if (!isCollecting) {
      isCollecting = true
      socket.cork()
      process.nextTick(() => {
        isCollecting = false
        socket.uncork()
      })
    }
    return write(...args)
  }
  // Connecting gives a socket its own `write` back, so this can't be done any sooner.
  socket.once('connect', () => {
    socket.write = collect as typeof socket.write // a wrapper keeps every overload
  })
  return socket
}
