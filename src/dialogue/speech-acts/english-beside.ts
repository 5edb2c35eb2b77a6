import type { ActLanguage } from './act-language.ts'

/** What English says beside a request: of things, of people, of places, and of what was so until now. */
export const ENGLISH_BESIDE = {
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
    no_longer need|want the ...
    dont|do_not|no_longer need|want mine
    wont|will_not|shant need|want|be_needing|be_wanting any_of_it|any_of_them|the|it|them|this|these|# ...
    ^ <linked>? i|we? just|simply? dont|do_not need|require|want it|them|the_same anymore|any_more|now? $`,
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
    ^ and|but? not for|after new|another|a_new|a_replacement one|ones? $
    shant|wont|will_not want|need|be_needing another|a_new|a_second
    dont|do_not want to? bother|deal|mess with|about? repairs|a_repair|an_exchange|a_replacement|replacements|swapping`,
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
  placings: `^ can|could it please? be_delivered|be_sent|go|come|be_shipped to|there
    ^ can|could|may|might order|the|my? parcel|package|clock|order? # go|come|be_sent|be_delivered|be_shipped|be_redirected to|there
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
    ^ and? please? send|give me|us a? confirmation|receipt
    ^ let me|us know if|whether you need|want|require`,
  former: 'old previous former current existing present closed blocked expired was registered until currently far',
  statuses: `delivered to resident neighbour neighbor left in the a safe place porch handed over at signed for being packed processing shipped
    dispatched on its way out delivery hallway door mailbox letterbox completed`,
  goals: '',
  forbids: 'dont do_not donot dnt',
  there: 'there thither',
  spoken: 'said says told tells claims claimed thinks according',
  dictated: 'please type types write writes enter say paste copy following words tell tells ask',
  ofWords: `mean means meant serious seriously joke joking kidding test testing example sample story dream game quote quoted draft text
    sentence line lines note message messages mail email chat write writes wrote written type typed say says said saying tell tells
    told ask asks asked asking request requests requested apply real happen happens done wish wished decide decided decision sure
    certain agree agreed allow allowed permission permit approve approved consent authorise authorised authorize authorized next
    below above follows following instruction instructions translate translation practise practice pretend imagine wait waits
    waiting sleep later better should ought might twice about anything something you your`,
} satisfies Partial<ActLanguage>
