import { anyOf, inOrder, type PhraseRow, words } from './replyRule.ts';

/** What people leave behind when they are away. */
export const absences: readonly PhraseRow[] = [
  [
    'out-of-office',
    anyOf(
      inOrder(
        /\b(?:i am|i will be|we are|currently|is|be|am) (?:\w+ ){0,3}/,
        /out of (?:the )?office|away from (?:the |my )?(?:office|desk|email)|ooo/,
        /\b/,
      ),
      /^(?:i am |currently )?(?:out of (?:the )?office|ooo)\b/,
      /\bout of office (?:until|from|reply|message|till|and)\b/,
    ),
  ],
  [
    'on-leave',
    anyOf(
      inOrder(
        /\b(?:am|will be|be|currently|is|are) (?:\w+ ){0,3}(?:on|taking) (?:\w+ )?/,
        anyOf(
          /annual|maternity|paternity|parental|sick|medical|bereavement|extended|vacation|holiday|holidays|leave/,
          /pto|sabbatical|honeymoon|business trip/,
        ),
        /\b/,
      ),
      /\bon (?:maternity|paternity|parental|sick|annual|medical) leave\b/,
      /^on (?:vacation|holiday|holidays|leave|pto) (?:until|till|from|through|this)\b/,
    ),
  ],
  [
    'limited-access',
    anyOf(
      inOrder(
        /\b/,
        /limited|no|intermittent|sporadic|little|restricted|infrequent/,
        / (?:\w+ )?access to (?:my |the )?(?:email|e-mail|emails|mail|inbox|internet)\b/,
      ),
      /\b(?:will|shall) (?:reply|respond|get back|answer) (?:\w+ ){0,5}(?:upon|on|after|when) (?:i |my )?(?:return|am back)\b/,
      inOrder(
        /\b(?:am|will be) (?:\w+ )?(?:traveling|travelling|away|out) (?:\w+ ){0,4}/,
        /until|with|returning|and will|through|from/,
        /\b/,
      ),
    ),
  ],
  [
    'office-closed',
    anyOf(
      /\b(?:office|offices|we|company) (?:is|are|will be) closed (?:for|between|until|over|from|on|this)\b/,
      /^(?:i am )?out (?:this week|today|all week|of town|until|till|for the (?:day|week))\b/,
      /\bon jury duty\b|\bexpect (?:a |some )?(?:delay\w*|slow\w*)\b/,
      /\b(?:response|reply|replies|responses) (?:may|will|might) be (?:\w+ )?(?:delayed|slow\w*)\b/,
      /\b(?:will|may|might) be slow (?:to (?:respond|reply|answer)|in (?:responding|replying))\b/,
    ),
  ],
  [
    'de-abwesend',
    words(
      /abwesend|abwesenheit\w*|nicht (?:im|in meinem) (?:hause?|bue?ro)|im urlaub|in elternzeit|ausser haus/,
      /nicht erreichbar|wieder (?:im bue?ro|erreichbar|da|zurue?ck)/,
    ),
  ],
  [
    'fr-absent',
    words(
      /absente? (?:du bureau|jusqu|actuellement|et|pour|du)|(?:suis|serai) (?:actuellement |\w+ )?absente?/,
      /en (?:conges?|vacances|deplacement)|conge (?:maternite|parental)|reponse automatique d'absence/,
      /hors du bureau/,
    ),
  ],
  [
    'es-ausente',
    words(
      /fuera de la oficina|(?:estoy|estare|encuentro) (?:\w+ )?(?:ausente|de vacaciones|fuera)|de vacaciones/,
      /baja (?:maternal|paternal|medica)/,
    ),
  ],
];
