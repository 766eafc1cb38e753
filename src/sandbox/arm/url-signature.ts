import { base64Url, utf8 } from '../../lifecycle/bytes';
import { stableGuid } from '../estates/stable-guid';
import { hmacSha256, randomBytes } from '../sha256';

/** About as long as the parts of recorded signatures, so that nobody's limit goes unnoticed: three kilobytes in all. */
const lengths = { certificate: 2560, signature: 342, hash: 43 } as const;

function lengthened(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}

/** The same for every sandbox, and unmistakably no certificate. */
const certificate = lengthened(
  base64Url(utf8(`spring identity sandbox ${stableGuid('certificate')}`)),
  lengths.certificate,
);

/**
 * Signs the status and result URLs of operations. Azure has done so since 2023: whoever has such a URL may ask for the
 * operation, so clients keep it secret, and whoever rebuilds or shortens it may not.
 */
export class UrlSigner {
  readonly #key = randomBytes(32);

  /** The query that makes a path's URL a signed one. `now` in Unix milliseconds. */
  sign(path: string, apiVersion: string, now: number): string {
    // Counted in ticks of a ten-millionth of a second since the year 1, as Azure's clocks count.
    const ticks = String(621_355_968_000_000_000n + BigInt(Math.floor(now)) * 10_000n);
    const query = new URLSearchParams({ 'api-version': apiVersion, t: ticks, c: certificate });
    query.set('s', this.#mark('signature', path, ticks));
    query.set('h', this.#mark('hash', path, ticks));
    return query.toString();
  }

  /** Whether a query is one that was signed for this path. */
  isSigned(path: string, query: URLSearchParams): boolean {
    const ticks = query.get('t') ?? '';
    return (
      query.get('c') === certificate &&
      query.get('s') === this.#mark('signature', path, ticks) &&
      query.get('h') === this.#mark('hash', path, ticks)
    );
  }

  #mark(part: 'signature' | 'hash', path: string, ticks: string): string {
    const mac = hmacSha256(this.#key, `${part} ${path.toLowerCase()} ${ticks}`);
    return lengthened(base64Url(mac), lengths[part]);
  }
}

/** A URL without what its signature consists of, for people and records. */
export function withoutSignature(url: string): string {
  return url.replace(/([?&][tcsh])=[^&#]*/g, '$1=[redacted]');
}
