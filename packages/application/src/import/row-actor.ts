import { type Actor } from '@redress/domain';
import { textOf } from './commands';
import { type Mapping } from './mapping/mapping';
import { type RowView } from './row-view';

/** The import's own actor: it speaks for whom the source names, and by itself where the source names nobody. */
export function importActor({ name }: Mapping): Actor {
  return { id: `import:${name}`, kind: 'import', role: 'import', name: `Import ${name}` };
}

/** Who did what the row says. What a source tells of a person is still told by the import, so the kind is never `person`. */
export function rowActor(view: Omit<RowView, 'actor'>): Actor {
  const { mapping } = view;
  const importer = importActor(mapping);
  if (mapping.actor === null) return importer;
  const asImporter: RowView = { ...view, actor: importer };
  const id = textOf(mapping.actor.id, asImporter);
  if (id === null) return importer;
  const name = mapping.actor.name === null ? null : textOf(mapping.actor.name, asImporter);
  const isSystem = mapping.systemActors.some((system) => system === id || system === name);
  const kind = isSystem ? 'system' : 'import';
  return { id, kind, role: kind, ...(name === null ? {} : { name }), via: importer.id };
}
