// Read models for a thread that some streams end: `case-deadly-exit` at once, `case-deadly-memory` by taking all the memory it may have.
export const projections = [
  {
    name: 'counting',
    version: 1,
    filter: { streamPrefixes: ['case-'] },
    wholeStreams: ['case-'],
    createTables: () => undefined,
    apply: (tables, events) => {
      const insert = tables.prepare('INSERT INTO {seen} (position, stream) VALUES (?, ?)');
      for (const { position, stream } of events) {
        if (stream === 'case-deadly-exit') process.exit(1);
        if (stream === 'case-deadly-memory') for (const all = []; ;) all.push(new Array(1e6).fill(all.length));
        insert.run(position, stream);
      }
    },
    remove: (tables, stream) => tables.prepare('DELETE FROM {seen} WHERE stream = ?').run(stream),
  },
];
export const questions = [];
