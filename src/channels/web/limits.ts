/** What one client may use of a web server, and how long we wait for it. */
export interface WebLimits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number
  /** Uploads that are taken in and read at once; further ones are told to come back. */
  readonly uploads: number
  /** Bytes of them together. One that comes alone may have as many as its route takes. */
  readonly uploadBytes: number
  /** Messages that one principal may send in a minute, to all servers together. */
  readonly messagesPerMinute: number
  /** Milliseconds from a message to when other servers count it too. */
  readonly rateSharedMs: number
  /** Milliseconds between two signs of life on an event stream or socket. */
  readonly heartbeatMs: number
  /** Milliseconds that a connection may stay without a byte moved. More than `heartbeatMs`, or streams would end. */
  readonly idleMs: number
  /** Milliseconds that a sender may wait for the answer to a message. Less than `idleMs`, or the connection would end first. */
  readonly answerMs: number
  /** Milliseconds in which a request must be there whole: the longest file, over a line of 1.5 Mbit/s. */
  readonly requestMs: number
  /** Milliseconds that an upload's connection may be still: its file waits for those before it, and is read. */
  readonly uploadIdleMs: number
  /** Milliseconds after which a stream or socket ends, so that its client comes back and shows its credential again. */
  readonly streamMs: number
  /** Bytes that may wait for one socket's reader. */
  readonly socketBufferBytes: number
  /** Milliseconds that a full socket gets to move on before it is dropped; its client resumes by sequence number. */
  readonly socketStallMs: number
  /** Milliseconds in which a new socket must authenticate. */
  readonly socketGreetingMs: number
  /** Threads that one socket may follow. */
  readonly threadsPerSocket: number
  /** Milliseconds that requests get to end when the server closes. */
  readonly closeMs: number
}

export const WEB_LIMITS: WebLimits = {
  bodyBytes: 1_048_576,
  uploads: 8,
  uploadBytes: 104_857_600,
  messagesPerMinute: 60,
  rateSharedMs: 500,
  heartbeatMs: 15_000,
  idleMs: 60_000,
  answerMs: 50_000,
  requestMs: 300_000,
  uploadIdleMs: 200_000,
  streamMs: 900_000,
  socketBufferBytes: 65_536,
  socketStallMs: 5_000,
  socketGreetingMs: 10_000,
  threadsPerSocket: 20,
  closeMs: 10_000,
}
