import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformSync } from '@lwc/compiler';
import { build, type Loader, type Plugin } from 'esbuild';
import { NOW, people } from './people.js';

const here = import.meta.dirname;
const components = join(here, '../../main/default/lwc');
const { resolve } = createRequire(createRequire(import.meta.url).resolve('@salesforce/sfdx-lwc-jest/package.json'));

/** What Salesforce itself gives to a component. */
const given: Record<string, string> = {
  lwc: resolve('@lwc/engine-dom'),
  '@lwc/synthetic-shadow': resolve('@lwc/synthetic-shadow'),
  'lightning/uiRecordApi': join(here, 'wires.js'),
  'lightning/uiRelatedListApi': join(here, 'wires.js'),
};
const reader: Record<string, string> = { locale: 'en-GB', timeZone: 'Europe/Berlin' };

/** Compiles components as Salesforce does, and resolves what it would give them. */
const salesforce: Plugin = {
  name: 'salesforce',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@salesforce\/i18n\// }, ({ path }) => ({ path, namespace: 'i18n' }));
    onLoad({ filter: /.*/, namespace: 'i18n' }, ({ path }) => ({
      contents: `export default ${JSON.stringify(reader[path.split('/').at(-1) ?? ''])}`,
    }));
    onResolve({ filter: /^(lwc$|@lwc\/synthetic-shadow$|c\/|lightning\/)/ }, ({ path }) => ({
      path: given[path] ?? moduleAt(path),
    }));
    onResolve({ filter: /\.(html|css)(\?.*)?$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.split('?')[0] ?? ''),
      suffix: path.includes('?') ? '?scoped=true' : '',
    }));
    onLoad({ filter: /\/(lwc|lightning)\/.*\.(js|html|css)$/ }, async ({ path, suffix }) => {
      const source = await readFile(path, 'utf8').catch(() => undefined);
      if (source === undefined || suffix !== '') return { contents: 'export default undefined' };
      const [namespace, name] = path.includes('/lightning/') ? ['lightning', folderOf(path)] : ['c', folderOf(path)];
      const { code } = transformSync(source, path, { namespace, name, scopedStyles: false } as never);
      return { contents: code, loader: 'js' as Loader };
    });
  },
};

function moduleAt(path: string): string {
  const [namespace, name = ''] = path.split('/');
  const folder = namespace === 'c' ? components : join(here, 'lightning');
  return join(folder, name, `${name}.js`);
}

function folderOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}

/** A page that shows the panel of some made-up people, with a stand-in for what Salesforce has around it. */
export async function renderPanels(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'page.js')],
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [salesforce],
    logLevel: 'error',
  });
  const style = await readFile(join(here, 'style.css'), 'utf8');
  const told = `Date.now = () => ${String(Date.parse(NOW))}; globalThis.people = ${JSON.stringify(people)};`;
  const script = (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script');
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><body><script>${told}</script><script>${script}</script>`;
}
