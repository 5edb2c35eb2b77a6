import type { ActLanguage } from './act-language.ts'
import { ENGLISH_ASIDES } from './english-asides.ts'
import { ENGLISH_BESIDE } from './english-beside.ts'
import { ENGLISH_CLASSES } from './english-classes.ts'
import { ENGLISH_QUESTIONS, ONLY_WITH } from './english-questions.ts'
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
    not my|the|our old|previous|former account|acc|card|bank|iban|address
    so cancel|refund|change|send|resend it|that|them|order|#|the|my
    so can|could|may #|order|it|the|my`,
  carriers: `somebody someone anybody anyone if that what how whether who which where why when because said say says think know hope wish ask asks asked tell
    sure do did does can could will would should is are was were have has had may might must shall am cant dont didnt and or
    but so to not never please pls plz the a an my your this then also hi hello hey now since as before after until unless
    once whatever than lets let i you u we they he she it of just believe guess suppose so soon long far well much`,
  bound: '',
  ...ENGLISH_REFUSALS,
  retractions: ENGLISH_RETRACTIONS,
  ...ENGLISH_BESIDE,
  conditions: `if
    ${ONLY_WITH}
    out_of pure|sheer|idle|mere|simple? curiosity|interest
    ^ just|only|merely|simply asking|curious !you|for|that|if|to|about|whether|when|why|how|what
    asking|enquiring|inquiring for a friend|colleague|neighbour|neighbor|mate
    in my|our place|shoes|position
    not saying|suggesting|implying
    no way i|we|im|id
    ^ theres|there_is no way $
    already done|sorted|handled|dealt_with via|by|over|on
    poll|vote|quiz|survey
    do|did i get|understand it|this|that? right|correctly
    in the worst|unlikely|last case|event|resort
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
  comparisons: `which|what of the|these|those|them
    which|what one|ones? is|are|would|goes better|best|easier|quicker|faster|cheaper|wiser
    can|could|would|will <you> ... or is|are|does|do|must|should|has|have|isnt|arent
    wanted|meant|intended|planned|about|going to ...!please but
    last thing ... want|need|wanted|needed|like is|was|be
    anything|everything|something else|other? but|than
    rather|sooner|prefer|preferably|better !than ... ... than
    prefer|preferring|favour|favor ... over
    prefer|preferring|favour|favor ... to a|an|the|any|another|being|having|getting? <wanted>|<noun>|<pp>
    over|versus|vs a|an|the|any? <wanted>|<noun>`,
  doubts: `maybe|perhaps|possibly|probably|potentially|presumably
    might|hypothetically|theoretically|ideally|someday
    in theory|principle
    under any|certain|some|special|exceptional|particular|specific circumstances|circumstance|conditions|condition
    <modal_you> <you> ...!please at all|any_time|any_point|any_stage
    <modal_you> <you> ...!please anytime|in_general|generally $
    <modal_you> <you> ...!please in an|any emergency|case|event|situation
    <modal_you> <you> ...!please on|for any ground|grounds|reason|reasons
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
    was|were going|about|planning|hoping to !the|my|our|a|an|stay|have_people
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
    asked|wrote|typed|understood|misheard|heard please
    shout|shouting|yell|yelling|scream|screaming
    typed !the|my|a|an|in|it|wrong
    told|tell|tells|asked|asks|advised|instructed|ordered|wants|want|begged|urged|wanted|expects|allowed|paid|forced me|us to
    told|asks|asked|instructed me|us|him|her|them|my
    was|were|been|got|am told|asked|advised|instructed|ordered|recommended to|that|i
    was|were|been|am|im supposed to !be|have|come|arrive|work|last|fit|contain|include|hold|get|include
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
  ...ENGLISH_QUESTIONS,
  relatives: 'which who whose whom',
  deeds: `sent refund reimb money cancel annul change resend send ship replac addres iban account bank return exchan credit pay deliver
    dispatch update book order_ transf delet clos mail repla`,
  consequences: 'so therefore hence thus',
  kinds: `refund reimb money credit pay return transf
    sent send resend ship dispatch deliver replac repla exchan addres mail change update book
    iban account bank addres change update transf pay money
    cancel annul return delet clos order_`,
  undoings: 'cancel cancl withdraw annul scrap',
  wishLabels: `wish my_wish request my_request what_i_want what_id_like what_i_would_like what_we_want what_i_wish i_want i_would_like
    wanted requested resolution desired_outcome requested_action`,
  reasonLabels: 'reason the_reason why because problem the_problem issue fault defect cause condition explanation',
  headingWords: `order orders re regarding about number no nr refund refunds cancellation return quick small short one two three thing things
    request requests update change on for to whom it may concern a`,
  languageVerbs: `^ can|could|would|will? you? please? proofread|proof_read|spellcheck|spell_check|summarise|summarize|translate|rewrite|reword|rephrase|paraphrase|classify|categorise|categorize|repeat
    ^ can|could|would|will? you? please? title|name|tag|label this|that|these|the_following|it|following
    title|titles|tag|tags|headline|subject_line for|of`,
  stops: 'stop halt stopp forget',
  sendings: 'send sent resend ship dispatch deliver',
  givingBack: 'refund reimb money cancel cancl return credit eur purchase amount paid payment back €',
  keepings: 'keep',
  later: `tomorrow|later|someday|eventually
    next week|month|year|time`,
  secondThoughts: 'changed|change my mind',
}
