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

  it('count a request that its caller gave up as that, and not as answered', async () => {
    const metrics = new Metrics(() => Promise.resolve([]));
    metrics.request('GET', '/v1/cases', 'aborted', 0.1);
    expect(await metrics.registry.metrics()).toContain('{method="GET",route="/v1/cases",status="aborted"} 1');
  });
});
