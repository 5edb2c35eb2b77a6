/** "I don’t understand this language. I speak: …", in the languages that a message is told to be in. */
const SENTENCES: Readonly<Record<string, readonly [sentence: string, speak: string]>> = {
  en: ['I don’t understand this language.', 'I speak'],
  de: ['Diese Sprache verstehe ich nicht.', 'Ich spreche'],
  fr: ['Je ne comprends pas cette langue.', 'Langues possibles'],
  es: ['No entiendo este idioma.', 'Idiomas posibles'],
  it: ['Non capisco questa lingua.', 'Lingue possibili'],
  pt: ['Não entendo este idioma.', 'Idiomas possíveis'],
  nl: ['Deze taal versta ik niet.', 'Mogelijke talen'],
  pl: ['Nie rozumiem tego języka.', 'Możliwe języki'],
  sv: ['Jag förstår inte det här språket.', 'Möjliga språk'],
  da: ['Jeg forstår ikke dette sprog.', 'Mulige sprog'],
  nb: ['Jeg forstår ikke dette språket.', 'Mulige språk'],
  fi: ['En ymmärrä tätä kieltä.', 'Mahdolliset kielet'],
  cs: ['Tomuto jazyku nerozumím.', 'Možné jazyky'],
  tr: ['Bu dili anlamıyorum.', 'Kullanılabilecek diller'],
  ro: ['Nu înțeleg această limbă.', 'Limbi posibile'],
  hu: ['Ezt a nyelvet nem értem.', 'Lehetséges nyelvek'],
  ru: ['Я не понимаю этот язык.', 'Доступные языки'],
  uk: ['Я не розумію цієї мови.', 'Доступні мови'],
  el: ['Δεν καταλαβαίνω αυτή τη γλώσσα.', 'Διαθέσιμες γλώσσες'],
  ar: ['لا أفهم هذه اللغة.', 'اللغات المتاحة'],
  he: ['איני מבין את השפה הזאת.', 'שפות אפשריות'],
  hi: ['मैं यह भाषा नहीं समझता।', 'उपलब्ध भाषाएँ'],
  th: ['ฉันไม่เข้าใจภาษานี้', 'ภาษาที่ใช้ได้'],
  zh: ['我不懂这种语言。', '可用语言'],
  ja: ['この言語はわかりません。', '使える言語'],
  ko: ['이 언어는 이해하지 못합니다.', '사용할 수 있는 언어'],
}

/**
 * Says in a language that it isn't understood, and which are: their names in that language, each with its own name, so
 * that whoever speaks it finds it. In English where there is no sentence for it.
 */
export function otherLanguageText(language: string, spoken: readonly string[]): string {
  const code = Object.hasOwn(SENTENCES, language) ? language : 'en'
  const [sentence, speak] = SENTENCES[code] ?? ['', '']
  const names = spoken.map((each) => {
    const [there, itself] = [languageName(each, code), languageName(each, each)]
    return there.toLowerCase() === itself.toLowerCase() ? there : `${there} (${itself})`
  })
  return `${sentence} ${speak}: ${names.join(', ')}.`
}

/** What a language is called in another: `en` in `de` is “Englisch”. */
export function languageName(language: string, inLanguage: string): string {
  return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(language) ?? language
}
