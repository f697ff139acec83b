import { eventStoreContract } from '@redress/event-store/contract';
import { onRealServer, onTestServer, REAL_SERVER, WHY_SKIPPED } from '../test/store-under-test';

eventStoreContract(onTestServer());

if (REAL_SERVER === undefined) it.skip(`keeps the contract on a real server (${WHY_SKIPPED})`, () => undefined);
else eventStoreContract(onRealServer(REAL_SERVER));
