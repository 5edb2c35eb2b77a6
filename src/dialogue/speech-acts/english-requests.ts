import type { ActLanguage } from './act-language.ts'

/** How English asks: whether, for something, and that something be done. */
export const ENGLISH_REQUESTS = {
  askings: `^ <before_wh> what|which|whose|whom|how_many|how_much|how_long !case|point|i|we|it|they|he|she|the|my
    ^ <wh> !i_got|i_received|i_have|i_ordered|we_got|we_received|you_sent|you_delivered|arrived|came|a|an|i_want|i_need|id_like|i_would_like|we_want
    can|could|will|would <you> ... for_free|free_of_charge $
    can|could|would|will <you> please|just|also|maybe tell|explain|say|describe|clarify|remind|inform|advise|see_if|see_whether|check_if|check_whether|find_out|look_if
    can|could|would|will <you> tell|explain|say|describe|clarify|remind|inform|advise|see_if|see_whether|check_if|check_whether|find_out|check_when|check_where
    tell|inform|advise me|us <wh>|if|about
    let me|us know
    explain|clarify|describe
    <want> to !ask_for_refund|ask_for_a_refund|ask_for_the_refund|ask_for_my_refund|ask_for_a_full_refund|ask_for_a_replacement|ask_for_replacement|ask_for_my_money|see_this|see_that|see_it|see_the <know>
    <id> like|love|prefer|want to <know>
    help <gerund>|understand*|with
    need help
    do|does anyone|somebody|someone|you know
    check|confirm|verify|track|review the|my|on|up|if|whether|order|that|#
    remind me|us
    any idea|chance|way|possibility|news|update
    question about|on|regarding|is|for
    ^ list|show|count|print|export|search|display ... <noun>|refunds|cancellations|replacements
    show|send|give|get|mail|teach|help|walk|guide|remind|talk|tell ...!back !what_i_ordered|what_i_actually_ordered|what_i_really_ordered|what_we_ordered|what_i_bought|what_i_paid_for how|what|why|when|where|whether|who
    send|give|get|show|want|need|like|have|mail|request ... information|info|infos|policy|conditions|terms|rules|instructions|reason|reasons|explanation|details_on|details_about
    help ... understand|decide|with
    speak|talk|chat ... about|regarding|concerning
    have|got|had|a|another|quick a? quick? question
    ^ ...!not|dont curious|wondering|interested|asking_how|asking_what|asking_when|asking_where|asking_why|asking_which
    ^ why|how come|about|not
    possible $
    is|if that|it|this possible
    will <you> !please
    are|do|did|does|have|were <you>`,
  questions: `^ <wh> !i_got|i_received|i_have|i_ordered|we_got|we_received|you_sent|you_delivered|arrived|came|a|an
    ^ <aux> !just|only|simply|itchy|broken|defective|damaged|too|bad|small|big|ugly|dirty|scratched|cracked|wrong|stained|loose|scratchy|faulty
    ^ were <pronoun>|the|my|your|these|those|# !moving|going|keeping|getting|leaving|away
    ^ can|could|may|might|shall|must|will|would
    ^ should !be
    what|whats|when|whens|why|how|hows|wat|wht|wen|hwo|howcome|whether|where|wheres|which|whose|whom <aux>|can|could|will|would|should|may|must
    ^ who|whos <aux>|can|could|will|would|should|may|must`,
  requests: `^ i|we|we_both <want>
    ^ <id> like|love|prefer|appreciate|want|liek|need|rather_have|really_like|also_like|still_like
    ^ <id> just|only|simply|really|still|honestly like|love|prefer|appreciate|want|need a|an|my|our|the|to|it|full|your
    ^ im|i_am|we_are|were requesting|claiming|demanding|asking|seeking|after|looking_for
    ^ requesting|claiming|demanding|seeking|asking a|an|my|for|the|<wanted>
    ^ im|i_am|we_are|were? looking|hoping to get|have|receive|return|cancel|change|exchange|refund
    ^ im|i_am|we_are|were? looking|hoping for a|an|my|the|<wanted>
    ^ <id> be <very>? grateful|thankful|happy|glad for|of|to_get|to_have|to_receive a|an|my|the
    all i|we want|need|ask|ask_for is
    ^ im|i_am? gonna|going_to need|want a|an|my|the|to
    please can|could|may|might i|we !ask|know|check|see
    ^ can|could|may i|we <verb>|<nounverb> ... please
    ^ can|could|may ... be|get <pp> ... please
    ^ can|could|may ... please be|get|go|come
    ^ can|could|may ... go|come ... ... please
    ^ # should|must|has_to|needs_to|need_to go|come|be_sent|be_delivered|be_shipped
    please can|could|may ... be|get <pp>
    please can|could|may # go|come to
    ^ my|the|this|order|# ... needs|need <gerund>
    please <past> it|me|my|the|#|order|this|that|them
    please note|record a|my|the new
    ^ i|we ask|am_asking|are_asking for a|an|my|the? new|<wanted>
    ^ i|we <soft>? ask|request|desire|demand you? back|for? a|an|the|my|full|complete? full|complete|total|entire? <wanted>|substitution|restitution $
    ^ i|we <soft>? ask|request|desire|demand you? back|for? a|an|the|my|full|complete? full|complete|total|entire? <wanted>|substitution|restitution of|for|on|back|in|from|and|to|#
    ^ i|we <soft>? ask|request|demand you? back|for? the|my? full|complete|total|entire|purchase price|amount|costs|sum
    ^ so? i|we would therefore|hereby|thus|kindly ask <you> to <verb>|<nounverb>
    ^ <id> therefore|hereby|thus|kindly ask <you> to <verb>|<nounverb>
    ^ i|we desire|long to have|get|receive back? my|the money
    ^ so? order? # to be <pp> please
    ^ and? i|we please <you> to <verb>|<nounverb>
    ^ i|we wish|want|like that? <you> !would|had|not send|refund|cancel|change|pay|ship
    ^ i|we hereby? cancel|withdraw_from|rescind
    ^ im|i_am|we_are|were cancelling|canceling|withdrawing_from
    and|or <want> a|an|my|the|to|it|order|#
    ^ can|could|may i|we please ...
    ^ can|could|may i|we have|get|be|do ... please
    would you mind <gerund>
    ^ mind <gerund>
    ^ ask|asking for a|an|my|the
    ^ i|we have_to|must|need_to|want_to|wish_to|am_writing_to ask|request|apply for? a|an|my|the? full|complete? <wanted>
    ^ i|we have_to|must|gotta|got_to|ll_have_to|will_have_to <soft>? <verb>|<nounverb>
    ^ have_to|must|gotta|got_to <verb>|<nounverb>
    ^ ive|weve|ill|well got_to|gotta|have_to <soft>? <verb>|<nounverb>
    ^ ill|i_will|we_will take|have a|the|my !look
    ^ my|the|this|that|order|# ... needs|need to be <pp>
    # is_to be <pp>
    ^ my|the|this? order? # must|has_to|have_to be <pp>
    ^ my|the|this|order|# ... # should be <pp> ... please
    ^ order? # should be <pp> please
    ^ my|the|this|order|# ... has_to|have_to|must|needs_to|need_to|should|is_to go|head|be_sent|be_delivered|be_shipped|come ... please
    ^ my|the|this? order? # has_to|must|needs_to|need_to|is_to go|come|head|be_sent|be_delivered|be_shipped to ... #
    ^ the|my? <new> delivery|shipping|delivery_address? <detail>|one is|should_be ... #
    ^ the|my|a? money|refund|payment|repayment for|of|from order? # should|must|has_to|needs_to|is_to go|be_paid|be_sent|be_transferred|be_made|come to|into|on|onto ... #
    ^ the|my ... refund|reimbursement|money|repayment ... should|shall|must|has_to|needs_to|is_to please? be_paid|be_sent|be_transferred|be_made|be_deposited|be_credited|go to|into|on|onto|in ... #
    ^ refund|reimbursement|money to be_paid|be_sent|be_transferred|be_made|be_credited|go to|into|on|onto|in ... #
    ^ returning the|my|our|everything|all|# ... for a|my|the? full|complete? refund
    ^ need <you> to <verb>|<nounverb>
    ^ for order? # <verb>|<nounverb> me|us
    ^ and? i|we? hereby? request|ask|demand that the|my|our|# ... be <pp>|repaid
    ^ let the|my|our payment|money|amount|purchase|order be <pp>|reversed|repaid
    ^ i|we would be <very>? grateful|thankful|happy|glad for|of|to_get|to_have|to_receive a|an|my|the
    ^ the|my|our? <new> delivery|shipping? <detail> for|of|on ... # is|should_be|will_be ... #
    ^ the|my|our? # refund|money|payment|repayment should|must|has_to|needs_to|is_to go|be_paid|be_sent|be_transferred|be_made|come to|into|on|onto ... #
    ^ heres|here_is|here_are|this_is my|our|the|a? <new> <detail> ... #
    ^ i|we like to <verb>|<nounverb> my|the|order|#
    ^ i|we like to? have|get|a? <wanted>
    ^ i|we have|got a|an <new> <detail> for|of ... # ... #
    ^ i|we hereby? exercise my|our right
    ^ order? # needs|requires|needs_to_have a|an? <new> <detail>
    ^ and|or? request|require|demand repayment|reimbursement|<wanted>
    ^ what i|we|id|wed want|need|would_like|like a|an|my? <wanted>|full_refund
    ^ <wanted> ... is|are what|all i|we|id|wed want|need|like|would_like|ask
    ^ a|an|my <wanted> ... is|are what|all i|we|id|wed want|need|like|would_like|ask
    ^ my claim|request|wish|demand a|an|the|full? <wanted>
    # is_to go|come
    please have #|the|my|it|this|them|order ... <pp>
    i|we ask|request|demand|require to_be <pp>
    ^ i|we therefore|herewith|thus|accordingly|kindly|humbly|consequently <want>
    ^ i|we would|should therefore|hereby|thus like|love|prefer a|an|my|our|the|to
    ^ i|we should|would very_much|really|dearly|so_much|quite? like|love|appreciate|prefer a|an|my|our|the|to|full|your
    ^ order? # i|we <want> a|my|the|to|<wanted>
    ^ for|on|in order? # the|my delivery|shipping? <detail> must|should|has_to|needs_to|is_to be ... #
    ^ and? the|my|a? money|refund|payment|repayment for|of|from order? # should|must|has_to|needs_to|is_to go|be_paid|be_sent|be_transferred|be_made|come to|into|on|onto this|the_following|another|my_other|my_new|a_new|my_second|a_different bank? account
    please can|could|may the|my|our? # refund|money|payment go|be_paid|be_sent|be_made
    ^ for|about|regarding|re|concerning|from my|the|our? order? # i|we <want>
    ^ what i|we paid ... i|we|id|wed <want>|like|love
    please let me|us have a|an|my|the|another
    ^ do <verb>|<nounverb> me|us|my|the|#|it
    ^ order? # <pp> please
    please have #|it|the|my|this|that|order ... go|come to
    ^ would love|like|appreciate|prefer a|an|my|to|the|full
    ^ im|i_am wanting|needing to|a|my
    ^ full|partial|complete? <wanted> requested|wanted|needed|required
    ^ get me|us|my
    please <soft>? <verb>|<nounverb>|post
    ^ <you> must|have_to|need_to|had_better|better|gotta|got_to <soft>? <verb>|<nounverb>
    ^ need|wish|want|demand|would_like|like a|an|my|the|to|#|<wanted>
    ^ need|wish|want|would_like to? <verb>|<nounverb>
    ^ the|my refund|reimbursement|repayment|money ... # is to pay|be_paid|go on|to|into|at this|the_following|that? account ... #
    ^ # refund|reimbursement belongs|should_go|goes|to_go on|to|in|into ... #
    ^ heres|here_is where it|the_refund|the_money|this should|has_to|must go|be_paid|be_sent ... #
    # this_is|is where # refund|money|reimbursement should|must|has_to go|be_paid|be_sent
    ^ the|my ... refund|reimbursement ... # should|must|has_to|needs_to go|be_paid|be_sent in|to|into? there|here ... please
    ^ order? # refund|reimbursement to be_paid|be_sent|go|be_transferred to|into|onto|in ... please
    ask|request that the|my refund|money|reimbursement ... be deposited|paid|transferred|sent|credited ... #
    ^ the? # refund please to|on|into this_one|this_account|this|this_iban ... #
    ^ please note it|this for|on order? #
    ^ order? # please to !be|me|us|you|get|have
    ^ so? the full|whole|complete|correct address should_be|is|would_be ... #
    ^ my|the ... # must|has_to|should|needs_to to? arrive|go|come at|to|in my|our
    ^ please note|record|save|register our|my|the|a changed|new|updated|correct|different shipping|delivery? <detail> for|of|on ... #
    ^ i|we have_the_honour|have_the_honor to ask|request
    ^ i|we should|would be <very>? glad|happy|pleased|grateful|thankful to see|have|receive|get it|them|this|the|my ... refunded|reimbursed|paid_back|returned_to_me $
    ^ wanna get|have|return|send_back a|an|my|the|#
    ^ kindly|please? note_the|please_note_the new address|iban|account ... #
    ^ hereby? ask|request you to pay|transfer|send|ship|refund
    ^ it|that? should|must|has_to be_paid|go|be_sent|be_transferred to|into|on|onto ... # ... please
    ^ im|i_am|we_are|were returning the|my|our|order|# ... for a|the|my? full|complete|prompt? refund
    ^ <id> sooner|rather return|have|get|send_back my|the|a|an|it|them|all
    please that? #|my|the|order ... gets|is|be <pp>
    ^ and? refund|refunds|money|payments for|of|from? order? #? should|must|have_to|has_to|are_to|need_to|shall now|please? go|be_paid|be_sent|be_transferred to|into|on|onto|in ... #
    please note that? refunds|the_refund|refund|payments ... # ... are|is to be_paid|be_transferred|be_sent|go
    please to <verb>|<nounverb> my|the|#|order|it
    ^ requesting|requested|request full|complete|total? <wanted> for|on|of order? #
    ^ order? # should|must|has_to|needs_to now|please go|come|be_sent|be_delivered to
    ^ refund? <detail> must|should|has_to|needs_to be changed|updated|corrected to ... #
    ^ order # should|must|has_to|needs_to|need_to|shall go|come|be_sent|be_delivered|be_shipped to
    ^ for order? # please? use|take this|the_following|that|my ... #
    ^ for|on order? # the|my <new> delivery|shipping? <detail> is ... #
    ^ for order? # the|my? refund|money|payment should|must|has_to|needs_to go|be_paid|be_sent|be_transferred to|into|on ... #
    please have refunds|refund|the_refund|my_refund|the_money|my_money ... go|come|sent|paid|transferred to|into|on|onto`,
  hopes: `^ and? i|we need|needed|want|wanted one|ones|something for|with|without|in|that|which
    ^ and? i|we need|needed|want|wanted a|an bigger|smaller|larger|longer|shorter|brighter|darker|softer|warmer|thicker|lighter|cheaper one|lamp|blanket|mug|table
    ^ can|could|may|might i|we have|get|be_given my|it|them|this|that|these|those
    ^ can|could i|we have|get the|my money
    ^ could|may|might i|we have|get|be_given a|an|another|some|the <wanted>
    ^ would it be ok|okay|alright|all_right|fine|possible to|if
    ^ is it ok|okay|alright|all_right|fine|possible to ... please
    ^ it|that? should be ... #`,
  howTo: `how|where do|can|could|would|should i|we|you|one ...!the|my|a do|cancel|refund|change|arrange|request it|that|this
    how is|does it|that|this done|work
    how to do|cancel|refund|change it|that|this`,
  mistaken: `wrong|mistake|error|typo|incorrect|mistyped|misspelled|misspelt|mixed_up|old ... <detail>|street|town|city|postcode|house
    <detail>|street|town|city|postcode ... wrong|mistake|error|typo|incorrect|mistyped|old_one
    <detail> ... not|isnt correct|right|current|valid`,
  rights: `^ it|that|this? should|must|needs_to|has_to be|read|say ... #
    ^ its|it_is|thats|here_is|heres !not ... #
    ^ the? correct|right|new|real|actual one|address? is|would_be|should_be ... #
    ^ correct|right|new is
    ^ new|mine|correct|right|actual one? is|would_be|: ... #
    ^ new|correct|right|actual one? #
    ^ the? correct|right|new|real|actual one|address ... #
    ^ it|that should|must be $
    ^ new ... #`,
  commands: `^ # <new> <detail> ... #
    ^ <new> <detail> for|of|on|4|to? order? # ... #
    ^ change|update of <detail> for|of|on? order? # ... #
    ^ change|update|correction of my|the? delivery|shipping? <detail> for|of|on order? # $
    ^ <detail> change|update for|of|on? order? # ... #
    ^ order? # <detail> change|update ... #
    ^ order? # change|update|correct the|my? <detail> to|:|of ... #
    ^ <detail> change|update|correction for|of|on|to? order? # $
    ^ order? # to !be|arrive|come|get|have|you|me|us|the|my ... #
    ^ order # refund|reimbursement|replacement|cancellation $
    ^ order? # refund for the|my|both|all
    ^ # cancel it $
    ^ <verb> !i|of|el|la|los|il|lo|le|is|was|were|has|will|from_the_start
    ^ <nounverb> <object>
    ^ <nounverb> #
    ^ full|partial refund $
    ^ full|partial refund on|for|of
    ^ refund only|both|everything
    ^ # cancel $
    ^ #? the|my? money back
    ^ <wanted> request|claim
    ^ request|claim for a|an|my|the? <wanted>
    ^ ... please <verb>|<nounverb>
    ^ refund to original|my|the? payment|card|account|original_payment method? $
    ^ order? # full|complete|whole|total order? refund|reimbursement $
    ^ # return|refund|give money
    ^ change|update|correction of my|the? delivery|shipping? <detail> to ... #
    ^ change|update|redirect the|my? delivery of|for order? # to ... #
    ^ full|complete|total refund order? # $
    ^ change|update|amend delivery|shipping|billing? <detail> order|for|of|on|to|#
    ^ <new> <detail> for|of the|my? # refund|refunds|money ... #`,
  abilities: `please can|could|would|will <you> !tell|explain|say
    ^ can|could|would|will|are <you> be? able_to <soft>? <verb>|<nounverb>
    ^ can|could|would|cna|coud <you> <soft>? <soft>? <soft>? <verb>|<nounverb>|post
    can|could|would <you> please`,
  definite: `send_another another_one new_one new_ones a_replacement my the it its this that these those me us our all both everything them mine i we one him her`,
  pointing: 'it that this them these those one ones same so too',
  bareWishes: `^ refund|reimbursement|replacement $
    ^ <new> delivery|shipping? <detail> $
    ^ <new> delivery|shipping? <detail> ... ... # ... $
    ^ <new> delivery|shipping? <detail> ... ... # ... ... $
    ^ <detail> change|update|correction $
    ^ change|correction|update of delivery|shipping? <detail> $
    ^ # all_of_it|everything|full|whole|complete? order? refund|reimbursement|replacement $
    ^ order? # <new> delivery|shipping? <detail> $
    ^ <new> delivery|shipping? <detail> for|of|on|4 order? # $`,
  headings: `^ my|the? <new> delivery|shipping? <detail>`,
  unwished: `note !my
    ^ please? as|by|via a|an? * $
    pack it|them
    be_aware|know|remember|wait|hold|hang|excuse|forgive|understand|find_attached|bear|stay|stand_by|accept_my
    moment|second|minute|sec please?
    come on
    pass|pass_on|give|send|tell on? my|our|them|her|him? thanks|regards|compliments|greetings|love
    ^ please? help please? $`,
} satisfies Partial<ActLanguage>
