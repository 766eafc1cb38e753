/** What a WebSocket of the data plane is opened to. */
export interface InstancePath {
  readonly what: 'console' | 'forward';
  readonly app: string;
  readonly deployment: string;
  readonly instance: string;
  /** The port of the instance, for `forward`. */
  readonly port?: number;
  /** Of the consumption plan's form, which names the service; the other form leaves that to the host name. */
  readonly service?: { readonly subscriptionId: string; readonly group: string; readonly name: string };
}

const names = '/apps/([^/]+)/deployments/([^/]+)/instances/([^/]+)';
const standing = new RegExp(`^/api/appconnect${names}/connect$`, 'i');
const consumption = new RegExp(
  `^/proxy/appconnect/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft\\.AppPlatform/Spring/([^/]+)${names}$`,
  'i',
);
const debugging = new RegExp(`^/api/remoteDebugging${names}$`, 'i');

function decoded(match: RegExpExecArray | null): readonly string[] | undefined {
  try {
    return match?.slice(1).map((part) => decodeURIComponent(part));
  } catch {
    return undefined;
  }
}

function instanceOf([app = '', deployment = '', instance = '']: readonly string[]) {
  return { app, deployment, instance };
}

function readConsole(pathname: string): InstancePath | undefined {
  const plain = decoded(standing.exec(pathname));
  if (plain !== undefined) return { what: 'console', ...instanceOf(plain) };
  const proxied = decoded(consumption.exec(pathname));
  if (proxied === undefined) return undefined;
  const [subscriptionId = '', group = '', name = '', ...rest] = proxied;
  return { what: 'console', ...instanceOf(rest), service: { subscriptionId, group, name } };
}

function readForward(url: URL): InstancePath | undefined {
  const parts = decoded(debugging.exec(url.pathname));
  const port = Number(url.searchParams.get('port'));
  if (parts === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  return { what: 'forward', ...instanceOf(parts), port };
}

/** Reads the three forms of address the data plane has; `undefined` for anything else. */
export function readInstancePath(url: URL): InstancePath | undefined {
  return readConsole(url.pathname) ?? readForward(url);
}
