import type { Json, JsonObject } from '#core/json.ts'
import type { Secret } from '#core/secret.ts'

/** A tool as its server offers it. `hash` is SHA-256 over the canonical `{name, description, inputSchema, outputSchema}`. */
export interface ToolDefinition {
  /** `shop/orders.get`: server and name. */
  readonly tool: string
  readonly description: string
  readonly inputSchema: JsonObject
  /**
   * The schema of the value that a plan sees. MCP wants an object at the top, so a server that returns a list or null
   * wraps it as `{result: …}`; where that is the only property, this is the schema of `result` and calls unwrap it.
   */
  readonly outputSchema: JsonObject | null
  readonly hash: string
  /**
   * What the server says of itself in MCP's annotations: `false`, that the tool changes something. Never a reason to
   * believe that it changes nothing, and no part of the hash.
   */
  readonly readOnlyHint?: boolean | null
}

/** Where a tool server is and what it is reached with; both stand in the digest. */
export interface ToolServerAddress {
  readonly server: string
  /** A URL without credentials, or a command line. */
  readonly address: string
  /** Names the credential, never holds it: `SHOP_MCP_TOKEN`, or `none`. */
  readonly credentialId: string
}

export type ToolOutcome =
  /**
   * `value`: the structured content, else the text, else null. `asRead`: what a read of it gives, where the content isn't
   * structured: a link, or what is embedded, too. `answer`: there where more was said than the value.
   */
  | { readonly ok: true; readonly value: Json; readonly asRead?: Json; readonly answer?: ToolAnswer }
  /**
   * `certain`: we know ourselves that the tool did nothing: the call never left, was refused here, or was turned away at
   * the server's door (decision 40). `false`: it may have happened, whatever the answer says of itself (an error, a
   * timeout, a lost connection, a result that doesn't fit its schema).
   */
  | {
      readonly ok: false
      readonly code: ToolFailureCode
      readonly certain: boolean
      readonly message: string
      /** It was answered without an error: the call went through, and what it gave can't be used. */
      readonly answer?: ToolAnswer
      /** Of an answer that can't be used, why, for the operator: "it …", without a value of it. */
      readonly reason?: string
      /** It was answered, without an error, and there was nothing in the answer. */
      readonly isEmpty?: boolean
      /** Of such an answer: whether its tool says that there is something in it. */
      readonly isPromised?: boolean
      /** Its session was of no use any more, and was replaced: that isn't counted against its server. */
      readonly isSessionGone?: boolean
      /** How long the server asked to be left alone, where it turned the call away for that. */
      readonly retryAfterMs?: number
      /** The error that came as the answer; not there where none came. */
      readonly error?: AnsweredError
    }

/** What a tool said with a result that is no error. All of it is anybody's words. */
export interface ToolAnswer {
  /** Its texts, one under the other; those that are embedded where it has no other, null where it has none. */
  readonly text: string | null
  /** All its parts, in order; of what isn't text its kind, length and SHA-256. */
  readonly parts: readonly JsonObject[]
}

/** An error as the server worded it. It is untrusted: shown to people, and never relied on. */
export type AnsweredError =
  /** The tool's own result that is an error. `structured` is null where there is none, `text` where there is an image. */
  | { readonly by: 'tool'; readonly structured: Json | null; readonly text: string | null }
  /** An error of the protocol, JSON-RPC: the server's, a library's, or that of whatever stands between. */
  | { readonly by: 'protocol'; readonly code: number; readonly text: string }
  /** An HTTP status that isn't success, and the text that came with it. */
  | { readonly by: 'http'; readonly code: number; readonly text: string }

export type ToolFailureCode =
  | 'tool-error' // the tool, or its server for it, answered with an error
  | 'tool-http-error' // its server, or what stands before it, answered with an HTTP status that proves nothing
  | 'tool-unreachable' // the server couldn't be reached; nothing was sent
  | 'tool-busy' // its rate, or its own HTTP 429 or 503, left no room; nothing was done
  | 'tool-resting' // it failed too often just now, and is left alone for a while; nothing was sent
  | 'tool-timeout'
  | 'tool-connection-lost'
  | 'tool-result-invalid' // the result doesn't fit the tool's output schema
  | 'tool-result-too-large'
  | 'tool-unknown' // not offered by the server
  | 'tool-changed' // its definition isn't the accepted one
  | 'tool-schema-unusable' // its server's schema of its arguments or result can't be used; nothing was sent
  | 'tool-arguments-invalid' // they don't fit the tool's accepted input schema; nothing was sent
  | 'requester-signed-out' // it acts as the requester, whose sign-in has ended
  | 'token-refused' // the identity provider gives no token for it
  | 'tool-stopped' // an operator stopped it while the call waited

export interface ToolServers extends AsyncDisposable {
  /** The definitions that the servers offer now, of the declared tools alone. Reads from a cache that list_changed renews. */
  definitions(signal: AbortSignal): Promise<readonly ToolDefinition[]>
  definition(tool: string, signal: AbortSignal): Promise<ToolDefinition | null>
  /** What a tool's server offered when it was last asked; null where it never was, or didn't offer it. */
  lastOffered(tool: string): ToolDefinition | null
  address(server: string): ToolServerAddress
  /** Calls a tool and checks its result. Never retries. Reads and, from the dispatcher alone, writes. */
  call(tool: string, args: JsonObject, options: ToolCallOptions): Promise<ToolOutcome>
  /** Tells the operator of what can't be used of a tool, however often it is tried. Never throws. */
  reportFault(tool: string, fault: PermanentFault, requester?: Requester): Promise<void>
  /** For `/readyz` and `/metrics`: each server's state, without a call to a tool. */
  health(): readonly ToolServerHealth[]
}

/** What won't be otherwise the next time. `reason`: "it …", of the form alone, without a value. */
export interface PermanentFault {
  readonly code: ToolFailureCode
  readonly reason: string
}

/** Keeps such a fault where its operator sees it. */
export type KeepFault = (tool: string, fault: PermanentFault, requester: Requester | undefined) => Promise<void>

export interface ToolServerHealth {
  readonly server: string
  readonly ok: boolean
  readonly detail: string
  /** Its calls failed too often, and it is left alone for a while. */
  readonly isResting: boolean
}

/** Who a call is made for. */
export interface Requester {
  readonly tenantId: string
  readonly id: string
}

/** The access token with which somebody signed in last, while it lives; null where there is none. */
export type SubjectToken = (requester: Requester) => Promise<Secret | null>

export interface ToolCallOptions {
  readonly signal: AbortSignal
  /** The definition that this call was judged against: another one at the server fails with `tool-changed`. */
  readonly definitionHash: string
  /** For this call, its waits included; the server's own where none is given. */
  readonly timeoutMs?: number
  /** Travels beside the arguments, as `_meta["parley/idempotency-key"]`. */
  readonly idempotencyKey?: string
  /** Whose plan this is: for a server that acts as the requester. */
  readonly requester?: Requester
  /** It changes nothing: where a session turns out to be over, it goes again in the next one. */
  readonly isRead?: boolean
  /** It does nothing twice. Where it surely did nothing, it goes again in the next session. */
  readonly isRepeatable?: boolean
  /** Asked again where the call had to wait, for its turn or for a connection, right before it is sent. */
  readonly mayStillGo?: () => Promise<boolean>
}
