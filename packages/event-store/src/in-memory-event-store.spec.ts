import { eventStoreContract } from './contract';
import { InMemoryEventStore } from './in-memory-event-store';

eventStoreContract({
  name: 'InMemoryEventStore',
  open: () => Promise.resolve(new InMemoryEventStore()),
  startsEmpty: true,
  readsStreams: true,
});
