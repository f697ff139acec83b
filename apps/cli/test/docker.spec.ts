import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { SERVER_VARIABLES } from './support/server-variables';

// Here and not with the service, because this package reads YAML.

const ROOT = resolve(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface ComposeService {
  readonly image?: string;
  readonly build?: object;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes?: Readonly<Record<string, null>>;
}

const FILES = readdirSync(join(ROOT, 'docker')).filter((name) => /^compose.*\.yaml$/.test(name));
/** What is laid over another file. */
const OVERLAYS: Readonly<Record<string, string>> = { 'compose.cluster-tls.yaml': 'compose.cluster.yaml' };

function compose(name: string): Compose {
  return parse(read(`docker/${name}`), { merge: true }) as Compose;
}

/** As Docker Compose merges two files: names of variables are replaced, volumes come together. */
function combined(name: string): Compose {
  const base = OVERLAYS[name];
  if (base === undefined) return compose(name);
  const [below, above] = [compose(base), compose(name)];
  const services: Record<string, ComposeService> = { ...below.services };
  for (const [service, more] of Object.entries(above.services)) {
    const first = services[service] ?? {};
    services[service] = {
      ...first,
      ...more,
      environment: { ...first.environment, ...more.environment },
      volumes: [...(first.volumes ?? []), ...(more.volumes ?? [])],
    };
  }
  return { ...below, services };
}

const documented = (page: string): ReadonlySet<string> =>
  new Set([...read(page).matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name as string));
const isApi = ({ build }: ComposeService): boolean => build !== undefined;

describe.each(FILES)('docker/%s', (name) => {
  const { services, volumes } = combined(name);
  const all = Object.entries(services);

  it('has services that can be started: an image with a version, or the Dockerfile', () => {
    for (const [service, { image, build }] of all) {
      if (build !== undefined)
        expect([service, build]).toEqual([service, { context: '..', dockerfile: 'docker/Dockerfile' }]);
      else expect([service, image]).toEqual([service, expect.stringMatching(/^[a-z/-]+:\d[\w.-]+$/)]);
    }
  });

  it('names nothing that is not there', () => {
    for (const [service, { depends_on = [], volumes: mounts = [] }] of all) {
      for (const other of depends_on)
        expect([service, Object.keys(services)]).toEqual([service, expect.arrayContaining([other])]);
      for (const mount of mounts) {
        const [from = '', to] = mount.split(':');
        expect(to).toMatch(/^\//);
        const isMade = from.startsWith('./certificates');
        if (from.startsWith('.'))
          expect([from, isMade || existsSync(join(ROOT, 'docker', from))]).toEqual([from, true]);
        else expect(Object.keys(volumes ?? {})).toContain(from);
      }
    }
  });

  it('gives every replica a data volume of its own, and is reached from this machine only', () => {
    const data = all
      .filter(([, service]) => isApi(service))
      .map(([, service]) => service.volumes?.find((it) => it.endsWith(':/data')));
    expect(new Set(data).size).toBe(data.length);
    for (const [, { ports = [] }] of all) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('sets variables that exist: of the service, or of the server', () => {
    const ours = documented('docs/reference/configuration.md');
    for (const [service, it] of all) {
      const names = Object.keys(it.environment ?? {});
      const known = isApi(it) ? ours : SERVER_VARIABLES;
      expect([service, names.filter((variable) => !known.has(variable))]).toEqual([service, []]);
    }
  });

  it('asks for variables that are documented', () => {
    const known = new Set([...documented('docs/reference/configuration.md'), ...documented('docs/how-to/docker.md')]);
    const asked = [...read(`docker/${name}`).matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, variable]) => variable as string);
    expect(asked.filter((variable) => !known.has(variable))).toEqual([]);
  });
});

describe('the cluster', () => {
  const plain = combined('compose.cluster.yaml').services;
  const secure = combined('compose.cluster-tls.yaml').services;
  const nodes = ['node1', 'node2', 'node3'];
  const replicas = ['api1', 'api2'];

  it('has three nodes that know each other under the names that their certificates have', () => {
    for (const node of nodes) {
      const { environment = {} } = plain[node] ?? {};
      const others = nodes.filter((other) => other !== node).map((other) => `${other}:2113`);
      expect(environment['EVENTSTORE_GOSSIP_SEED']).toBe(others.join(','));
      expect(environment['EVENTSTORE_NODE_HOST_ADVERTISE_AS']).toBe(node);
      expect(environment['EVENTSTORE_CLUSTER_SIZE']).toBe(String(nodes.length));
      expect(secure[node]?.volumes).toContain(`./certificates/${node}:/certificates/node:ro`);
    }
    expect(read('docker/compose.cluster-tls.yaml')).toContain(`for node in ${nodes.join(' ')}; do`);
  });

  it('has replicas that know every node, with the same secret, and with TLS where that is asked for', () => {
    const hosts = nodes.map((node) => `${node}:2113`).join(',');
    for (const replica of replicas) {
      const [open, closed] = [plain, secure].map((services) => services[replica]?.environment ?? {});
      expect(open?.['EVENT_STORE_URL']).toBe(`esdb://${hosts}?tls=false`);
      expect(closed?.['EVENT_STORE_URL']).toMatch(
        new RegExp(`^esdb://admin:\\$\\{.*\\}@${hosts}\\?tlsCAFile=/certificates/ca\\.crt$`),
      );
      expect(closed?.['REDRESS_SECRET']).toMatch(/^\$\{REDRESS_SECRET:\?/);
    }
    for (const node of nodes) {
      expect(plain[node]?.environment?.['EVENTSTORE_INSECURE']).toBe('true');
      expect(secure[node]?.environment?.['EVENTSTORE_INSECURE']).toBe('false');
    }
  });

  it('has a proxy before every replica, which asks whether it is ready', () => {
    const caddy = read('docker/Caddyfile');
    const [, upstreams = ''] = /reverse_proxy ([^{]+) \{/.exec(caddy) ?? [];
    expect(upstreams.split(' ')).toEqual(replicas.map((replica) => `${replica}:3000`));
    expect(caddy).toContain('health_uri /health/ready');
    const [, , port] = plain['proxy']?.ports?.[0]?.split(':') ?? [];
    expect(caddy).toContain(`\n:${port} {`);
  });
});
