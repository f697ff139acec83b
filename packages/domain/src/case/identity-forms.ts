/** RFC 5321, section 4.5.3.1: octets there, characters here, so that no address that works is refused. */
const LONGEST_LOCAL_PART = 64;
const LONGEST_DOMAIN = 255;
/** Letters and digits of any script; between them hyphens and what RFC 5892, appendix A, allows in some places. */
const LABEL =
  /^[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}\u200c\u200d\u00b7\u0375\u05f3\u05f4\u30fb-]{0,61}[\p{L}\p{N}\p{M}])?$/u;
const TOP_LABEL = /\P{N}/u;
const LOCAL_PART = /^[^\s@\p{Cc}\p{Cs}]+$/u;

/**
 * An e-mail address in the form in which two are compared: without white space around it, NFC, lower case. Null when it can
 * be none: not one `@`, nothing before it, or a domain that is not two or more labels.
 */
export function normalEmail(text: string): string | null {
  const address = text.trim().normalize('NFC').toLowerCase().normalize('NFC');
  const [local = '', domain = '', ...others] = address.split('@');
  if (others.length > 0 || !LOCAL_PART.test(local) || local.length > LONGEST_LOCAL_PART) return null;
  const labels = domain.split('.');
  const isDomain = labels.length >= 2 && domain.length <= LONGEST_DOMAIN && labels.every((label) => LABEL.test(label));
  return isDomain && TOP_LABEL.test(labels.at(-1) as string) ? address : null;
}

/** Shorter ones are extensions, short codes and placeholders; the shortest subscriber numbers of a country have five digits. */
const LEAST_DIGITS = 5;
const EXTENSION =
  /(?:;\s*ext=|#|(?<!\p{L})(?:extension|extn|ext|x|durchwahl|nebenstelle|apparat|poste|anexo|interno|доб|内線)[.:]?)\s*(\p{Nd}+)\s*$/iu;

/**
 * A phone number in the form in which two are compared: its digits, of whatever script, as ASCII; an extension stands apart
 * from them. Null when it can be nobody's own: fewer than five digits, or one digit again and again.
 */
export function normalPhone(text: string): string | null {
  const extension = EXTENSION.exec(text);
  const digits = digitsOf(extension === null ? text : text.slice(0, extension.index));
  if (digits.length < LEAST_DIGITS || new Set(digits).size === 1) return null;
  return extension === null ? digits : `${digits};ext=${digitsOf(extension[1] as string)}`;
}

function digitsOf(text: string): string {
  return [...text].map((character) => (isDigit(character) ? valueOf(character) : '')).join('');
}

function isDigit(character: string): boolean {
  return /^\p{Nd}$/u.test(character);
}

/** Digits of a script stand in a row from 0 to 9 (Unicode, section 4.6), so the distance from the row's beginning tells. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) as number;
  if (code < 0x80) return code - 0x30;
  let first = code;
  while (isDigit(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}
