import { build, type Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const places = ['crm.record.tab', 'crm.record.sidebar', 'settings', 'pages'] as const;

/** What is done in a page before its picture is taken, as a person would: pressing what says so, or writing into a field. */
export type Step = { press: string; nth?: number } | { write: string; into: string };

/** What is to be looked at, and in which surroundings. */
export type Looking = {
  /** The file that calls `hubspot.extend`. */
  entry: string;
  extensionPoint: (typeof places)[number];
  /** What HubSpot would say of the reader and the record. */
  context: Record<string, unknown>;
  /** Canned answers of our server by "GET /path?query", or without the query; a missing one is answered 404. */
  answers?: Record<string, unknown>;
  /** Where questions without a canned answer go. */
  origin?: string;
  /** The address inside the app's pages. */
  page?: string;
  /** Done once the page is drawn. */
  steps?: Step[];
  /** In pixels: what lies lower is cut off, for a picture. */
  tallest?: number;
};

/**
 * One page with everything in it, that shows `entry` with components of our own in the place of HubSpot's. It fails with the
 * name of whatever the entry takes from HubSpot that has no stand-in.
 */
export async function renderPage(looking: Looking): Promise<string> {
  const [script, style] = await Promise.all([scriptOf(looking.entry), readFile(join(here, 'style.css'), 'utf8')]);
  const { entry: _entry, extensionPoint, tallest, page = '/', steps = [], ...rest } = looking;
  const cut = tallest === undefined ? '' : ` style="max-height:${tallest}px;overflow:hidden"`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${extensionPoint}</title>
<style>${style}</style>
<body class="${extensionPoint.replaceAll('.', '-')}">
<main id="root"${cut}></main>
<p class="foot">Drawn by a stand-in, not HubSpot's own rendering.</p>
<script>globalThis.standin = ${inScript(JSON.stringify({ ...rest, page, steps }))}</script>
<script>${inScript(script)}</script>
</body>
</html>
`;
}

/** Nothing inside may end the script early. */
function inScript(text: string): string {
  return text.replaceAll('</', String.raw`<\/`);
}

async function scriptOf(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    plugins: [standingIn],
  });
  return outputFiles[0]?.text ?? '';
}

/** Our own components for HubSpot's, except where the stand-in itself asks for the real ones. */
const standingIn: Plugin = {
  name: 'stand-in',
  setup(made) {
    made.onResolve({ filter: /^@hubspot\/ui-extensions($|\/)/ }, ({ path, importer }) => {
      if (importer.startsWith(here)) return undefined;
      if (path === '@hubspot/ui-extensions') return { path: join(here, 'ui-extensions.ts') };
      if (path === '@hubspot/ui-extensions/pages') return { path: join(here, 'pages.tsx') };
      return { errors: [{ text: `${path} has no stand-in` }] };
    });
  },
};
