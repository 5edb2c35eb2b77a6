import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/** zod's own messages in some fifty languages: nobody chooses one, and each bundle that has zod would have them all. */
export const zodInEnglish: Plugin = {
  name: 'zod-in-english',
  setup: (build) => {
    build.onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, ({ importer, resolveDir }) =>
      /[\\/]zod[\\/]v4[\\/]/.test(importer) ? { path: join(resolveDir, '../locales/en.js') } : undefined,
    )
  },
}

/** The reader of PDF comes as one file, packed by its makers: it is taken as it is. */
export const pdfAsItIs: Plugin = {
  name: 'pdf-as-it-is',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]unpdf[\\/]dist[\\/]pdfjs\.mjs$/ }, async ({ path }) => ({
      contents: await readFile(path),
      loader: 'copy',
    }))
  },
}
