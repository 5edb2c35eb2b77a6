/** The words of each class that English patterns name. */
export const ENGLISH_CLASSES = {
  // In no pattern: they are words of their own, and no slips of others.
  known: `things thing dent dents charge charges place placed places sending shopping moment there where their these those refuse refuses receive changes
      waits beside through failed status rules three quote tests waiting branch fails begun begin lines small shape field lease
      older waited tree remote fixed night nights head hard shell stage master while white site newer began chose clause point
      spare serves lives tested worded linked forgot lasts stopping rely world shade candle candles seven quiet lean theme cold
      recent present brought warm water sense replay trace frame wording advice locked stayed paint plate tank truck tied
      brother talking staying skipped smart certainty thanking wherever latter rewards later under through watts conform taped`,
  verb: `reimburse cancel cancell cancle give pay repay send resend update use replace process issue ship reship deliver
      redeliver redirect reroute move set put remove delete add make start begin open close correct fix amend edit modify
      rectify arrange initiate trigger apply approve take get gimme repair book rebook reserve reschedule forward switch swap
      upgrade downgrade renew extend block unblock lock unlock reset activate deactivate enable disable connect subscribe
      unsubscribe register save show list find track check look bring collect pick hand grant help confirm accept submit
      file create do complete finish execute perform settle deposit wire release restore revoke assign invite share print
      schedule proceed postpone buy sell withdraw mail email call ring raise reopen pop sort organise organize handle authorise
      authorize grant effect annul void reverse dispatch despatch courier scrap kill`,
  nounverb: 'refund refun return change exchange transfer credit stop claim reorder',
  object: `my the this that these those it its me us them him her our all both everything only just order orders a an
      address iban bank account number parcel package item items one half to_my to_me to_# back no_# every each whole full`,
  gerund: `refunding reimbursing cancelling canceling changing sending resending giving paying updating using replacing
      processing issuing shipping delivering redirecting moving setting correcting fixing arranging returning exchanging
      transferring crediting making looking checking helping redirecting rerouting annulling voiding reversing dispatching mailing posting
      putting organising organizing scrapping calling_off reimbursing repaying`,
  you: 'you u ya yuo ye someone somebody anyone anybody',
  want: `want need demand require request wish expect claim prefer insist choose wanna would_like would_love would_prefer
      would_appreciate woud_like wld_like wnat whant ned liek would_liek d_like am_asking am_requesting am_claiming
      am_demanding hereby_request hereby_claim hereby_cancel do_want really_want still_want just_want only_want also_want
      now_want want really_need just_need also_need would_really_like would_also_like would_still_like would_rather_have would_just_like d_just_like
      am_looking_for would_like`,
  id: 'id ide wed idd',
  im: 'im were',
  mildly:
    'at_all really even properly exactly quite very so actually nearly always fully just still yet any_more anymore remotely',
  function: `work fit burn light glow shine strike match suit turn switch stand close open charge hold last stick look smell
      function feel dry melt ring tick meet fulfil fulfill live_up correspond start seal lock connect arrive come reach`,
  decent: `good nice great usable dishwasher* watertight waterproof straight flat level stable working burning glowing charging
      fitting turning lighting delivered received here there up_to my_taste my_style our_taste our_style complete sharp clean soft white black bright strong warm wide
      tall thick comfortable sturdy smooth sealed included original suitable worth wool wooden wood cotton leather oak brass glass linen`,
  very: 'really very so most ever_so extremely super truly rly very_much terribly awfully eternally',
  // What a clause begins with that tells of a thing, and words by which it may be meant of the request beside it.
  linked: 'and but as since because so also plus though although',
  is_or_does: 'is are was were has have had do does did can could will would may should',
  requested: `urgent important necessary needed required want wants wanted wanting wish wished wishing mean meant ask asked asking
    request requests requested decide decided decision sure certain serious final agree agrees agreed agreement allow allowed permit
    permitted permission approve approves approved approval consent consents authorise authorised authorize authorized convinced
    ready true right correct urgency hurry rush now today tomorrow order orders matter case claim message mail email question point
    idea plan joke intention intend intended know knows knew think thinks thought let lets say says said refund refunds money cancel
    cancellation return exchange replacement reimbursement it this that so me happy about customer it_is please back keep keeping
    kept done do_it reason use sense doubt chance serious valid account address iban bank card delivery send sent again`,
  usable: `use light burn open wear drink eat sleep sit work read write hang fit put stand touch smell clean wash turn switch see
    find assemble build place hear return_to accept`,
  hue: `blue red green black white grey gray yellow brown pink beige gold silver purple orange round square wool wooden cotton glass
    as_shown walnut oak brass metal plastic silk beeswax leather linen steel`,
  know: `know ask understand hear learn find_out think wait thank thx say discuss see check_if check_whether clarify decide
      consider wonder be_sure make_sure be_able complain_about apologise apologize inquire enquire be_told`,
  modal_you: 'can could will would should may might',
  before_wh:
    'to on onto in into for with at by from under until till since after before within against about upon through via per up_to according_to depending_on as_of because_of instead_of on_the_basis_of by_means_of between during despite',
  spoken_of: 'i we they he she it is are was were has have had do does did isnt arent wasnt didnt doesnt thats whats',
  wh: 'what whats when whens where wheres which who whos whose whom why how hows wat wht wen hwo y howcome whether',
  aux: 'is are am_i am_we was do does did has have had isnt arent doesnt didnt hasnt havent wasnt werent dont cant couldnt wont wouldnt shouldnt',
  pronoun: 'i you u we they he she it its this that these those there someone somebody nobody everyone',
  soft: 'finally at_last actually urgently immediately please kindly just also now then maybe possibly quickly simply therefore at_least go_ahead_and still perhaps',
  pp: `refunded reimbursed cancelled canceled changed sent resent paid given updated used replaced processed issued shipped
      delivered asked requested received returned got told promised wanted ordered bought written said seen done been
      credited charged credited had gotten confirmed accepted arranged`,
  past: `asked requested received returned got told promised wanted ordered bought wrote said saw did was were had sent gave
      paid came went used needed called refunded cancelled canceled changed replaced shipped delivered updated read heard
      tried thought meant hoped clicked pressed opened signed filed noticed liked`,
  wanted: `refund refunds money replacement replacements cancellation return exchange new reimbursement`,
  new: `new other different another correct right changed updated`,
  detail: `address adress iban account bank_account bank bank_details bank_account_details delivery_address shipping_address
      account_number refund_account payout_account`,
  noun: `cancellation refund request return change update transfer payment replacement reimbursement process action operation procedure
      claim last_request last_message message mail email previous_request question form dialogue conversation`,
}
