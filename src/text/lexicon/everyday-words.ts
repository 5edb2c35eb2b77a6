/** More words of one thing, of everyday life at large, a line each: they tell what a place has nothing to do with. */
export const EVERYDAY_WORDS = `
wifi wlan wireless internet network hotspot
intern trainee apprentice student temp volunteer graduate
phone smartphone contactless wallet app
gift bonus reward freebie welcome premium
penalty fine punishment consequence sanction
rent hire lease borrow loan tenant
buy get obtain purchase acquire
cheap cheaper discount reduction inexpensive budget
child kid toddler infant girl boy son daughter pupil
parent mother father mum dad guardian
woman wife girlfriend bride lady
man husband boyfriend groom gentleman
senior pensioner elderly retired aged
adult grown grown-up over
family household relatives siblings
friend acquaintance guest companion
illness disease diabetes asthma allergy medicine medication drug pill antibiotics prescription
hospital clinic emergency ambulance nurse surgery
dentist tooth teeth
injury bandage plaster bleeding first-aid
pregnant pregnancy maternity birth midwife
funeral burial cemetery grave mourning
wedding marriage ceremony bride couple
divorce separation custody
school lesson class teacher pupil homework
university degree study student exam
kindergarten nursery creche daycare childcare
holiday vacation camp trip travel tour
seaside beach sea coast
mountain hike hiking trail climb
boat ship ferry harbour canoe
bus tram metro subway coach line stop
train rail station platform
taxi cab ride
driver driving licence license permit
petrol fuel diesel charge charging charger electric battery
tyre brake engine garage mechanic
road street pothole pavement lane traffic
bridge tunnel path
snow ice winter frost salt
summer heat hot sun
rain storm flood weather wind
spring autumn season
morning noon afternoon evening night midnight
weekday weekend sunday saturday monday
christmas easter holiday new-year
tomorrow today tonight yesterday
breakfast lunch dinner meal eat food snack
vegetarian vegan meat fish allergy
bread cake bakery
coffee tea drink water juice
restaurant cafe bar pub
wine beer alcohol drunk
kitchen stove oven fridge dishwasher
bedroom bed mattress pillow blanket sheet
sofa couch armchair furniture wardrobe cupboard
table chair desk bench
lamp light bulb lantern shade
window glass pane curtain
door gate lock key
roof wall floor ceiling stairs
heating radiator boiler warm heat
toilet bathroom sink tap
electricity power socket plug volt
gas pipe meter
garden lawn grass plant flower
tree hedge branch bush
allotment plot shed
dog cat pet animal leash
horse cow farm
bird insect bee wasp
rat mouse pest
bin rubbish waste trash garbage refuse bulky
recycling glass paper plastic compost
noise loud quiet music party
neighbour resident tenant
theft burglary robbery stolen
police officer crime
fire firefighter brigade smoke alarm extinguisher
evacuate assembly gather meeting-point
lost found property wallet umbrella
passport identity id document card
visa residence foreigner immigration
birth certificate registrar
tax levy duty
benefit allowance grant subsidy support
election vote ballot poll
mayor council town-hall
court judge lawyer legal
club association society
sport football tennis gym training
pool swim swimming bath diving sauna
lifeguard swimmer towel
music instrument piano guitar violin drum trumpet singing band
concert theatre cinema show stage
museum exhibition art gallery
library book borrow lend loan reader
novel dvd film game magazine
camera photo picture video
newspaper press journalist
computer laptop screen keyboard mouse
password login pin code
software update install licence
virus hacked hacker phishing spam
backup cloud server storage
email inbox mailbox attachment
phone call voicemail extension ring
meeting appointment conference agenda
office desk workplace seat
remote home-office telework
boss lead manager supervisor chief
colleague coworker team staff
hire recruit applicant interview candidate
resign quit dismissal notice leaving
probation trial
salary wage pay payroll
raise promotion career
bonus thirteenth commission
overtime extra hours
shift rota schedule timetable
sick illness doctor note
leave vacation absence sabbatical
pension retirement
insurance policy cover claim
training course seminar workshop education
conference fair travel
expense receipt reimbursement per-diem mileage
hotel accommodation overnight room
flight plane airport
car vehicle fleet
parking car-park lot space
bike bicycle cycle scooter
canteen cafeteria lunch
visitor guest reception badge
uniform clothes dress shoes
helmet goggles gloves protective
ladder lift lifting carry heavy
chemical poison toxic hazardous
machine tool drill saw equipment
package parcel box carton
courier carrier postman delivery
customs border import
address move relocation
invoice bill payment
cash coins notes money
card debit credit visa mastercard paypal
klarna invoice instalment installment
bank transfer wire iban sepa
account balance statement
loan mortgage credit borrow
savings deposit interest
overdraft limit negative
withdraw atm cashpoint machine
exchange currency dollar pound
share stock fund dividend
stolen blocked block card
voucher coupon gift-card code
price tag sale offer promotion
stock available sold-out
colour red blue green white black
size length width height measure
material wood metal plastic paper fabric
weight kilo gram
new used second-hand unused
broken cracked damaged scratched
repair fix mend
spare part replacement
manual instruction guide
assembly assemble mount install
clean wash dust
guarantee warranty defect
recall danger hazard safety
complaint dissatisfied unhappy
review rating star
newsletter subscribe unsubscribe
privacy data consent cookie
delete erase forget
minor underage age
disability wheelchair accessible
language english german translation
signature sign contract
deadline date latest
queue wait waiting list
reserve booking hold
membership member join fee
free gratis complimentary
lift elevator
hairdresser hair
chess board
seal sealed opened opening
shop store showroom branch
headquarters location city
founder founded history
logo name brand
number digit
website online page
tip gratuity
wine bottle present gift supplier
`
