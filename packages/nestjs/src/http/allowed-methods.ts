import { type Express } from 'express';

/** As much as is needed here of what Express knows of a route. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/**
 * The methods that a path can be asked with, as `Allow` names them; none for a path that no route has. The router itself is
 * asked, so global prefixes and the routes of a host count as well.
 */
export function allowedMethods(express: Express, path: string): readonly string[] {
  const { stack } = express.router as unknown as { readonly stack: readonly Layer[] };
  const methods = stack.flatMap((layer) =>
    layer.route !== undefined && layer.match(path) ? Object.keys(layer.route.methods) : [],
  );
  if (methods.length === 0) return [];
  // Express answers HEAD by what it has for GET.
  const implied = methods.includes('get') ? ['head', 'options'] : ['options'];
  return [...new Set([...methods, ...implied])].map((method) => method.toUpperCase());
}
