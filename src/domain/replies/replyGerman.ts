import { anyOf, type ForeignRow, inOrder, words } from './replyRule.ts';

/** The common replies in German. */
export const german: readonly ForeignRow[] = [
  [
    'de-abmelden',
    'unsubscribe',
    words(
      /abmelden|abbestellen|austragen|abgemeldet/,
      /aus (?:dem|ihrem|eurem|der|ihrer) (?:verteiler|liste|mailing\w*|newsletter)/,
      /(?:loe?schen|entfernen) sie (?:bitte )?(?:mich|meine|unsere)/,
      /keine? (?:weiteren |weitere |mehr )?(?:e?mails?|nachrichten|werbung|newsletter)/,
      /streichen sie (?:mich|uns|meine)|nicht mehr (?:an)?schreiben|nicht mehr kontaktieren/,
    ),
  ],
  [
    'de-kein-interesse',
    'refusal',
    words(
      /kein(?:en|erlei|e)? (?:\w+ )?(?:interesse|bedarf|verwendung)|nicht (?:\w+ )?(?:interessiert|interessant)/,
      /(?:bitte|moe?chten?|wollen|brauchen?|beno?e?tigen) (?:wir |ich )?keine?n?|nein,? danke/,
      /danke,? (?:aber )?nein|^nein\b/,
      /(?:passt|brauchen|beno(?:e)?tigen|wollen|mo(?:e)?chten)(?: \w+){0,4} nicht|von weiteren|in ruhe/,
      /bitte nicht (?:mehr )?(?:\w+)?|sehen (?:\w+ )?von \w+ ab|interesse (?:\w+ ){0,3}(?:nicht|keines)/,
      anyOf(
        /(?:wir|ich) verzichten?|verzichten (?:wir|darauf)|passt [^.;!?]{0,15}nicht zu|anderweitig entschieden/,
        /anderen anbieter|dagegen entschieden|nicht (?:\w+ )?(?:weiter ?)?verfolgen/,
      ),
    ),
  ],
  [
    'de-einwand',
    'objection',
    words(
      anyOf(
        /zu (?:teuer|hoch)|kein(?:e[nr]?)? (?:\w+ )?budget/,
        /budget (?:\w+ ){0,3}(?:nicht|ausgescho(?:e)?pft|aufgebraucht)/,
      ),
      /(?:nutzen|verwenden|arbeiten|setzen|haben) (?:\w+ )?(?:bereits|schon)/,
      /bereits (?:einen|eine|ein|mit|im einsatz)|vertrag (?:\w+ ){0,4}(?:bis|gebunden)|zu klein/,
      /datenschutz\w* (?:bedenken|problem\w*)|bedenken|kein geld/,
      anyOf(
        /(?:mit (?:\w+ ){1,4}(?:sehr |ganz |rundum )?zufrieden|zufrieden mit)/,
        /haben (?:\w+ )?(?:eine eigene|selbst)|eigenentwicklung/,
      ),
    ),
  ],
  [
    'de-jetzt-nicht',
    'not_now',
    words(
      /(?:derzeit|momentan|aktuell|zurzeit|im moment|gerade|jetzt) (?:\w+ )?(?:nicht|kein\w*|keine zeit)/,
      /nicht (?:jetzt|der richtige zeitpunkt)|keine zeit/,
    ),
  ],
  [
    'de-spaeter',
    'not_now',
    words(
      inOrder(
        /melden sie sich (?:bitte )?(?:\w+ )?/,
        /im|in|nach|ab|na(?:e)?chste\w*|spa(?:e)?ter|wieder|noch ?mal|erneut|anfang|ende|mitte/,
      ),
      /spa(?:e)?ter (?:noch ?mal|wieder)|erst (?:im|in|nach|na(?:e)?chste\w*)/,
      /kommen sie (?:\w+ ){0,4}(?:auf (?:mich|uns) zu|wieder)/,
    ),
  ],
  [
    'de-kollege',
    'referral',
    words(
      /wenden sie sich|kolleg(?:e|in|en)|zusta(?:e)?ndig|weitergeleitet|leite (?:\w+ ){0,4}weiter/,
      /ansprechpartner(?:in)?|sprechen sie (?:bitte )?mit|in cc|in kopie/,
    ),
  ],
  [
    'de-interesse',
    'positive',
    words(
      inOrder(
        /habe|haben|ha(?:e)?tten?|bin|sind|wa(?:e)?ren?|besteht|grosses|sehr|ja|durchaus/,
        / (?:\w+ ){0,3}(?:interesse|interessiert)/,
      ),
      /^interesse\b|klingt (?:\w+ )?(?:gut|interessant|spannend|super)/,
      /gerne?,? (?:\w+ ){0,5}(?:termin|telefon\w*|demo|angebot|treffen|ja|sprechen|kennenlernen|call|uhr)/,
      /ja,? gerne/,
      inOrder(
        /(?:schicken|senden|schick|mailen) (?:sie )?(?:\w+ ){0,4}/,
        /angebot|preis\w*|infos?|informationen|unterlagen|termin\w*|vertrag|vorschla\w+|muster/,
      ),
      inOrder(
        /(?:angebot|termin|preis\w*|demo|unterlagen) (?:\w+ ){0,5}/,
        /schicken|senden|zukommen|vereinbaren|machen|ausmachen|anbieten|erhalten|bekommen|haben|unterbreiten/,
      ),
      /was kostet|wie ?viel kostet|wann (?:\w+ ){0,3}(?:zeit|termin|passt|telefonieren|sprechen)/,
      /was wu(?:e)?rde\w* (?:\w+ ){0,4}kosten|kosten(?: \w+){0,4}\?|preisliste/,
      /rufen sie (?:mich|uns) (?:\w+ ){0,5}(?:an|zuru\w+)|passt (?:mir|uns|gut|es|super)|^passt\b|lassen sie uns/,
      anyOf(
        /ko(?:e)?nnen wir (?:\w+ ){0,5}(?:telefonieren|sprechen|treffen|reden|testen|sehen|starten)/,
        /haben sie (?:\w+ ){0,4}zeit/,
      ),
      /unterstu(?:e)?tzt (?:ihr|ihre|das)|testzugang|probieren|auftragsverarbeitung\w*/,
    ),
  ],
];
