import { type ServerResponse } from 'node:http';
import { Problem } from '../http/problem';
import { type LoadLimits } from '../redress-options';

/** So much of each request takes no room: bodies and answers are smaller nearly always. Bytes. */
export const FREE_BYTES = 64 * 1024;
const RETRY_SHORTLY = { headers: { 'Retry-After': '1' } };

/** What one key, or all of them, have under way. */
interface Use {
  requests: number;
  /** Of bodies and answers, beyond what is free. */
  bytes: number;
}

/** What the requests under way hold, of each key and of all: neither can grow beyond what is configured. */
export class Load {
  private readonly all: Use = { requests: 0, bytes: 0 };
  private readonly keys = new Map<string, Use>();

  /** @throws {Error} a limit lets nothing through */
  constructor(private readonly limits: LoadLimits) {
    const { requests, bytes } = limits;
    const isUsable = [requests, bytes].every(({ all, perKey }) => perKey >= 1 && all >= perKey);
    if (!isUsable) throw new Error('A load of requests or bytes is at least 1 for a key, and no less for all keys');
  }

  /**
   * Counts a request of a key until its answer has been taken, or its connection is closed.
   * @throws {Problem} `too-many-at-once`, `busy`
   */
  begin(key: string, response: ServerResponse): RequestLoad {
    const { all } = this;
    const own = this.keys.get(key) ?? { requests: 0, bytes: 0 };
    if (own.requests >= this.limits.requests.perKey) throw new Problem('too-many-at-once', undefined, RETRY_SHORTLY);
    if (all.requests >= this.limits.requests.all) throw new Problem('busy', undefined, RETRY_SHORTLY);
    this.keys.set(key, own);
    all.requests += 1;
    own.requests += 1;
    const load = new RequestLoad(own, all, this.limits.bytes);
    response.once('close', () => {
      load.end();
      all.requests -= 1;
      own.requests -= 1;
      if (own.requests === 0) this.keys.delete(key);
    });
    return load;
  }
}

/** What one request holds in memory: its body as far as it has come, and its answer until it has been taken. */
export class RequestLoad {
  private held = 0;
  private counted = 0;
  private isOver = false;

  constructor(
    private readonly own: Use,
    private readonly all: Use,
    private readonly limits: LoadLimits['bytes'],
  ) {}

  /**
   * Holds so many bytes more. A key that holds nothing else may hold as much as it takes: what is asked for alone can be
   * answered, however large it is.
   * @throws {Problem} `too-many-at-once`, `busy`; then they are not held
   */
  hold(bytes: number): void {
    if (this.isOver) return;
    const { own, all, counted, limits } = this;
    const wanted = this.counting(bytes);
    if (wanted > counted) {
      if (isOver(own.bytes - counted, wanted, limits.perKey)) {
        throw new Problem('too-many-at-once', undefined, RETRY_SHORTLY);
      }
      if (isOver(all.bytes - counted, wanted, limits.all)) throw new Problem('busy', undefined, RETRY_SHORTLY);
    }
    this.holdAnyway(bytes);
  }

  /** Holds the answer to a command, which is on record by now and must not be told otherwise. */
  holdAnyway(bytes: number): void {
    if (this.isOver) return;
    const more = this.counting(bytes) - this.counted;
    this.held += bytes;
    this.count(more);
  }

  end(): void {
    this.isOver = true;
    this.count(-this.counted);
  }

  /** How much of what is held would count with so many bytes more. */
  private counting(bytes: number): number {
    return Math.max(0, this.held + bytes - FREE_BYTES);
  }

  private count(more: number): void {
    this.counted += more;
    this.own.bytes += more;
    this.all.bytes += more;
  }
}

function isOver(others: number, own: number, limit: number): boolean {
  return others > 0 && others + own > limit;
}
