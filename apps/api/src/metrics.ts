import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface ReadModelFigures {
  readonly name: string;
  readonly lagEvents: number;
  readonly lagSeconds: number;
  readonly parked: number;
}

const FRESH_MS = 1_000;

/** What Prometheus scrapes at `/metrics`. */
export class Metrics {
  readonly registry = new Registry();

  private written = Promise.resolve('');
  private writtenAt = Number.NEGATIVE_INFINITY;

  private readonly duration = new Histogram({
    name: 'redress_http_request_duration_seconds',
    help: 'Duration of HTTP requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  /** @param ask how the read models stand, empty when nobody can tell; once a scrape, since they count what they have still to read */
  constructor(ask: () => Promise<readonly ReadModelFigures[]>) {
    collectDefaultMetrics({ register: this.registry });
    const readModels = sharedWhilePending(ask);
    this.readModelGauge(
      'redress_read_model_lag_events',
      'Events that a read model has yet to read',
      readModels,
      (model) => model.lagEvents,
    );
    this.readModelGauge(
      'redress_read_model_lag_seconds',
      'Age of the oldest event that a read model has yet to read',
      readModels,
      (model) => model.lagSeconds,
    );
    this.readModelGauge(
      'redress_read_model_parked_cases',
      'Cases that a read model could not fold',
      readModels,
      (model) => model.parked,
    );
  }

  /** @param status `aborted` when the caller went away before the answer */
  request(method: string, route: string, status: number | 'aborted', seconds: number): void {
    this.duration.observe({ method, route, status }, seconds);
  }

  /** All figures as text, made anew at most once a second, however many scrape. */
  text(): Promise<string> {
    const now = performance.now();
    if (now - this.writtenAt >= FRESH_MS) {
      this.written = this.registry.metrics();
      this.writtenAt = now;
    }
    return this.written;
  }

  /** @param value asked at every scrape; null while it is not known */
  gauge(name: string, help: string, value: () => number | null): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: () => gauge.set(value() ?? Number.NaN),
    });
  }

  private readModelGauge(
    name: string,
    help: string,
    readModels: () => Promise<readonly ReadModelFigures[]>,
    value: (model: ReadModelFigures) => number,
  ): void {
    const gauge: Gauge<'read_model'> = new Gauge({
      name,
      help,
      labelNames: ['read_model'],
      registers: [this.registry],
      collect: async () => {
        const models = await readModels();
        // What nobody can tell just now is left out, not told as it was.
        gauge.reset();
        for (const model of models) gauge.set({ read_model: model.name }, value(model));
      },
    });
  }
}

/** Who asks while another one waits for the answer gets the same. */
function sharedWhilePending<T>(ask: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () =>
    (pending ??= ask().finally(() => {
      pending = undefined;
    }));
}
