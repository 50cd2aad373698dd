import type { ReplyIntent, ReplyRule } from './replyRule.ts';

type Row = readonly [id: string, intent: ReplyIntent, pattern: RegExp];

const german: readonly Row[] = [
  [
    'de-abmelden',
    'unsubscribe',
    /\b(?:abmelden|abbestellen|austragen|abgemeldet|aus (?:dem|ihrem|eurem|der|ihrer) (?:verteiler|liste|mailing\w*|newsletter)|(?:loe?schen|entfernen) sie (?:bitte )?(?:mich|meine|unsere)|keine? (?:weiteren |weitere |mehr )?(?:e?mails?|nachrichten|werbung|newsletter)|nicht mehr (?:an)?schreiben|nicht mehr kontaktieren)\b/,
  ],
  [
    'de-kein-interesse',
    'refusal',
    /\b(?:kein(?:en|erlei|e)? (?:\w+ )?(?:interesse|bedarf|verwendung)|nicht (?:\w+ )?(?:interessiert|interessant)|(?:bitte|moe?chten?|wollen|brauchen?|beno?e?tigen) (?:wir |ich )?keine?n?|nein,? danke|danke,? (?:aber )?nein|^nein\b|(?:passt|brauchen|beno(?:e)?tigen|wollen|mo(?:e)?chten)(?: \w+){0,4} nicht|von weiteren|in ruhe|bitte nicht (?:mehr )?(?:\w+)?|sehen (?:\w+ )?von \w+ ab|interesse (?:\w+ ){0,3}(?:nicht|keines)|anderweitig entschieden|anderen anbieter)\b/,
  ],
  [
    'de-einwand',
    'objection',
    /\b(?:zu teuer|kein(?:e[nr]?)? (?:\w+ )?budget|budget (?:\w+ ){0,3}(?:nicht|ausgescho(?:e)?pft|aufgebraucht)|(?:nutzen|verwenden|arbeiten|setzen|haben) (?:\w+ )?(?:bereits|schon)|bereits (?:einen|eine|ein|mit|im einsatz)|vertrag (?:\w+ ){0,4}(?:bis|gebunden)|zu klein|datenschutz\w* (?:bedenken|problem\w*)|bedenken)\b/,
  ],
  [
    'de-jetzt-nicht',
    'not_now',
    /\b(?:(?:derzeit|momentan|aktuell|zurzeit|im moment|gerade|jetzt) (?:\w+ )?(?:nicht|kein\w*|keine zeit)|nicht (?:jetzt|der richtige zeitpunkt)|keine zeit)\b/,
  ],
  [
    'de-spaeter',
    'not_now',
    /\b(?:melden sie sich (?:bitte )?(?:\w+ )?(?:im|in|nach|ab|na(?:e)?chste\w*|spa(?:e)?ter|wieder|noch ?mal|erneut|anfang|ende|mitte)|spa(?:e)?ter (?:noch ?mal|wieder)|erst (?:im|in|nach|na(?:e)?chste\w*)|kommen sie (?:\w+ ){0,4}(?:auf (?:mich|uns) zu|wieder))\b/,
  ],
  [
    'de-kollege',
    'referral',
    /\b(?:wenden sie sich|kolleg(?:e|in|en)|zusta(?:e)?ndig|weitergeleitet|leite (?:\w+ ){0,4}weiter|ansprechpartner(?:in)?|sprechen sie (?:bitte )?mit|in cc|in kopie)\b/,
  ],
  [
    'de-interesse',
    'positive',
    /\b(?:(?:habe|haben|ha(?:e)?tten?|bin|sind|wa(?:e)?ren?|besteht|grosses|sehr|ja|durchaus) (?:\w+ ){0,3}(?:interesse|interessiert)|^interesse\b|klingt (?:\w+ )?(?:gut|interessant|spannend|super)|gerne?,? (?:\w+ ){0,5}(?:termin|telefon\w*|demo|angebot|treffen|ja|sprechen|kennenlernen|call|uhr)|ja,? gerne|(?:schicken|senden|schick|mailen) (?:sie )?(?:\w+ ){0,4}(?:angebot|preis\w*|infos?|informationen|unterlagen|termin\w*|vertrag|vorschla\w+|muster)|(?:angebot|termin|preis\w*|demo|unterlagen) (?:\w+ ){0,5}(?:schicken|senden|zukommen|vereinbaren|machen|ausmachen|anbieten|erhalten|bekommen|haben|unterbreiten)|was kostet|wie ?viel kostet|wann (?:\w+ ){0,3}(?:zeit|termin|passt|telefonieren|sprechen)|was wu(?:e)?rde\w* (?:\w+ ){0,4}kosten|kosten(?: \w+){0,4}\?|preisliste|rufen sie (?:mich|uns) (?:\w+ )?(?:an|zuru\w+|\w+ an)|passt (?:mir|uns|gut|es|super)|lassen sie uns|ko(?:e)?nnen wir (?:\w+ ){0,5}(?:telefonieren|sprechen|treffen|reden)|haben sie (?:\w+ ){0,4}zeit|unterstu(?:e)?tzt (?:ihr|ihre|das)|testzugang|probieren|auftragsverarbeitung\w*)\b/,
  ],
];

