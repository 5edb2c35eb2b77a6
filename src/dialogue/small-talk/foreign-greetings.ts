import { plainWords } from '../language.ts'

/** Whole messages that say no more than in which language somebody would like to speak, by its code. */
const GREETINGS: Readonly<Record<string, readonly string[]>> = {
  es: [
    'hola',
    'buenos dias',
    'buenos días',
    'buenas tardes',
    'buenas noches',
    'buenas',
    'gracias',
    'ayuda',
    'hola que tal',
  ],
  fr: ['bonjour', 'bonsoir', 'salut', 'coucou', 'bonne journée', 'au revoir', 'merci beaucoup', 's’il vous plaît'],
  it: ['buongiorno', 'buonasera', 'buona sera', 'salve', 'grazie', 'arrivederci', 'aiuto', 'grazie mille'],
  pt: ['olá', 'bom dia', 'boa tarde', 'boa noite', 'obrigado', 'obrigada', 'tchau'],
  nl: ['goedemorgen', 'goedemiddag', 'goedenavond', 'goedendag', 'dank je wel', 'dank u wel', 'tot ziens', 'bedankt'],
  pl: ['cześć', 'czesc', 'dzień dobry', 'dzien dobry', 'dobry wieczór', 'dziękuję', 'dziekuje', 'do widzenia', 'pomoc'],
  sv: ['hejsan', 'god morgon', 'god dag', 'hej då', 'tack så mycket'],
  da: ['goddag', 'godmorgen', 'farvel', 'mange tak', 'hej hej'],
  nb: ['god morgen', 'ha det', 'tusen takk', 'hei hei'],
  fi: ['moi', 'terve', 'huomenta', 'hyvää päivää', 'kiitos', 'näkemiin'],
  cs: ['ahoj', 'dobrý den', 'dobry den', 'děkuji', 'dekuji', 'na shledanou'],
  tr: ['merhaba', 'selam', 'günaydın', 'iyi günler', 'teşekkürler', 'tesekkurler', 'teşekkür ederim'],
  ro: ['bună ziua', 'buna ziua', 'mulțumesc', 'multumesc', 'la revedere'],
  hu: ['szia', 'jó napot', 'köszönöm', 'viszontlátásra'],
}

/** The code of a language that a message is a greeting, or the like, in; null where it is in none of these. */
export function foreignGreeting(text: string): string | null {
  const plain = plainWords(text)
  return Object.entries(GREETINGS).find(([, said]) => said.some((one) => plainWords(one) === plain))?.[0] ?? null
}
