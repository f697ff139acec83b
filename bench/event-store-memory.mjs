// Reads a whole log and does nothing else. Prints { read: events, maxRss: bytes }. Argument: log file.
import { SqliteEventStore } from '@redress/event-store-sqlite';

const store = await SqliteEventStore.open({ file: process.argv[2] });
let read = 0;
for (let position = '', atEnd = false; !atEnd;) {
  const page = await store.readAll({ after: position });
  read += page.events.length;
  ({ position, atEnd } = page);
}
await store.close();
process.stdout.write(JSON.stringify({ read, maxRss: process.resourceUsage().maxRSS * 1024 }));
