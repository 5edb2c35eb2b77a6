import type { ActLanguage } from './act-language.ts'
import { ENGLISH_ASIDES } from './english-asides.ts'
import { ENGLISH_CLASSES } from './english-classes.ts'
import { ENGLISH_REFUSALS } from './english-refusals.ts'
import { ENGLISH_REQUESTS } from './english-requests.ts'
import { ENGLISH_RETRACTIONS } from './english-retractions.ts'

/** English. */
export const ENGLISH: ActLanguage = {
  classes: ENGLISH_CLASSES,
  openers: `honestly seriously frankly look listen or please pls plz plese pleas plase plz1 kindly hi hello hey hii yo dear team all sir madam ok okay so well and but
    then now just also oh ah anyway again actually rather sorry btw right alright good morning evening afternoon there folks guys
    first second third next lastly finally yes yeah yep sure & plus instead simply today hm um no_worries besides cool great
    therefore hence thus bro mate dude man yo quick_one madam_or_sir sir_or_madam later_on go_ahead_and make_sure_you make_sure_that_you make_sure_to be_sure_to lets let_us
    do_me_a_favour_and do_me_a_favor_and either still really immediately urgent urgently attention`,
  closers: `please pls plz plese pleas plase thanks thank you thx ty tyvm cheers now asap then ok okay already today immediately
    so much in advance kindly regards again too as well for me us all soon quickly right away lol and first thanku tia ta tyyyy ty
    after_all mate guys team at_once man tnx u bro sir bye ta`,
  ...ENGLISH_ASIDES,
  connectives: 'and then plus also',
  alternatives: 'or nor',
  turns: 'but however though although whereas while yet',
  reasons:
    'as_nobody as_there as_my as_our as_the as_this as_i as_it as_we as_they as_its because since cause cos coz cuz bc becuase for_the_reason due',
  binders: `in on at that which who whom whose what when where why how whether if to of for with from about without than unless until
    like as because since`,
  starters: `i just|only want|need|wanted
    i dont|do_not|want|need|would|cant|am|was|have|had|never|no_longer|changed|will|didnt|wanna
    id|im|ive|ill
    so|therefore|hence i|we want|need|would|wish|demand|wanna
    so|therefore|hence id|wed|im|please
    so|therefore|hence can|could|would <you>
    so|therefore|hence please <verb>
    so|therefore <nounverb>|<wanted> please
    it|this|that is|isnt|was|wasnt|doesnt|didnt|does|did|has|hasnt|wont|came|arrived|broke
    it|this|that|they never came|arrived|worked|turned
    its|they !own
    can|could|would|will <you>
    please <verb>
    please <nounverb>
    where|wheres|how is|are|do|does|can|my
    instead of
    rather than
    thanks|thank_you|thx for
    not to|on|at|onto|into the|my|our? old|previous|former
    not my|the|our old|previous|former account|acc|card|bank|iban|address`,
  carriers: `somebody someone anybody anyone if that what how whether who which where why when because said say says think know hope wish ask asks asked tell
    sure do did does can could will would should is are was were have has had may might must shall am cant dont didnt and or
    but so to not never please pls plz the a an my your this then also hi hello hey now since as before after until unless
    once whatever than lets let i you u we they he she it of just believe guess suppose so soon long far well much`,
  bound: '',
  ...ENGLISH_REFUSALS,
  retractions: ENGLISH_RETRACTIONS,
  conditions: `if
    unless
    provided|providing|assuming|supposing that?
    in case|the_event
    on condition
    as|so long as !on|in|shown|described|pictured
    as soon as
    once|when ... have|has|ive|weve|theyve|youve|its
    after <pronoun> ... have|has
    after ive|weve|theyve|youve|its
    whenever
    suppose
    depending|conditional on
    subject to
    the moment|minute|day|second|instant <pronoun>|#|the|my
    by the time
    before <you>|<gerund>
    ask|check|talk|confirm ... first|before
    ^ first ask|check|talk|wait|confirm
    ^ it|this|that is|was just|only? a|an? test|joke|joking|kidding|hypothetical|example
    its|this_is|thats|just|only just|only? a|an? test|joke|joking|kidding|hypothetical|example
    ^ were|had|should <pronoun>|the|my|#|your
    only|just when|after|once`,
  times: `until|till
    once <pronoun>|the|my|your|#|its|approved|that|everything
    after <pronoun>
    when !will|is|are|do|does|did|can|could|was|were|shall|should|would|exactly`,
  past: `was were came got broke fell had did saw found arrived opened went gave sent ordered bought tried unpacked delivered
    received looked turned plugged dropped started stopped took put worked happened asked called noticed moved clicked wanted rang walked landed typed meant told thought needed pressed realised realized found_out leaked`,
  comparisons: `last thing ... want|need|wanted|needed|like is|was|be
    anything|everything|something else|other? but|than
    rather|sooner|prefer|preferably|better !than ... ... than
    prefer|preferring|favour|favor ... over
    prefer|preferring|favour|favor ... to a|an|the|any|another|being|having|getting? <wanted>|<noun>|<pp>
    over|versus|vs a|an|the|any? <wanted>|<noun>`,
  doubts: `maybe|perhaps|possibly|probably|potentially|presumably
    might|hypothetically|theoretically|ideally|someday
    in theory|principle
    i|we may|could|might
    may|could want|wish|need|like
    wonder|wondering|wonderd|wondered
    wish|wishing i|you|we|they|it|that|there|someone|he|she !to
    wish|wishing id|wed|youd|theyd|hed|shed|itd|ive
    think|thinking of|about
    thinking|considering|contemplating|pondering|debating|tempted|unsure|undecided
    not sure|certain|decided
    decide|decided|deciding whether|about|if
    would|could|should|might have|of|ve !read|looked|checked|measured|known|noticed|seen
    wouldve|couldve|shouldve
    what|how if|about
    return|come_back|go_back to what|our|the_question|the_topic|the_subject|my_question|your_answer|your_reply|your_mail|your_email|your_message|your_question
    ^ i|we thought i|we|id|ill|wed|well !had|ordered|bought|was|were|did|have|chose|paid
    lets|let_us|just say|imagine|suppose|pretend|assume
    ^ say i|we|you
    imagine|suppose|pretend
    i|we guess|suppose|think|hope|assume|reckon|fear
    i|we was|were|am going to <verb>|<nounverb>
    was|were going|about|planning|hoping to
    i|we could !find|see|read|fit|use|tell
    some|another day|time
    one day
    ready|prepared to <verb>|<nounverb>
    email|mail|text|message|ping|notify|inform|tell|call me|us ... after|once|before|as_soon_as
    speed_up|expedite|accelerate|hasten|track|trace|chase the|my|this|that? <noun>
    on|upon|at my|our signal|command|word|cue|say_so
    it|that depends
    ^ before i|we
    id|i_would !therefore_ask|kindly_ask|hereby_ask|like|love|appreciate|rather|prefer|really_like|please|want|need|also|really|still|liek|now|just|be|been|bought|ordered|got|had|never|meant|hoped|thought|expected|sooner|chosen|paid|lost|forgotten|therefore_like`,
  reporting: `said|says|wrote|writes|reads|types|texted|texts|tells|states|stated|suggested|suggests|answered|replied|claims|claimed|insists|advised|advises|demands|instructed|recommends|recommended|instructs|shouted|yelled
    typed !the|my|a|an|in|it|wrong
    told|tell|tells|asked|asks|advised|instructed|ordered|wants|want|begged|urged|wanted|expects|allowed|paid|forced me|us to
    told|asks|asked|instructed me|us|him|her|them|my
    was|were|been|got|am told|asked|advised|instructed|ordered|recommended to|that|i
    was|were|been|am|im supposed to !be|have|come|arrive|work|last|fit
    thinks|believes|reckons
    according to
    for example|instance
    e.g|eg|i.e
    in|on|to ... mail|letter|note|email|page|message|box|card ... it says|said|reads|stands
    mail|letter|note|email|message|text|instruction|button|sign|page|label was|is to
    mail|email|letter|note|text|message|flyer|leaflet goes|went
    as|like they|he|she|people|you say|says|said|put
    you|they|people say in|on|at
    type|write|typing|writing|say|saying <verb>|<nounverb>|i_want|please
`,
  speakers: `user customer client agent assistant system bot ai human test subject re fwd fw example chatbot operator support him
    her he she wife husband boss`,
  reports: `^ there is|are|was|were|has|will|should !any|a_way|a_chance
    ^ thanks|thank|thx|thankyou|ty|cheers|tnx you? so? much? for|that
    ^ thanks|thank|thx you? ... refund|refunding|refunded|reply|help
    ^ <pronoun> already|just|also|have|ve|had|then|finally|recently|once|really|even|never|both|all|did|has|was|were|used ... <pp>|<past>
    ^ <pronoun> ... already|just|did <pp>|<past>
    ^ <pronoun> <past>
    ^ ive|youve|theyve|hes|shes|weve|its|hed|shed|youd|theyd ... <pp>
    ^ ive|youve|theyve|weve
    ^ my|your|his|her|their|our|the|some|someone|somebody|a|one|# ... <past>|has|have|always|arrived|is
    ^ # ... was|were|has|had|been|is|are|should|will|would
    ^ got|received|had|bought|ordered|returned|sent|refunded|cancelled|canceled
    been|was|were|be|being <pp>
    yesterday|ago|earlier`,
  ...ENGLISH_REQUESTS,
  deeds: `sent refund reimb money cancel annul change resend send ship replac addres iban account bank return exchan credit pay deliver
    dispatch update book order_ transf delet clos mail repla`,
  consequences: 'so therefore hence thus',
  kinds: `refund reimb money credit pay return transf
    sent send resend ship dispatch deliver replac repla exchan addres mail change update book
    iban account bank addres change update transf pay money
    cancel annul return delet clos order_`,
  undoings: 'cancel cancl withdraw annul',
  unneeded: `dont|do_not|no_longer want the|my|this|that|these|those !one|other|second|new
    no_longer|dont|doesnt|didnt|do_not|never need|needs|like|likes|liked|fit|fits|suit|suits the|my|this|that|these|those !one
    no_longer|dont|do_not want|need|like order? any_of_it|any_of_them|any_of_this|any_of_that|#
    no_longer need|want|require it|them|this
    no use|need for
    no use|good to|for me|us
    dont|do_not|no_longer want|need it|them now|any_longer|any_more|anymore
    it|they|thats is|are? not|no_longer required|needed|wanted
    # isnt|is_not|is_no_longer|no_longer needed|required|wanted
    ^ not|no_longer needed|wanted|required
    ^ and|as|since|because? the|my ... isnt|is_not|is_no_longer|is_no_more|arent|are_not|are_no_longer needed|required|wanted|necessary
    ^ <linked>? i|we? not need|want|like the|my|this|these|it|them|any ...
    no_longer|dont|doesnt|do_not|didnt need|want|like this_one|these|those|any_of_it|any_of_them|any_of_this|any_of_these any_more|anymore|any_longer|now? $
    id|i_would|wed rather not have|keep the|my|#|it|them
    ^ <linked>? # is not|no_longer needed|wanted|required any_more|anymore|any_longer? $
    ^ <linked>? i|we dont|do_not|no_longer need|want it|them $
    no_longer need|want the ...`,
  turnedDown: `dont|do_not|no_longer|never want|need|require a|an|any|your|another|new !one|of`,
  anotherOne: `dont|do_not|no_longer want|need another|a_new|a_different|new one|ones
    dont|do_not|no_longer|never want|need|like|require|wish_to_get|wish_to_have|want_to_have|need_to_have|want_to_get|wish_for another|a_second|a_further|any_more_of|a_replacement|an_exchange|a_swap|a_voucher|new_ones|any_new
    ^ <linked>? dont|do_not|not|i_dont|i_do_not|im_not|not_im want|need|wish|interested_in|keen_on|after to_get|to_have|having|getting? a|an|any|another|the? change|exchange|replacement|replacements|voucher|swap|repair|new|new_ones|second $
    not interested|keen in|on a|an|any|another|having|getting? a|an|any|another? replacement|replacements|new|second|exchange|voucher|swap|another|repair
    not asking|looking for another|a_new|a_replacement|an_exchange|a_second|a_swap
    ^ and|but? not|no a|an|another|any? voucher|replacement|exchange|swap|store_credit|new_one|second_one|gift_card|repair please? $
    want|need no|not new|other|replacement|exchange|voucher|new_one|new_ones|second $
    ^ <linked>? a replacement|new_one|second_one is|would_be|will_be no use|good to|for me|us now? $
    ^ forget|forget_about the|a new|replacement|exchange|voucher
    dont|do_not want it|them|the_lamp|this repaired|exchanged|replaced|swapped
    dont|do_not|i_dont|i_do_not want to? have|get it|them|this repaired|exchanged|replaced|swapped
    dont|do_not need no new one|ones
    ^ <linked>? im|i_am|were|we_are not after|wanting new|another|a_new|a_replacement one|ones? $
    ^ and|but? not for|after new|another|a_new|a_replacement one|ones? $`,
  anew: `another !time|day|week|month|reason|question|thing|account|address|bank|card|iban
    new !address|adress|account|iban|bank|card|delivery|shipping|home|flat|place|house|office|email|mail|phone|number
    the same again|once_more|one_more_time`,
  thisOne: `need|want|like|use this_one|these|those|either|any_of_it|any_of_them|any_of_these|them_again`,
  tellingStarters: `the|my|it|its|they|this dont|doesnt|didnt|wont|isnt|arent|cant <function>|<decent>
    the|my|its|this * dont|doesnt|didnt|wont|isnt|arent|cant <function>|<decent>
    it|its|they is|are|was|were|came|arrived|broke !not|never|no|dont
    the|my|this * is|are|was|were|came|arrived|broke !not|never|no|dont
    * not fit|work|burn|light|match|stick|close|open !to`,
  goneAccounts: `account|bank|card|iban|paypal ... no_longer|not|isnt|doesnt|dont|cant|wasnt|closed|shut|gone|blocked|expired|stolen|lost|frozen
    no_longer|not|dont|cant|closed|lost|blocked ...!gift|business|greeting account|bank|banks|card|iban|paypal
    new account|bank|card|iban
    changed|switched|left my|the|our? account|accounts|bank|banks|card`,
  reminders: 'dont|do_not|never forget|hesitate to|about|the|my|a|our|order|#',
  placings: `^ can|could|may|might order|the|my? parcel|package|clock|order? # go|come|be_sent|be_delivered|be_shipped|be_redirected to|there
    ^ can|could|may|might the|my refund|money|payment ... # go|be_paid|be_sent|be_transferred to|into|on|onto another|a_different|our|my|this|a_new
    ^ can|could|may|might my|the # refund|money go|be_paid|be_sent to|into|on|onto
    ^ # can change|go_to|go address|another_address? ...`,
  otherAccounts: `not|never|no_longer|dont|shouldnt|cant|cannot|mustnt|wont go|come|be_paid|paid|be_sent|send|sent|be_transferred|transferred|be_credited|use|land|pay|transfer ... to|at|on|onto|into|in|use the|my|our|that ... account|card|bank|paypal
    not|dont|do_not use the|my|our|that ... account|card|bank|paypal`,
  presuming: `^ when|where|who|whos
    ^ how long|soon|many_days
    ^ and? confirm the|my? cancellation|refund|change to_me|by
    ^ just|and|please? tell|let me|us know? where|when|how_long
    ^ do|will i|we get|receive an|a|any? email|mail|confirmation|receipt|message
    ^ will it|they still? get|arrive|come|reach|make_it
    ^ should|must|do i|we have_to|need_to? bring|send|return|keep|throw|bin|post the|my? broken|old|damaged|box|packaging
    ^ what do i want|need|wish_for $
    ^ which order $
    ^ why|reason $
    ^ hello|hi|hey $
    ^ all good|well|ok $
    ^ how are you|things|you_all? doing|today? $
    ^ do you also|still? sell|stock|carry
    ^ and? please? confirm|acknowledge the|my|this? cancellation|refund|change|receipt|it in_writing|by_email|by_mail|to_me|soon|today? $
    ^ and? please? send|give me|us a? confirmation|receipt`,
  there: 'there thither',
  goals: '',
  forbids: 'dont do_not donot dnt',
  former: 'old previous former current existing present closed blocked expired was registered until currently far',
  statuses: `delivered to resident neighbour neighbor left in the a safe place porch handed over at signed for being packed processing shipped
    dispatched on its way out delivery hallway door mailbox letterbox completed`,
  dictated: 'please type types write writes enter say paste copy following words tell tells ask',
  ofWords: `mean means meant serious seriously joke joking kidding test testing example sample story dream game quote quoted draft text
    sentence line lines note message messages mail email chat write writes wrote written type typed say says said saying tell tells
    told ask asks asked asking request requests requested apply real happen happens done wish wished decide decided decision sure
    certain agree agreed allow allowed permission permit approve approved consent authorise authorised authorize authorized next
    below above follows following instruction instructions translate translation practise practice pretend imagine wait waits
    waiting sleep later better should ought might twice about anything something you your`,
  wishLabels: `wish my_wish request my_request what_i_want what_id_like what_i_would_like what_we_want what_i_wish i_want i_would_like
    wanted requested resolution desired_outcome requested_action`,
  reasonLabels: 'reason the_reason why because problem the_problem issue fault defect cause condition explanation',
  spoken: 'said says told tells claims claimed thinks according',
  stops: 'stop halt stopp forget',
  sendings: 'send sent resend ship dispatch deliver',
  givingBack: 'refund reimb money cancel cancl return credit eur purchase amount paid payment back €',
  keepings: 'keep',
  later: `tomorrow|later|someday|eventually
    next week|month|year|time`,
  secondThoughts: 'changed|change my mind',
}
