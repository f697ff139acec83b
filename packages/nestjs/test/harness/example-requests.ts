import { type CallerCommand } from '@redress/domain';
import { exampleStories, type ExampleCase } from '../../src/openapi/example-cases';
import {
  EXAMPLE_CASE_ID,
  EXAMPLE_OTHER_CASE_ID,
  EXAMPLE_RECEIPT_EVENT_ID,
  EXAMPLE_REQUEST_ID,
} from '../../src/openapi/example-ids';
import { receivedCase, TestCase } from './cases';
import { type RedressApp } from './redress-app';

/** A case as an example is given on, and the example's ids as they are here. */
export interface ExampleGround {
  readonly case: TestCase;
  readonly translate: <T>(example: T) => T;
}

let serial = 0;

/** Puts on record what an example is given on. Examples ask for information under a fixed id, so each takes a store of its own then. */
export async function exampleGround(app: RedressApp, before: ExampleCase, more: object = {}): Promise<ExampleGround> {
  const other = await receivedCase(app);
  const ids = new Map([[EXAMPLE_OTHER_CASE_ID, other.id]]);
  const translate = <T>(example: T): T => {
    let text = JSON.stringify(example);
    for (const [from, to] of ids) text = text.replaceAll(from, to);
    return JSON.parse(text) as T;
  };
  const here = await receivedCase(app, more);
  ids.set(EXAMPLE_CASE_ID, here.id);
  const { body } = await app.get(`${here.path}/events`);
  ids.set(EXAMPLE_RECEIPT_EVENT_ID, (body as { data: { id: string }[] }).data[0]?.id ?? '');
  for (const command of exampleStories[before].slice(1)) {
    serial += 1;
    const commandId = `${EXAMPLE_REQUEST_ID.slice(0, -6)}${String(serial).padStart(6, '0')}`;
    const { state } = await app.cases.service.handle({
      caseId: here.id,
      command: translate(command as CallerCommand),
      actor: { id: 'supervisor', kind: 'person', role: 'supervisor', via: 'supervisor' },
      commandId,
    });
    ids.set(EXAMPLE_REQUEST_ID, state.waitingFor[0]?.requestId ?? EXAMPLE_REQUEST_ID);
  }
  return { case: here, translate };
}
