// The texts of one language: `build.ts` makes a part of each, which leaves the others out.
export { translationsOf } from '#text/languages/translated-texts.ts'
