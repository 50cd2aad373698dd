/** Words of the calendar in English, German, French and Spanish, in plain spelling (no accents), as the tables of dates use them. */
const MONTHS: readonly string[] = [
  'january|jan|januar|jae?nner|janvier|enero',
  'february|feb|februar|fevrier|febrero',
  'march|mar|mae?rz|mars|marzo',
  'april|apr|avril|abril',
  'may|mai|mayo',
  'june|jun|juni|juin|junio',
  'july|jul|juli|juillet|julio',
  'august|aug|aout|agosto',
  'september|sept|sep|septembre|septiembre',
  'october|oct|oktober|okt|octobre|octubre',
  'november|nov|novembre|noviembre',
  'december|dec|dezember|dez|decembre|diciembre',
];

/** From Sunday, as `getUTCDay` counts. Short forms that are also words ("mon", "sat", "sun", "mar") are left out. */
const WEEKDAYS: readonly string[] = [
  'sunday|sonntag|dimanche|domingo',
  'monday|montag|lundi|lunes',
  'tuesday|tues|tue|dienstag|mardi|martes',
  'wednesday|wed|mittwoch|mercredi|miercoles',
  'thursday|thurs|thur|thu|donnerstag|jeudi|jueves',
  'friday|fri|freitag|vendredi|viernes',
  'saturday|samstag|samedi|sabado',
];

const NUMBERS: readonly string[] = [
  '0',
  'an?|one|einem|einer|eine|un|une|una',
  'two|zwei|deux|dos|a couple of|couple of',
  'three|drei|trois|tres|a few|few|several|ein paar|quelques',
  'four|vier|quatre|cuatro',
  'five|fue?nf|cinq|cinco',
  'six|sechs|seis',
  'seven|sieben|sept|siete',
  'eight|acht|huit|ocho',
  'nine|neun|neuf|nueve',
  'ten|zehn|dix|diez',
  'eleven|elf|onze|once',
  'twelve|zwoe?lf|douze|doce',
];

export const MONTH = `(?:${MONTHS.join('|')})`;
export const WEEKDAY = `(?:${WEEKDAYS.join('|')})`;
export const NUMBER = `(?:\\d{1,3}|${NUMBERS.slice(1).join('|')})`;

/** 0 to 11 for a name of MONTH; -1 for other words. */
export function monthOf(word: string): number {
  return placeOf(word, MONTHS);
}

/** 0 (Sunday) to 6 for a name of WEEKDAY; -1 for other words. */
export function weekdayOf(word: string): number {
  return placeOf(word, WEEKDAYS);
}

/** The value of digits or of a word of NUMBER; -1 for other words. */
export function numberOf(word: string): number {
  return /^\d+$/.test(word) ? Number(word) : placeOf(word, NUMBERS);
}

function placeOf(word: string, names: readonly string[]): number {
  return names.findIndex((forms) => new RegExp(`^(?:${forms})$`).test(word));
}
