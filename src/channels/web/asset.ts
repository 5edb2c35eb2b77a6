import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { publicRoute, type Route } from './route.ts'
import { AppError } from '#core/errors.ts'
import { DIST } from '#package-root.ts'

/** A script or stylesheet that pages load. */
export interface Asset {
  readonly path: string
  readonly summary: string
  readonly contentType: 'text/javascript' | 'text/css'
  /** A file of `dist/`, or the text itself. */
  readonly source: { readonly file: string } | { readonly text: string }
  /** Whether pages of other sites may load it, too. */
  readonly isForEverySite: boolean
}

/**
 * A route for an asset. It is read once; browsers keep it and ask each time whether it is still the same, by a strong
 * tag over its bytes, so that a new version is never mixed with an old one.
 */
export function assetRoute(asset: Asset): Route {
  let made: Promise<Encoded> | null = null
  return publicRoute({
    method: 'GET',
    path: asset.path,
    summary: asset.summary,
    headers: z.object({ 'if-none-match': z.string().optional(), 'accept-encoding': z.string().default('') }),
    contentTypes: [asset.contentType],
    success: 'The file; 304 without a body where the tag in If-None-Match is still its.',
    handle: async ({ headers }) => {
      const encoded = await (made ??= encode(asset).catch((error: unknown) => {
        made = null
        throw error
      }))
      const packed = /\bgzip\b(?!;q=0(?:[.,\s]|$))/.test(headers['accept-encoding'])
      const { body, tag } = packed ? encoded.gzip : encoded.plain
      const common = {
        etag: tag,
        'cache-control': 'no-cache',
        vary: 'Accept-Encoding',
        ...(asset.isForEverySite ? { 'cross-origin-resource-policy': 'cross-origin' } : {}),
      }
      if (isAmong(tag, headers['if-none-match'])) return new Response(null, { status: 304, headers: common })
      return new Response(body, {
        headers: {
          ...common,
          'content-type': `${asset.contentType}; charset=utf-8`,
          ...(packed ? { 'content-encoding': 'gzip' } : {}),
        },
      })
    },
  })
}

interface Encoded {
  readonly plain: { readonly body: Uint8Array<ArrayBuffer>; readonly tag: string }
  readonly gzip: { readonly body: Uint8Array<ArrayBuffer>; readonly tag: string }
}

async function encode({ source, path }: Asset): Promise<Encoded> {
  const body = new Uint8Array('text' in source ? Buffer.from(source.text) : await readDist(source.file, path))
  const hash = createHash('sha256').update(body).digest('base64url')
  return {
    plain: { body, tag: `"${hash}"` },
    gzip: { body: new Uint8Array(gzipSync(body, { level: 9 })), tag: `"${hash}-gzip"` },
  }
}

async function readDist(file: string, path: string): Promise<Buffer> {
  try {
    return await readFile(join(DIST, file))
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
