import { transformSync } from 'esbuild';

/** Jest strips types by itself, but not JSX: this does, by the compiler that HubSpot's own build uses. */
export default {
  process: (source, path) =>
    transformSync(source, { loader: 'tsx', jsx: 'automatic', format: 'esm', sourcemap: 'inline', sourcefile: path }),
};
