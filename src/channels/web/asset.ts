import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { z } from 'zod'
import { packed, packedFile, type Packed } from './packed-file.ts'
import { publicRoute, type Route } from './route.ts'
import { AppError } from '#core/errors.ts'
import { DIST } from '#package-root.ts'
import { HASH_LENGTH } from './widget-parts.ts'

/** A script, stylesheet or icon that pages load. */
export interface Asset {
  readonly path: string
  readonly summary: string
  readonly contentType: 'text/javascript' | 'text/css' | 'image/svg+xml'
  /** A file of `dist/`, or the text itself. */
  readonly source: { readonly file: string } | { readonly text: string }
  /** Whether pages of other sites may load it, too. */
  readonly isForEverySite: boolean
}

/** Assets whose addresses end with the hash of their bytes, so that what asks for one gets what it was built with. */
export interface HashedAssets extends Omit<Asset, 'source'> {
  readonly path: `${string}/{hash}`
  /** Files of `dist/`. */
  readonly files: readonly string[]
}

/**
 * A route for an asset. It is read once; browsers keep it and ask each time whether it is still the same, by a strong
 * tag over its bytes, so that a new version is never mixed with an old one.
 */
export function assetRoute(asset: Asset): Route {
  const kept = keptEncoded(asset)
  return publicRoute({
    ...described(asset),
    handle: async ({ headers }) => encodedAnswer(asset, await kept(), { headers, caching: 'no-cache' }),
  })
}

/** The same for assets that are asked for by their hash: browsers keep them for good, and of other bytes there are none. */
export function hashedAssetsRoute(assets: HashedAssets): Route {
  const all = assets.files.map((file) => {
    const asset: Asset = { ...assets, source: { file } }
    return { asset, kept: keptEncoded(asset) }
  })
  return publicRoute({
    ...described(assets),
    params: z.object({ hash: z.string().min(HASH_LENGTH).max(100) }),
    problems: [{ status: 404, code: 'not-found', when: 'The server was built anew since.' }],
    handle: async ({ headers, params: { hash } }) => {
      for (const { asset, kept } of all) {
        const encoded = await kept()
        if (encoded.hash.startsWith(hash))
          return encodedAnswer(asset, encoded, { headers, caching: 'public, max-age=31536000, immutable' })
      }
      throw new AppError('There is a newer one.', { code: 'not-found', status: 404 })
    },
  })
}

const AssetHeaders = z.object({
  'if-none-match': z.string().optional(),
  'accept-encoding': z.string().default(''),
})

function described({ path, summary, contentType }: Omit<Asset, 'source'>) {
  return {
    method: 'GET',
    path,
    summary,
    headers: AssetHeaders,
    contentTypes: [contentType],
    success: 'The file; 304 without a body where the tag in If-None-Match is still its.',
  } as const
}

interface Answering {
  readonly headers: z.infer<typeof AssetHeaders>
  readonly caching: string
}

function encodedAnswer(asset: Asset, encoded: Encoded, { headers, caching }: Answering): Response {
  const encoding = ENCODINGS.find((one) => takes(one, headers['accept-encoding'])) ?? null
  const tag = encoding === null ? `"${encoded.hash}"` : `"${encoded.hash}-${encoding}"`
  const common = {
    etag: tag,
    'cache-control': caching,
    vary: 'Accept-Encoding',
    ...(asset.isForEverySite ? { 'cross-origin-resource-policy': 'cross-origin' } : {}),
  }
  if (isAmong(tag, headers['if-none-match'])) return new Response(null, { status: 304, headers: common })
  return new Response(encoding === null ? encoded.plain : encoded[encoding], {
    headers: {
      ...common,
      'content-type': `${asset.contentType}; charset=utf-8`,
      ...(encoding === null ? {} : { 'content-encoding': encoding }),
    },
  })
}

/** The smallest first. */
const ENCODINGS = ['br', 'gzip'] as const

function takes(encoding: string, accepted: string): boolean {
  return new RegExp(`(?:^|[\\s,])${encoding}(?!\\s*;\\s*q=0(?:\\.0*)?(?:[,\\s]|$))\\s*(?:[,;]|$)`).test(accepted)
}

interface Encoded {
  readonly hash: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer>
  readonly br: Uint8Array<ArrayBuffer>
}

// Made when it is first asked for, off the thread that answers.
function keptEncoded(asset: Asset): () => Promise<Encoded> {
  let made: Promise<Encoded> | null = null
  return async () =>
    await (made ??= encode(asset).catch((error: unknown) => {
      made = null
      throw error
    }))
}

async function encode({ source, path }: Asset): Promise<Encoded> {
  const { plain, br } = 'text' in source ? await packed(Buffer.from(source.text)) : await built(source.file, path)
  const zipped = await promisify(gzip)(plain, { level: 9 })
  const hash = createHash('sha256').update(plain).digest('base64url')
  return { hash, plain: new Uint8Array(plain), gzip: new Uint8Array(zipped), br: new Uint8Array(br) }
}

async function built(file: string, path: string): Promise<Packed> {
  try {
    return await packedFile(join(DIST, file))
  } catch (error) {
    throw new AppError(`${path} isn't built: dist/${file} is missing. Run npm run build.`, {
      code: 'not-built',
      status: 503,
      cause: error,
    })
  }
}

function isAmong(tag: string, wanted: string | undefined): boolean {
  return wanted !== undefined && wanted.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
}
