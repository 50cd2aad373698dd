import { anyOf, type ForeignRow, inOrder, words } from './replyRule.ts';

/** The common replies in Spanish. */
export const spanish: readonly ForeignRow[] = [
  [
    'es-baja',
    'unsubscribe',
    words(
      /d(?:ar|e|en|eme|enme)(?:me|nos)? de baja|darme de baja|de baja|cancelar (?:la |mi )?suscripcion/,
      anyOf(
        /elimin\w+ (?:mi|mis|nuestro)|borr\w+ (?:mi|mis)|(?:borr|quit|elimin|sac)[ae](?:me|nos)/,
        /no (?:quiero|deseo|queremos|deseamos) recibir/,
      ),
      /no me (?:escrib\w+|contact\w+|envi\w+|mand\w+) mas|deje(?:n)? de/,
    ),
  ],
  [
    'es-no-interesa',
    'refusal',
    words(
      /no (?:\w+ )?(?:estamos|estoy|esta) (?:\w+ )?interesad\w+|no (?:me|nos) interesa|no,? gracias/,
      /no (?:quiero|queremos)|gracias,? (?:pero )?no|sin interes|ningun interes/,
      /no (?:tenemos|tengo|hay) (?:\w+ )?(?:interes|necesidad)|no (?:lo )?necesit\w+|no es para nosotros/,
      anyOf(
        /(?:elegido|optado|decidido|escogido|ido) (?:\w+ ){0,2}otro proveedor|decidido no/,
        /no seguir(?:emos)? adelante|no (?:me|nos) contact\w+|no (?:llame|escriba|insista)\w*/,
      ),
    ),
  ],
  [
    'es-objecion',
    'objection',
    words(
      /(?:muy|demasiado) caro|es caro|(?:sin|no (?:tenemos|hay|tengo)) (?:\w+ )?presupuesto/,
      anyOf(
        /presupuesto (?:\w+ )?(?:congelado|cerrado|agotado)|ya (?:usamos|utilizamos|tenemos|trabajamos|contamos)/,
        /tenemos ya|(?:contentos|satisfechos) con/,
      ),
      /contrato (?:\w+ ){0,4}hasta|somos (?:muy|demasiado) peque\w+/,
    ),
  ],
  [
    'es-mas-tarde',
    'not_now',
    words(
      /(?:ahora|por ahora|por el momento|de momento|en este momento),? (?:\w+ )?no/,
      /no (?:es )?(?:ahora|por ahora|por el momento|de momento|el (?:mejor )?momento|es prioridad)/,
      /mas (?:tarde|adelante)|no antes de|hasta (?:el ano|el mes|despues)/,
      /(?:quizas?|tal vez|a lo mejor|puede que) [^.;!?]{0,20}(?:ano|mes|trimestre|semana)/,
      inOrder(
        /(?:contact\w+|escrib\w+|llam\w+|habl\w+|vuelv\w+|retom\w+)(?: \w+){0,4}? /,
        anyOf(
          inOrder(
            /en (?:\w+ )?/,
            /enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|\w+ meses/,
          ),
          /el (?:proximo|ano)|dentro de|despues de/,
        ),
      ),
    ),
  ],
  [
    'es-colega',
    'referral',
    words(
      /(?:mi|un|una|nuestro|nuestra) (?:colega|companer[oa]|jef[ea]|director\w*|responsable)/,
      /la persona (?:adecuada|indicada|correcta|responsable)/,
      /(?:habl\w+|contact\w+|escrib\w+) (?:con|a) (?!(?:mi|nosotros)\b[.!]?$)(?:mi|el|la|nuestr[oa])|reenvi\w+/,
      /en copia|encargad[oa]/,
    ),
  ],
  [
    'es-interesa',
    'positive',
    words(
      /(?:estamos|estoy|si|muy|estaria\w*) (?:\w+ )?interesad\w+|(?:me|nos) interesa\w*/,
      inOrder(
        /(?:envi\w+|mand\w+|pas\w+)(?: \w+){0,4}? /,
        /presupuesto|precios?|cotizacion|propuesta|tarifas?|informacion|contrato|oferta|invitacion/,
      ),
      /cuanto (?:\w+ ){0,3}(?:cuesta|costaria|vale|sale)/,
      /(?:cual|cuales) (?:es|son|seria) (?:\w+ ){0,3}(?:precios?|costo|coste|tarifas?)/,
      inOrder(
        /agend\w+|program\w+|coordin\w+|reserv\w+|hagamos|tener|concert\w+/,
        /(?: \w+){0,3} (?:llamada|reunion|demo|cita|demostracion)/,
      ),
      /llameme|llamame|hablemos|suena (?:bien|interesante|genial)|me (?:viene|va) bien/,
      /si,? (?:por favor|claro|gracias|me gustaria)/,
      anyOf(
        /(?:podria|podrian|puede|pueden) (?:llamarme|llamarnos|enviarme|enviarnos|mandarme)/,
        /(?:me|nos) gustaria (?:\w+ )?(?:ver|saber|conocer|probar|una|agendar|recibir)|podemos hablar/,
      ),
      /disponibilidad (?:\w+ ){0,4}(?:demo|reunion|llamada)|claro que si/,
      /quiero (?:contratar|comprar|una demo|ver|probar)/,
    ),
  ],
];
