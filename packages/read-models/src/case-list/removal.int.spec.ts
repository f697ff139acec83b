import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type CaseEvent } from '@redress/domain';
import { event, supervisor } from '@redress/domain/testing';
import { caseId, CaseLog } from '../../test/case-log';
import { Unanswered } from '../unanswered/unanswered';
import { Workload } from '../workload/workload';
import { CaseList } from './case-list';
import { caseListProjection } from './case-list-projection';

const [ONE, TWO] = [caseId(1), caseId(2)];

describe('what is taken out of the tables', () => {
  let directory: string;
  let log: CaseLog;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'redress-read-models-'));
    log = new CaseLog([caseListProjection], join(directory, 'read-models.db'));
  });
  afterEach(async () => {
    await log.close();
    rmSync(directory, { recursive: true, force: true });
  });

  function onDisk(): string {
    const file = join(directory, 'read-models.db');
    const raw = new DatabaseSync(file);
    raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    raw.close();
    return readFileSync(file, 'latin1').toLowerCase();
  }

  it('is gone from the file when it was redacted: the text, the subject and each of their words', async () => {
    const texts = { subject: 'Zeppelin', text: 'The xylophone burst.' };
    const receipt = await log.record(ONE, event('ComplaintReceived', {}, texts), '2026-03-02T09:00:00.000Z');
    for (let i = 0; i < 50; i++) await log.record(ONE, event('NoteAdded'), '2026-03-02T10:00:00.000Z');
    await log.read();
    expect(onDisk().includes('zeppelin')).toBe(true);
    expect(onDisk().includes('xylophone')).toBe(true);
    await log.record(ONE, event('ContentRedacted', { event: receipt }), '2026-03-02T11:00:00.000Z');
    await log.read();
    expect(onDisk().includes('zeppelin')).toBe(false);
    expect(onDisk().includes('xylophone')).toBe(false);
  });

  it('is all of a case that is parked: it is in no list, count or search, whatever instant is asked for', async () => {
    await log.record(ONE, event('ComplaintReceived', {}, { text: 'The xylophone burst.' }), '2026-03-02T09:00:00.000Z');
    await log.record(ONE, event('MessageReceived'), '2026-03-02T09:30:00.000Z');
    await log.record(TWO, event('ComplaintReceived'), '2026-03-02T10:00:00.000Z');
    await log.read();
    const unheardOf = { type: 'ComplaintForgotten', data: {} } as unknown as CaseEvent;
    await log.record(ONE, unheardOf, '2026-03-02T11:00:00.000Z');
    await log.record(ONE, event('MessageReceived'), '2026-03-02T12:00:00.000Z');
    const position = await log.read();

    const list = new CaseList(log.database);
    const unanswered = new Unanswered(log.database);
    const workload = new Workload(log.database);
    const asOf = '2026-03-02T10:30:00.000Z';
    for (const query of [{ viewer: supervisor }, { viewer: supervisor, asOf }]) {
      expect(list.query(query)).toMatchObject({ data: [{ id: TWO }], position, parked: 1, parkedCases: [ONE] });
      expect(list.query({ ...query, q: 'xylophone' })).toMatchObject({ data: [] });
      expect(unanswered.query(query)).toMatchObject({ data: [], parked: 1, parkedCases: [ONE] });
      expect(workload.query(query)).toMatchObject({
        data: [{ handler: null, open: 1 }],
        parked: 1,
        parkedCases: [ONE],
      });
    }
    expect(onDisk().includes('xylophone')).toBe(false);
  });
});
