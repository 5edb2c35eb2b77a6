import { baseForms } from './base-forms.ts'
import type { Check } from './complaint.ts'
import { WORDNET_OPPOSITES } from './english-opposites.ts'

/** A word whose opposite the quotes have, and which they haven't: "smallest" of what is the largest. */
export const turnsNoWord: Check = ({ words }, { quoted, quotedStems }, stems) => {
  const said = new Set(words.flatMap(({ text }) => baseForms(text)))
  const there = new Set(quoted.flatMap(({ text }) => baseForms(text)))
  for (const { text, raw } of words) {
    if (quotedStems.has(text) || stems(text).some((stem) => quotedStems.has(stem))) continue
    const turned = baseForms(text).flatMap(oppositesOf)
    if (turned.some((opposite) => there.has(opposite) && !said.has(opposite))) return { code: 'opposite', at: raw }
  }
  return null
}

/** Whether two words mean opposite things, in any of their forms. */
export function areOpposite(one: string, other: string): boolean {
  const forms = baseForms(other)
  return baseForms(one).some((form) => oppositesOf(form).some((opposite) => forms.includes(opposite)))
}

function oppositesOf(word: string): readonly string[] {
  const prefixed =
    word.length < LEAST_LETTERS
      ? []
      : PREFIXES.flatMap((prefix) =>
          word.startsWith(prefix) && word.length > prefix.length + 2 ? [word.slice(prefix.length)] : [prefix + word],
        )
  return [...(OPPOSITES.get(word) ?? []), ...prefixed]
}

/** "It" and "unit" have nothing to do with each other. */
const LEAST_LETTERS = 4

const PREFIXES: readonly string[] = ['un', 'in', 'im', 'ir', 'il', 'non', 'dis', 'mis', 'de', 'anti']

/** What the dictionary has no pair of, or not in this form; German as well. */
const MORE = `after before,before after,buyer seller,sender receiver,sender recipient,employer employee,send receive,with without,
include exclude,included excluded,including excluding,allow forbid,allowed forbidden,allowed prohibited,permit prohibit,
permitted prohibited,accept decline,approve reject,approve deny,paid free,paid unpaid,full partial,left right,add remove,
install uninstall,manual automatic,online offline,up down,on off,in out,now later,today tomorrow,yesterday tomorrow,
earlier later,sooner later,winner loser,increase decrease,increase reduce,rise fall,raise lower,gain lose,win lose,
first final,start end,start stop,begin stop,open close,buy sell,lend borrow,import export,above below,over under,inside
outside,internal external,major minor,majority minority,maximum minimum,most least,more less,more fewer,better worse,best
worst,north south,east west,northern southern,eastern western,husband wife,mother father,son daughter,brother sister,king
queen,male female,man woman,boy girl,day night,summer winter,victory defeat,success failure,succeed fail,war peace,true
false,right wrong,safe dangerous,quick slow,fast slow,strong weak,rich poor,hot cold,warm cold,wet dry,empty full,heavy
light,hard soft,easy difficult,early late,long short,high low,near far,old new,old young,big small,large small,wide
narrow,thick thin,deep shallow,loud quiet,cheap expensive,same different,similar different,public private,local global,
alive dead,born died,arrive leave,arrival departure,ancient modern,major minor,primary secondary,direct indirect,supporter
opponent,support oppose,attack defend,teacher student,parent child,ally enemy,friend enemy,optional required,optional
mandatory,voluntary compulsory,temporary permanent,common rare,always sometimes,encrypted plain,known unknown,
vorher nachher,vor nach,groß klein,größte kleinste,größer kleiner,erste letzte,ersten letzten,alt neu,alte neue,offen
geschlossen,geöffnet geschlossen,mehr weniger,früh spät,früher später,hoch niedrig,höher niedriger,lang kurz,länger kürzer,
erlaubt verboten,mit ohne,innen außen,innerhalb außerhalb,kaufen verkaufen,käufer verkäufer,beginnt endet,anfang ende,
öffentlich privat,billig teuer,leicht schwer,richtig falsch,gleich verschieden,oben unten,über unter,vorne hinten,warm kalt`

const OPPOSITES: ReadonlyMap<string, ReadonlySet<string>> = pairsOf(`${WORDNET_OPPOSITES},${MORE}`)

function pairsOf(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const add = (one: string, other: string) => found.set(one, (found.get(one) ?? new Set()).add(other))
  for (const pair of text.split(',')) {
    const [one, other] = pair.trim().split(/\s+/u)
    if (one === undefined || other === undefined) continue
    add(one, other)
    add(other, one)
  }
  return found
}
