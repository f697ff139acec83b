import { DEFAULT_LOAD, type Most } from '../../src';
import { receivedCase } from './cases';
import { RedressApp } from './redress-app';
import { SwitchableStore } from './switchable-store';

/** What is answered while a request of the key `agent` is under way, where only so many may be. */
export async function whileOneWaits<Answer>(
  requests: Most,
  ask: (app: RedressApp) => Promise<Answer>,
): Promise<Answer> {
  const store = new SwitchableStore();
  const app = await RedressApp.start({ store, load: { ...DEFAULT_LOAD, requests } });
  const here = await receivedCase(app);
  const { promise, resolve: goOn } = Promise.withResolvers<void>();
  const readStream = store.readStream.bind(store);
  const isReading = new Promise<void>((resolve) => {
    store.readStream = (...args) => {
      resolve();
      return promise.then(() => readStream(...args));
    };
  });
  const first = here.read();
  await isReading;
  const answer = await ask(app);
  goOn();
  expect((await first).status).toBe(200);
  await app.stop();
  return answer;
}
