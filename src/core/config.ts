import { z } from 'zod'
import { AppError } from './errors.ts'
import { Secret } from './secret.ts'

const Flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const SecretText = z
  .string()
  .min(1)
  .transform((text) => new Secret(text))
/** Sites as a browser names them in `Origin`. Without TLS only this machine's own, which is for development. */
const Origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine(
    (origins) => origins.every(isOrigin),
    'must be origins like https://shop.example.com, separated by commas; http only for localhost',
  )
const HttpUrl = z.url({ protocol: /^https?$/ })
/** Where people find the server: a host, and a path where it hasn't the host to itself. */
const PublicUrl = HttpUrl.refine((text) => {
  const { search, hash, username, password, pathname } = new URL(text)
  return search + hash + username + password === '' && /^(?:\/[\w.~-]+)*\/?$/.test(pathname)
}, 'must be an address such as https://example.com or https://example.com/parley, with nothing behind its path')

/** Sizes of vectors that the database has an index for (db/migrations/0015_knowledge.sql). */
const VECTOR_SIZES: readonly number[] = [256, 384, 512, 768, 1024, 1536]

/** Every environment variable that Parley reads; `docs/reference/configuration.md` has a sentence on each. */
const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATA_DIR: z.string().min(1).default('./data'),
  AGENTS_DIR: z.string().min(1).default('./agents'),
  CHANNELS_FILE: z.string().min(1).optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(?:ql)?$/ })
    .transform((text) => new Secret(text))
    .optional(),
  DATABASE_VOLUME: z.string().min(1).optional(),
  DATABASE_VOLUME_GB: z.coerce.number().positive().optional(),
  STORAGE_WARNING_SHARE: z.coerce.number().min(0).max(1).default(0.2),
  OPENAI_API_KEY: SecretText.optional(),
  OPENAI_BASE_URL: HttpUrl.optional(),
  OPENAI_MODEL: z.string().min(1).default('gpt-5.4-mini'),
  // A structured reply of some hundred tokens takes hosted models 1 to 10 s.
  MODEL_REPLY_MS: z.coerce.number().int().min(1_000).max(3_600_000).default(30_000),
  EMBEDDINGS_BASE_URL: HttpUrl.optional(),
  EMBEDDINGS_MODEL: z.string().min(1).optional(),
  EMBEDDINGS_DIMENSIONS: z.coerce
    .number()
    .refine((size) => VECTOR_SIZES.includes(size), `must be one of ${VECTOR_SIZES.join(', ')}`)
    .default(512),
  RERANKER_BASE_URL: HttpUrl.optional(),
  RERANKER_MODEL: z.string().min(1).optional(),
  RERANKER_API_KEY: SecretText.optional(),
  ENTAILMENT_BASE_URL: HttpUrl.optional(),
  ENTAILMENT_API_KEY: SecretText.optional(),
  ATTACK_CLASSIFIER_BASE_URL: HttpUrl.optional(),
  ATTACK_CLASSIFIER_API_KEY: SecretText.optional(),
  OIDC_ISSUER: HttpUrl.optional(),
  OIDC_AUDIENCE: z.string().min(1).optional(),
  LANGFUSE_PUBLIC_KEY: z.string().min(1).optional(),
  LANGFUSE_SECRET_KEY: SecretText.optional(),
  LANGFUSE_BASE_URL: HttpUrl.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: HttpUrl.optional(),
  RUN_WORKER: Flag.default(true),
  RUNS_AT_ONCE: z.coerce.number().int().min(1).max(1_000).default(100),
  KEEP_TRYING_MS: z.coerce.number().int().min(0).max(604_800_000).default(900_000),
  // More than the day for which the same request is the same deed.
  CONVERSATIONS_KEPT_DAYS: z.coerce.number().int().min(2).max(36_500).default(180),
  RUN_LEASE_MS: z.coerce.number().int().min(500).max(600_000).default(6_000),
  // As much as every system takes for a socket's path.
  SANDBOX_SOCKET: z.string().min(1).max(103).optional(),
  SANDBOX_NETWORK: z.enum(['accepted']).optional(),
  // A process holds 60 MB; two let a plan run while another waits for its reads, on the two cores we assume.
  SANDBOX_PROCESSES: z.coerce.number().int().min(1).max(64).default(2),
  EVIDENCE_SIGNING_KEY: SecretText.optional(),
  SIGN_IN_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be 32 random bytes in base64url: 43 letters, digits, - and _')
    .transform((text) => new Secret(text))
    .optional(),
  TOOLS_FIRST_SIGHT: z.enum(['accept', 'ask']).optional(),
  // Of some 100 words: what people type at once in a chat is shorter, and what is pasted mostly isn't.
  TYPED_BLOCK_LENGTH: z.coerce.number().int().min(100).max(8_000).default(600),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  PUBLIC_URL: PublicUrl.optional(),
  EMBED_ORIGINS: Origins.optional(),
  PARLEY_URL: HttpUrl.optional(),
  PARLEY_KEY: SecretText.optional(),
})

function isOrigin(text: string): boolean {
  if (!/^https?:\/\/(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/.test(text) || !URL.canParse(text)) return false
  const { origin, protocol, hostname } = new URL(text)
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  return origin === text && (protocol === 'https:' || (protocol === 'http:' && isLocal))
}

export type Config = z.infer<typeof Environment> & {
  /** The value of a `${NAME}` in an agent's file, or undefined when that variable isn't set. */
  readonly reference: (name: string) => string | undefined
  /** All of the environment that is set, for a process of ours that is to have the same. It holds secrets. */
  readonly environment: Readonly<Record<string, string>>
}

/** Variables that are nothing by themselves: one of a pair alone would be passed over in silence. */
const PAIRS = [
  ['EMBEDDINGS_BASE_URL', 'EMBEDDINGS_MODEL'],
  ['LANGFUSE_PUBLIC_KEY', 'LANGFUSE_SECRET_KEY'],
  ['RERANKER_BASE_URL', 'RERANKER_MODEL'],
  ['OIDC_ISSUER', 'OIDC_AUDIENCE'],
] as const

function checkPairs(values: z.infer<typeof Environment>, context: z.RefinementCtx): void {
  for (const pair of PAIRS) {
    const missing = pair.find((name) => values[name] === undefined)
    const given = pair.find((name) => values[name] !== undefined)
    if (missing && given)
      context.addIssue({ code: 'custom', path: [missing], message: `must be set where ${given} is` })
  }
}

/** The names of the variables, in the order in which the reference page lists them. */
export const CONFIG_NAMES: readonly string[] = Object.keys(Environment.shape)

/**
 * Parses the environment once. A wrong variable throws `configuration`, naming the variable and what it must be, never
 * its value. An empty variable counts as unset.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const set = Object.fromEntries(
    Object.entries(environment).flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text]])),
  )
  const parsed = Environment.superRefine(checkPairs).safeParse(set)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new AppError(
      `The configuration can't be used.\n  ${lines.join('\n  ')}\nSee docs/reference/configuration.md.`,
      {
        code: 'configuration',
      },
    )
  }
  return { ...parsed.data, reference: (name) => set[name], environment: set }
}

/** Whether the terminal says that it can't show more than ASCII: a locale without UTF-8, or the Linux console. */
export function isAsciiTerminal(environment: Readonly<Record<string, string | undefined>> = process.env): boolean {
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || ''
  if (environment.TERM === 'linux' || environment.TERM === 'dumb') return true
  return locale !== '' && !/utf-?8/i.test(locale)
}
