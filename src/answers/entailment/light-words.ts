/** Words that carry nothing by themselves: what sentences are joined with, and verbs and nouns that stand for others. */
export function isLight(word: string): boolean {
  return LIGHT.has(word) || word.endsWith("n't")
}

const LIGHT: ReadonlySet<string> = new Set(
  `also however therefore thus hence moreover furthermore besides addition additionally then instead otherwise still yet
  according accordingly meanwhile finally first firstly second secondly third next afterwards lastly yes please note
  get gets getting got take takes taking took taken make makes made making give gives given giving need needs needed
  have having let lets want wants use uses used using say says said tell tells told mean means meant find finds found
  see sees know knows go goes going come comes came put puts keep keeps stay stays become becomes happen happens happened
  person people somebody someone anybody anyone customer customers user users thing things something anything way ways
  case cases able possible available example etc e.g one ones once would like provided regarding concerning
  may might must shall should could cannot can't don't doesn't isn't aren't won't
  include includes including included within
  document documents page pages section
  auch außerdem jedoch allerdings daher deshalb dann danach zuerst zunächst schließlich ja bitte beachten sie wir uns ihr
  ihnen man kunde kunden kundin person personen jemand etwas haben hat gibt geben machen macht erhalten erhält bekommen
  bekommt nehmen brauchen braucht benötigen laut gemäß hierzu dazu dabei damit dafür hierbei kann können darf dürfen muss
  müssen soll sollen sollte sollten wird werden wurde worden möglich dokument seite`.split(/\s+/u),
)
