import { anyOf, inOrder, notBefore } from './replyRule.ts';

/** How people ask for something. */
export const ASK = anyOf(
  /can|could|would|will|may|please|kindly|want|need|would like|happy|like you/,
  inOrder(
    /have/,
    notBefore(
      inOrder(
        / (?:\w+ ){0,2}?/,
        /\w+ed|seen|read|gone|had|got|been|heard|spoken|run|done|sent|given|taken|found|left|built|made/,
        /\b/,
      ),
    ),
  ),
  /get|see|give|share|send|provide|forward|email|show|shoot|draft|prepare|put together/,
);

/** What a seller sends. */
export const OFFER = anyOf(
  /pricing|prices?|price list|quot(?:e|ation)s?|proposals?|invoice|rate card|rates/,
  /cost(?:s| breakdown| estimate)?|estimate|(?:an|your|the|any) offer|terms/,
  /contract|order form|agreement|msa|dpa|nda|paperwork|sow/,
  /(?:one|two)[- ]pager|deck|brochure|datasheet|case stud(?:y|ies)/,
  /(?:more |some |further |additional )?(?:info(?:rmation)?|details|material)/,
  /demo|trial|pilot|poc/,
  /security (?:questionnaire|docs|documentation|review|whitepaper)|soc ?2(?: report)?|pen[- ]?test/,
);

/** Ways to talk. */
export const TALK = anyOf(
  /demo|demonstration|call|meeting|chat|meet|talk|speak|slot|walk ?through|zoom|teams/,
  /conversation|session|coffee|catch[- ]?up|discuss/,
);

/** A day or an hour near enough to talk at. */
export const TIME = anyOf(
  /mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|tue|tues|wed|thu|thurs|fri/,
  /tomorrow|today|tonight|this (?:week|afternoon|morning|evening)/,
  /next week|(?:in|next) (?:\w+ )?(?:days?|couple of weeks)/,
  /\d{1,2} ?(?:am|pm|:\d\d|h\b|o.?clock|uhr)|at \d{1,2}\b|noon|\d+[ -]?min(?:ute)?s?|\d{1,2}(?:st|nd|rd|th)\b/,
  /january|february|march|april|june|july|august|september|october|november|december/,
  /jan|feb|apr|aug|sept?|oct|nov|dec/,
);
