import { anyOf, type ForeignRow, inOrder, words } from './replyRule.ts';

/** The common replies in French. */
export const french: readonly ForeignRow[] = [
  [
    'fr-desabonner',
    'unsubscribe',
    words(
      /desabonn\w+|desinscri\w+|retire[rz]? (?:\w+-?)?(?:moi|mon|mes|notre)|retirez-moi/,
      /(?:ne |n')[^.;!?]{0,25}plus (?:de |d'|vos )(?:mails?|emails?|messages?|courriels?)/,
      /(?:ne )?plus (?:recevoir|m'ecrire|me contacter|m'envoyer|nous contacter|me solliciter)/,
      /supprime[rz]? (?:moi|mon|mes)|cessez de|arretez (?:de|vos)/,
    ),
  ],
  [
    'fr-pas-interesse',
    'refusal',
    words(
      /pas (?:du tout |vraiment |tres )?interesse\w*|(?:pas|aucun) (?:d')?(?:interet|besoin)|non,? merci/,
      /merci,? (?:mais )?non|^non\b|ne (?:nous |m')?interess\w+ pas|ne m'interesse/,
      /n'(?:avons|ai) (?:pas|aucun) (?:\w+ )?(?:d'|de )?(?:interet|besoin)|ne souhait\w+ pas/,
      anyOf(
        /pas (?:pour nous|donner suite)|autre (?:prestataire|fournisseur|solution)|ne (?:nous |me )?concerne pas/,
        /(?:pas|plus) (?:de )?suite/,
      ),
    ),
  ],
  [
    'fr-objection',
    'objection',
    words(
      /trop (?:cher|chere|petit\w*)|(?:pas|plus|aucun) (?:de |le |)budget/,
      /budget (?:\w+ ){0,3}(?:gele|epuise|boucle)/,
      /(?:utilisons|avons|travaillons|utilise|equipes?) (?:deja|\w+ deja)/,
      anyOf(
        /deja (?:un|une|equipes?|sous contrat|avec)|sous contrat|engages? (?:avec|jusqu)/,
        /contrat [^.;!?]{0,25}(?:jusqu|court)/,
      ),
    ),
  ],
  [
    'fr-plus-tard',
    'not_now',
    words(
      /pas (?:maintenant|pour (?:le moment|l'instant)|en ce moment|le bon moment|une priorite|prioritaire)/,
      /plus tard/,
      inOrder(
        /(?:recontact\w+|rappel\w+|revenez|relanc\w+|repren\w+)(?: \w+-?\w*){0,4}? /,
        /en|dans|apres|l'annee|le mois|au|a la|debut|fin|la semaine/,
      ),
      /pas le temps|pas avant/,
    ),
  ],
  [
    'fr-collegue',
    'referral',
    words(
      /(?:mon|ma|un|une) collegue|contacte[rz] (?!moi|nous)(?:mon|ma|notre|la|le|plutot|directement)/,
      /adresse[rz]-?\s?vous|(?:la bonne personne|l'interlocuteur|l'interlocutrice)/,
      /transmi\w+ (?:\w+ ){0,4}(?:a|au)|transfere|responsable (?:de|des|du)|en copie/,
    ),
  ],
  [
    'fr-interesse',
    'positive',
    words(
      /(?:suis|sommes|tres|serais|serions|nous|oui) (?:\w+ ){0,2}interesse\w*|(?:m'|nous )interesse\w*/,
      inOrder(
        inOrder(
          /envoye[rz]|transmett\w+|faire parvenir|adresse[rz]|recevoir|avoir|faire/,
          /(?:-moi|-nous| moi| nous)? (?:\w+ ){0,4}/,
        ),
        anyOf(
          /devis|tarifs?|prix|proposition|offre|disponibilites|documentation|creneaux?|contrat|demo|infos?/,
          /informations|grille/,
        ),
      ),
      /(?:me|nous) (?:rappeler|appeler|telephoner)/,
      inOrder(
        /aimerions|aimerais|voudrions|voudrais|souhait\w+/,
        / (?:\w+ )?(?:voir|essayer|tester|une?|avoir|recevoir|discuter)/,
      ),
      /combien (?:\w+ ){0,4}(?:coute|cout|pour)/,
      /quel(?:s|le)? (?:est|sont|serait) (?:\w+ ){0,3}(?:tarifs?|prix|cout)|rendez-vous|un rdv/,
      /disponible (?:\w+ ){0,4}(?:lundi|mardi|mercredi|jeudi|vendredi|demain|pour)|appele[rz]-(?:moi|nous)/,
      /(?:me|nous) (?:convient|conviennent|va|vont)|envoye[rz][ -](?:moi |nous )?(?:l'|une |un )invitation/,
      anyOf(
        /je veux bien|quand (?:etes-vous|seriez-vous) (?:libre|disponible)|(?:parlons|discutons)|avec plaisir/,
        /volontiers|ca m'interesse/,
      ),
      /oui,? (?:merci|volontiers|avec plaisir|bien sur)/,
    ),
  ],
];
