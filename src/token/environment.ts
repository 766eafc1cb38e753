/**
 * How programs ask a local endpoint: in App Service form, whose header is a secret, or in addition in the form of IMDS, which has
 * none.
 */
export type EndpointForm = 'app-service' | 'imds';

/** Where a local endpoint can be reached. */
export interface EndpointAddress {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** For `IDENTITY_ENDPOINT`. */
  readonly identityEndpoint: string;
  /** For `IDENTITY_HEADER`: a secret of this session. */
  readonly identityHeader: string;
  readonly form: EndpointForm;
}

/** Variables that would make a library take another way than the endpoint; `null` takes them out. */
const inTheWay = [
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'AZURE_USERNAME',
  'AZURE_PASSWORD',
  'AZURE_FEDERATED_TOKEN_FILE',
  'IDENTITY_SERVER_THUMBPRINT',
  'IMDS_ENDPOINT',
  'MSI_ENDPOINT',
  'MSI_SECRET',
] as const;

/**
 * The environment in which any Azure SDK program uses the app's identity. `null` removes a variable. `noProxy` is the
 * present value of `NO_PROXY`, kept and completed: a proxy must not get to see loopback requests.
 */
export function identityEnvironment(
  address: EndpointAddress,
  {
    clientId,
    noProxy,
  }: { readonly clientId?: string | undefined; readonly noProxy?: string | undefined } = {},
): Readonly<Record<string, string | null>> {
  const local = [noProxy, '127.0.0.1', 'localhost']
    .filter((part) => part !== undefined && part !== '')
    .join(',');
  return {
    ...Object.fromEntries(inTheWay.map((name) => [name, null])),
    IDENTITY_ENDPOINT: address.identityEndpoint,
    IDENTITY_HEADER: address.identityHeader,
    AZURE_POD_IDENTITY_AUTHORITY_HOST: address.form === 'imds' ? address.url : null,
    AZURE_CLIENT_ID: clientId ?? null,
    NO_PROXY: local,
    no_proxy: local,
  };
}
