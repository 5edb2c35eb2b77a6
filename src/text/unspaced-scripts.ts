const SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan']

/**
 * Characters of scripts that put no blank between words, or write endings at a word of another script ("A12の", "A12를"), as a
 * set for a pattern with the flag `v`: a Latin word or a number ends where one of these begins.
 */
export const UNSPACED = `[${SCRIPTS.map((script) => String.raw`\p{scx=${script}}`).join('')}]`