const french: readonly Row[] = [
  [
    'fr-desabonner',
    'unsubscribe',
    /\b(?:desabonn\w+|desinscri\w+|retire[rz]? (?:\w+-?)?(?:moi|mon|mes|notre)|retirez-moi|(?:ne )?plus (?:recevoir|m'ecrire|me contacter|m'envoyer|nous contacter|me solliciter)|supprime[rz]? (?:moi|mon|mes)|cessez de|arretez (?:de|vos))\b/,
  ],
  [
    'fr-pas-interesse',
    'refusal',
    /\b(?:pas (?:du tout |vraiment |tres )?interesse\w*|(?:pas|aucun) (?:d')?(?:interet|besoin)|non,? merci|merci,? (?:mais )?non|^non\b|ne (?:nous |m')?interess\w+ pas|ne m'interesse|n'(?:avons|ai) (?:pas|aucun) (?:\w+ )?(?:d'|de )?(?:interet|besoin)|ne souhait\w+ pas|pas (?:pour nous|donner suite)|autre (?:prestataire|fournisseur|solution))\b/,
  ],
  [
    'fr-objection',
    'objection',
    /\b(?:trop (?:cher|chere|petit\w*)|(?:pas|plus|aucun) (?:de |le |)budget|budget (?:\w+ ){0,3}(?:gele|epuise|boucle)|(?:utilisons|avons|travaillons|utilise|equipes?) (?:deja|\w+ deja)|deja (?:un|une|equipes?|sous contrat|avec)|sous contrat|engages? (?:avec|jusqu))\b/,
  ],
  [
    'fr-plus-tard',
    'not_now',
    /\b(?:pas (?:maintenant|pour (?:le moment|l'instant)|en ce moment|le bon moment|une priorite|prioritaire)|plus tard|(?:recontact\w+|rappel\w+|revenez|relanc\w+|repren\w+)(?: \w+-?\w*){0,4}? (?:en|dans|apres|l'annee|le mois|au|a la|debut|fin|la semaine)|pas le temps)\b/,
  ],
  [
    'fr-collegue',
    'referral',
    /\b(?:(?:mon|ma|un|une) collegue|contacte[rz] (?!moi|nous)(?:mon|ma|notre|la|le|plutot|directement)|adresse[rz]-?\s?vous|(?:la bonne personne|l'interlocuteur|l'interlocutrice)|transmi\w+ (?:\w+ ){0,4}(?:a|au)|transfere|responsable (?:de|des|du)|en copie)\b/,
  ],
  [
    'fr-interesse',
    'positive',
    /\b(?:(?:suis|sommes|tres|serais|serions|nous|oui) (?:\w+ ){0,2}interesse\w*|(?:m'|nous )interesse\w*|(?:envoye[rz]|transmett\w+|faire parvenir|adresse[rz]|recevoir|avoir|faire)(?:-moi|-nous| moi| nous)? (?:\w+ ){0,4}(?:devis|tarifs?|prix|proposition|offre|disponibilites|documentation|creneaux?|contrat|demo|infos?|informations|grille)|(?:me|nous) (?:rappeler|appeler|telephoner)|(?:aimerions|aimerais|voudrions|voudrais|souhait\w+) (?:\w+ )?(?:voir|essayer|tester|une?|avoir|recevoir|discuter)|combien (?:\w+ ){0,4}(?:coute|cout|pour)|quel(?:s|le)? (?:est|sont|serait) (?:\w+ ){0,3}(?:tarifs?|prix|cout)|rendez-vous|un rdv|disponible (?:\w+ ){0,4}(?:lundi|mardi|mercredi|jeudi|vendredi|demain|pour)|appele[rz]-(?:moi|nous)|(?:parlons|discutons)|avec plaisir|volontiers|ca m'interesse|oui,? (?:merci|volontiers|avec plaisir|bien sur))\b/,
  ],
];

const spanish: readonly Row[] = [
  [
    'es-baja',
    'unsubscribe',
    /\b(?:d(?:ar|e|en|eme|enme)(?:me|nos)? de baja|darme de baja|de baja|cancelar (?:la |mi )?suscripcion|elimin\w+ (?:mi|mis|nuestro)|borr\w+ (?:mi|mis)|no (?:quiero|deseo|queremos|deseamos) recibir|no me (?:escrib\w+|contact\w+|envi\w+|mand\w+) mas|deje(?:n)? de)\b/,
  ],
  [
    'es-no-interesa',
    'refusal',
    /\b(?:no (?:\w+ )?(?:estamos|estoy|esta) (?:\w+ )?interesad\w+|no (?:me|nos) interesa|no,? gracias|no (?:quiero|queremos)|gracias,? (?:pero )?no|sin interes|ningun interes|no (?:tenemos|tengo|hay) (?:\w+ )?(?:interes|necesidad)|no (?:lo )?necesit\w+|no es para nosotros|otro proveedor|no (?:me|nos) contact\w+|no (?:llame|escriba|insista)\w*)\b/,
  ],
  [
    'es-objecion',
    'objection',
    /\b(?:(?:muy|demasiado) caro|es caro|(?:sin|no (?:tenemos|hay|tengo)) (?:\w+ )?presupuesto|presupuesto (?:\w+ )?(?:congelado|cerrado|agotado)|ya (?:usamos|utilizamos|tenemos|trabajamos|contamos)|contrato (?:\w+ ){0,4}hasta|somos (?:muy|demasiado) peque\w+)\b/,
  ],
  [
    'es-mas-tarde',
    'not_now',
    /\b(?:(?:ahora|por ahora|por el momento|de momento|en este momento),? (?:\w+ )?no|no (?:es )?(?:ahora|por ahora|por el momento|de momento|el (?:mejor )?momento|es prioridad)|mas (?:tarde|adelante)|(?:contact\w+|escrib\w+|llam\w+|habl\w+|vuelv\w+|retom\w+)(?: \w+){0,4}? (?:en (?:\w+ )?(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|\w+ meses)|el (?:proximo|ano)|dentro de|despues de))\b/,
  ],
  [
    'es-colega',
    'referral',
    /\b(?:(?:mi|un|una|nuestro|nuestra) (?:colega|companer[oa]|jef[ea]|director\w*|responsable)|la persona (?:adecuada|indicada|correcta|responsable)|(?:habl\w+|contact\w+|escrib\w+) (?:con|a) (?!(?:mi|nosotros)\b[.!]?$)(?:mi|el|la|nuestr[oa])|reenvi\w+|en copia|encargad[oa])\b/,
  ],
  [
    'es-interesa',
    'positive',
    /\b(?:(?:estamos|estoy|si|muy|estaria\w*) (?:\w+ )?interesad\w+|(?:me|nos) interesa\w*|(?:envi\w+|mand\w+|pas\w+)(?: \w+){0,4}? (?:presupuesto|precios?|cotizacion|propuesta|tarifas?|informacion|contrato|oferta|invitacion)|cuanto (?:\w+ ){0,3}(?:cuesta|costaria|vale|sale)|(?:cual|cuales) (?:es|son|seria) (?:\w+ ){0,3}(?:precios?|costo|coste|tarifas?)|(?:agend\w+|program\w+|coordin\w+|reserv\w+|hagamos|tener|concert\w+)(?: \w+){0,3} (?:llamada|reunion|demo|cita|demostracion)|llameme|llamame|hablemos|suena (?:bien|interesante|genial)|me (?:viene|va) bien|si,? (?:por favor|claro|gracias|me gustaria)|me gustaria (?:\w+ )?(?:ver|saber|conocer|probar|una|agendar|recibir)|podemos hablar|disponibilidad (?:\w+ ){0,4}(?:demo|reunion|llamada)|claro que si|quiero (?:contratar|comprar|una demo|ver|probar))\b/,
  ],
];

const confidences: Partial<Record<ReplyIntent, number>> = { unsubscribe: 0.9, refusal: 0.85, positive: 0.75 };

function ruleOf([id, intent, pattern]: Row): ReplyRule {
  const yieldsTo = id === 'de-kein-interesse' ? { yieldsTo: ['de-spaeter'] } : {};
  return {
    id,
    intent,
    pattern,
    confidence: confidences[intent] ?? 0.75,
    undoneByNot: intent === 'positive',
    ...yieldsTo,
  };
}

/** The common replies in German, French and Spanish. */
export const rulesAbroad: readonly ReplyRule[] = [...german, ...french, ...spanish].map(ruleOf);
