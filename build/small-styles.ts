import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import { BROWSERS, bundler } from './bundler.ts'

/** Styles stand in scripts as texts, which a script's minifier leaves as they are. */
export const smallStyles: Plugin = {
  name: 'small-styles',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]web[\\/].*styles\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const pieces = source.split('`')
      // A text with a gap or an escape in it isn't CSS as it stands here.
      const small = pieces.map(async (piece, index) =>
        index % 2 === 0 || /[\\$]/.test(piece) ? piece : smallCss(piece),
      )
      return { contents: (await Promise.all(small)).join('`'), loader: 'ts' }
    })
  },
}

async function smallCss(css: string): Promise<string> {
  const { transform } = await bundler()
  const { code } = await transform(css, { loader: 'css', minify: true, target: BROWSERS })
  return code.trim()
}
