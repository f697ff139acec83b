import { isIP } from 'node:net';
import { ConfigError } from './config-error';

/** Names that Express knows: https://expressjs.com/en/guide/behind-proxies.html */
const NAMES = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * `10.0.0.0/8,loopback`: who may say for whom they forward a request.
 * @throws {ConfigError} naming the entry
 */
export function trustedProxies(text: string): readonly string[] {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  for (const entry of entries) {
    if (!NAMES.includes(entry) && !isSubnet(entry)) {
      throw new ConfigError(
        `REDRESS_TRUSTED_PROXIES names ${entry}: give addresses, subnets such as 10.0.0.0/8, or ${NAMES.join(', ')}`,
      );
    }
  }
  return entries;
}

function isSubnet(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  // A subnet of every address would let each caller name any other.
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}
