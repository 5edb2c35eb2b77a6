import { EVERYDAY_WORDS } from './everyday-words.ts'
import { stem } from '../stem.ts'

/**
 * Words of one thing, as those who ask and those who write rules say it: a line each. They aren't synonyms: one that is
 * said where another is asked makes it likelier that the same is meant, and no more.
 */
const GROUPS = `
cost price fee charge pay payment expensive cheap amount rate tariff surcharge bill owe due deposit money euro euros eur
free gratis nothing charge
deadline late until latest limit within expire expiry lapse end
valid validity expire run good last hold
early ahead advance before beforehand notice announce
open opening hours close closed shut
morning early clock hour time
day daily date weekday
week weekly weekend saturday sunday
month monthly year yearly annual annually
often every each once twice times
duration term long weeks days months
phone call ring telephone number extension reach hotline dial
mail email e-mail write letter message contact
person staff employee colleague team somebody people
boss lead leader manager supervisor head chief
buy purchase order shop bought
send ship shipping post postage deliver delivery mail dispatch parcel package
arrive arrival come reach receive get
return send refund bring give hand
refund reimburse repay credit money back
cancel stop terminate quit end withdraw call revoke leave notice skip
change alter modify edit correct switch swap exchange
broken damaged defective crack cracked faulty smashed dented scratch fault shatter pieces
repair mend fix rewire restore
lost lose missing find misplaced forgot left gone
stolen theft steal thief robbed police
found property keep lost depot
replacement new another spare replace copy
warranty guarantee cover covers covered claim
exception exclude excluded except unless apart not doesn
discount cheaper reduction reduced half less sale save percent
gift present birthday give voucher
voucher coupon code discount
customer client buyer guest visitor visitors
company firm business employer office workplace
job work working shift employment position role
salary wage wages pay paid income payslip
holiday holidays vacation leave off break absence free
ill sick illness flu fever temperature doctor unwell cold disease
hurt injured injury accident bleeding bleed cut wound fell fall fallen aid
baby birth child children kid kids son daughter pregnant parental mother father toddler
marry married marriage wedding spouse husband wife partner
death die died dead funeral relative
move moving relocate house home flat apartment
train railway rail ticket
plane flight fly flying airline airport
hotel night room sleep overnight stay
car drive driving vehicle driver
park parking lot space garage spaces
bicycle bike cycle
eat lunch dinner meal food dish canteen breakfast restaurant
drink wine beer alcohol
smoke smoking cigarette
dog dogs pet cat animal
computer laptop pc machine notebook device
phone mobile smartphone
password login sign account log
key badge card lock door access enter
program software app application install
print printer paper copy
help support desk service assist
complain complaint unhappy angry dissatisfied happy treated
review rating opinion stars feedback
data privacy personal information record stored store delete erase
secret confidential private
contract agreement terms conditions
meeting room workshop conference
meet gather stand assemble assembly
fire alarm smoke burn evacuate evacuation
visit visitor guest visitors come see
reception front desk entrance
door doors enter inside building into
letter post mail parcel
box package packaging packing carton
label slip receipt invoice proof bill
photo photos picture pictures image camera
colour color paint shade
size large big small length width height
weight heavy kg weigh carry lift lifting
age old young minimum adult under
child children under years young
student pupil school apprentice intern trainee
teach teacher course lesson class training lessons learn
certificate document paper identity passport form
sign signature authority signed
register registration enrol apply application request ask
permit permission allowed licence license approve approval consent
forbidden prohibited banned allowed must refused
fine penalty punish owe
tax vat duty customs
abroad foreign country international overseas outside union currency
dollar dollars currency foreign euro
cash withdraw withdrawal atm machine money
card credit debit
account current bank balance
overdraft red zero negative below
interest rate percent yield earn earns
save saving savings put deposit instalment
loan credit borrow mortgage lend
limit maximum most spend max ceiling
minimum least fewest smallest
transfer wire remittance slip
increase raise raised more higher rise
decrease lower lowered reduce less
insurance insured insure cover
pension retire retirement old
security safe safety danger dangerous hazard recall recalled
electric electricity power cable wire plug socket
bath bathroom shower wet tub water
clean cleaning wash washing dirty wipe
rubbish waste bin trash recycle recycling dispose throw rid
tree trees hedge garden plant
noise noisy loud quiet music
swim swimming pool water
book books library borrow loan
film films dvd movie
instrument piano guitar violin
internet online web website
appointment date booking book reserve reservation
wait waiting queue list
begin start starts began first
finish end ends over last
quick fast quickly urgent express soon rush
delay late delayed
inspect check checked look examine looked
team department unit
owner belongs own landlord
neighbour neighbours next
old used second
hand handed bring give
wheelchair disabled accessible step stairs accessibility
join member membership
vote election ballot
expense expenses claim reimburse receipt costs
overtime extra hours
home remote remotely office working
extend extension renew prolong longer
spend cost pay
colleague worker employee
story history began founded founder beginning
`

/** The groups of each word, by its stem. */
const BY_STEM: ReadonlyMap<string, ReadonlySet<number>> = byStem()

function byStem(): ReadonlyMap<string, ReadonlySet<number>> {
  const groups = new Map<string, Set<number>>()
  for (const [at, line] of `${GROUPS.trim()}\n${EVERYDAY_WORDS.trim()}`.split('\n').entries()) {
    for (const word of line.split(' ')) {
      const key = stem(word)
      groups.set(key, (groups.get(key) ?? new Set()).add(at))
    }
  }
  return groups
}

/** Whether it stands in one of the lines, by its stem: of a word that doesn't, nobody knows what it is related to. */
export function hasRelated(word: string): boolean {
  return BY_STEM.has(word)
}

/** Whether two words, by their stems, are of one thing. */
export function areRelated(one: string, other: string): boolean {
  const [mine, theirs] = [BY_STEM.get(one), BY_STEM.get(other)]
  return mine !== undefined && theirs !== undefined && !mine.isDisjointFrom(theirs)
}
