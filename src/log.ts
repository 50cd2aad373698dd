import pino from 'pino';

/** One structured line per job: `log.info({ step, lead, outcome, ms }, 'scored')`. The message is constant, what varies is beside it. */
export type Log = pino.Logger;

const secrets = ['token', 'password', 'secret', 'clientSecret', 'authorization', 'cookie', 'apiKey'];
const personal = ['email', 'phone', 'firstName', 'lastName', 'body'];
const hidden = [...secrets, ...personal].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * A log that writes whole lines, to standard output unless `write` is given: JSON, or with `pretty` for a person.
 * Fields named like secrets or personal data are hidden three levels deep; what looks like a token, a password in an
 * address or an e-mail is hidden wherever it stands, messages and stacks too.
 */
export function makeLog(options: { level: string; pretty: boolean; write?: (line: string) => void }): Log {
  const write = options.write ?? ((line) => process.stdout.write(line));
  const render = options.pretty ? (line: string) => readable(line) : (line: string) => line;
  return pino(
    {
      level: options.level,
      base: options.pretty ? null : { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: hidden, censor: '<hidden>' },
    },
    { write: (line: string) => write(render(withoutSecrets(line))) },
  );
}

const lookLikeSecrets: [RegExp, string][] = [
  [/(:\/\/[^\s:/@"]*:)[^\s@"]+@/g, '$1<secret>@'],
  [/\b(pat-\w+-|xox[a-z]-|xapp-)[\w-]+/g, '$1<secret>'],
  [/\b(Bearer|Basic) [\w.~+/=-]{8,}/g, '$1 <secret>'],
  [/[\w.+%-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}/gi, '<e-mail>'],
];

function withoutSecrets(line: string): string {
  return lookLikeSecrets.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);
}

type Line = { level: string; time: string; msg?: string; err?: { message?: string; stack?: string } } & Record<
  string,
  unknown
>;

/** `09:12:03 warn  message  field=value`, the local time; an error's stack follows on lines of its own from level error up. */
function readable(json: string): string {
  const { level, time, msg, err, ...fields } = JSON.parse(json) as Line;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const mark = level === 'info' ? '' : `${level.padEnd(5)} `;
  const parts = [msg, ...Object.entries(fields).map(([name, value]) => `${name}=${plain(value)}`), err?.message];
  const stack = level === 'error' || level === 'fatal' ? `\n${err?.stack ?? ''}`.trimEnd() : '';
  return `${clock} ${mark}${parts.filter((part) => part !== undefined && part !== '').join('  ')}${stack}\n`;
}

function plain(value: unknown): string {
  return typeof value === 'string' && !/\s/.test(value) ? value : JSON.stringify(value);
}
