import { generate } from 'selfsigned';

export interface Certificate {
  readonly certPem: string;
  readonly keyPem: string;
}

/**
 * A certificate for loopback names, made in memory. It signs itself and is marked as an authority: Node's `ca` option,
 * NODE_EXTRA_CA_CERTS and OpenSSL-based tools take it as a trust anchor and as the server's own certificate alike.
 */
export async function createCertificate(): Promise<Certificate> {
  // Clocks of containers jump: valid from a day ago, and no longer than one sitting may take.
  const day = 86_400_000;
  const made = await generate([{ name: 'commonName', value: 'Spring Identity sandbox (loopback only)' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - day),
    notAfterDate: new Date(Date.now() + 30 * day),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { certPem: made.cert, keyPem: made.private };
}
