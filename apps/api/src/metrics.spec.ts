import { Metrics } from './metrics';

describe('the metrics', () => {
  it('ask the read models once a scrape', async () => {
    let asked = 0;
    const metrics = new Metrics(async () => {
      asked += 1;
      return [{ name: 'case-list', lagEvents: 3, lagSeconds: 2, parked: 1 }];
    });
    const text = await metrics.registry.metrics();
    expect(text).toContain('redress_read_model_lag_events{read_model="case-list"} 3');
    expect(text).toContain('redress_read_model_lag_seconds{read_model="case-list"} 2');
    expect(text).toContain('redress_read_model_parked_cases{read_model="case-list"} 1');
    expect(asked).toBe(1);
    await metrics.registry.metrics();
    expect(asked).toBe(2);
  });

  it('are written once for all who scrape at a time', async () => {
    let asked = 0;
    const metrics = new Metrics(() => Promise.resolve([]));
    metrics.gauge('redress_asked', 'How often', () => (asked += 1));
    const texts = await Promise.all([metrics.text(), metrics.text(), metrics.text()]);
    expect(texts.map((text) => text.includes('redress_asked 1'))).toEqual([true, true, true]);
  });

  it('say nothing of the read models while nobody can tell how they stand', async () => {
    let figures = [{ name: 'case-list', lagEvents: 3, lagSeconds: 2, parked: 1 }];
    const metrics = new Metrics(() => Promise.resolve(figures));
    expect(await metrics.registry.metrics()).toContain('redress_read_model_lag_events{');
    figures = [];
    expect(await metrics.registry.metrics()).not.toContain('redress_read_model_lag_events{');
  });

  it('take in what else is watched', async () => {
    let ahead: number | null = null;
    const metrics = new Metrics(() => Promise.resolve([]));
    metrics.gauge('redress_clock_ahead_seconds', 'How far', () => ahead);
    expect(await metrics.registry.metrics()).toContain('redress_clock_ahead_seconds Nan');
    ahead = -1.5;
    expect(await metrics.registry.metrics()).toContain('redress_clock_ahead_seconds -1.5');
  });

  it('count a request that its caller gave up as that, and not as answered', async () => {
    const metrics = new Metrics(() => Promise.resolve([]));
    metrics.request('GET', '/v1/cases', 'aborted', 0.1);
    expect(await metrics.registry.metrics()).toContain('{method="GET",route="/v1/cases",status="aborted"} 1');
  });
});
