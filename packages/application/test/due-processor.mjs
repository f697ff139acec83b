// Runs a processor of due times on a log until it is killed or its parent goes. Argument: the log file.
import { caseModule } from '@redress/application';
import { FoldedDueCases } from '@redress/application/testing';
import { SqliteEventStore } from '@redress/event-store-sqlite';

process.on('disconnect', () => process.exit());
// A listener keeps the process alive while the processor sleeps.
process.on('message', () => undefined);

const store = await SqliteEventStore.open({ file: process.argv[2] });
const due = new FoldedDueCases(store);
due.open();
caseModule({ store })
  .dueProcessor({ due, progress: due, onError: (error) => process.send(String(error.cause ?? error)) })
  .start();
