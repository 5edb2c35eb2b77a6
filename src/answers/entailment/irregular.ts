/** The base form of an English word that no ending tells; any other word as it is. */
export function stem(word: string): string {
  return FORMS.get(word) ?? word
}

const FORMS: ReadonlyMap<string, string> = new Map(
  `paid pay,sent send,bought buy,broke break,broken break,lost lose,came come,went go,gone go,took take,taken take,gave give,
  given give,kept keep,held hold,spoke speak,spoken speak,chose choose,chosen choose,left leave,found find,told tell,sold
  sell,wrote write,written write,began begin,begun begin,built build,worn wear,drew draw,drawn draw,children child,people
  person,men man,women woman,had have,has have,was be,were be,been be,is be,are be,made make,said say,shown show,knew know,
  known know,grew grow,grown grow,rose rise,risen rise,fell fall,fallen fall,led lead,met meet,won win,understood
  understand,thought think,brought bring,caught catch,taught teach,felt feel,meant mean,spent spend,stood stand,threw
  throw,thrown throw,became become,ran run,saw see,seen see,got get,better good,best good,worse bad,worst bad,less little,
  least little,more much,most much,further far,farther far`
    .split(',')
    .map((pair) => pair.trim().split(/\s+/u))
    .flatMap(([form, base]) => (form !== undefined && base !== undefined ? [[form, base] as const] : [])),
)
