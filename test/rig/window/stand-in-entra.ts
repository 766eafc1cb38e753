import fs from 'node:fs';
import { request } from 'node:https';
import path from 'node:path';
import type { Sandbox } from '../../../src/sandbox/contract';

/** An account of the stand-in provider. */
export interface StandInAccount {
  readonly id: string;
  readonly label: string;
  /** The home tenant first. */
  readonly tenants: readonly string[];
  readonly signedIn: boolean;
  /** Tenants that need a sign-in of their own first. */
  readonly closedTenants?: readonly string[];
}

/** Sign-in of a window, led to a sandbox: what its server and its page need for that. */
export interface StandInEntra {
  readonly env: Readonly<Record<string, string>>;
  readonly extensions: readonly string[];
  /** Built-in extensions to hide: the real provider would win over the stand-in. */
  readonly without: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly product: Readonly<Record<string, unknown>>;
  readonly tenants: readonly string[];
}

export interface StandInEntraOptions {
  readonly sandbox: Sandbox;
  /** A folder that goes away with the window; holds what `az` and the provider read. */
  readonly folder: string;
  /** Extensions that may use the accounts without the user being asked. */
  readonly trusted: readonly string[];
  /** By default Ada, of both tenants, and Grace, of the second only; both signed in. */
  readonly accounts?: (tenants: readonly string[]) => readonly StandInAccount[];
  readonly signedOutOfAz?: boolean;
}

const rig = path.resolve(__dirname, '..');

/**
 * Leads all three sign-in sources of a window to `sandbox`: VS Code's accounts by a stand-in provider, the Azure CLI by a
 * stand-in `az` first on the PATH, the environment by its variables. Certificates of the sandbox are trusted by every
 * process of the window.
 */
export async function standInForEntra(options: StandInEntraOptions): Promise<StandInEntra> {
  const { sandbox, folder } = options;
  const ca = path.join(folder, 'sandbox-ca.pem');
  fs.writeFileSync(ca, sandbox.caPem);
  const environment = await readEnvironment(sandbox);
  const tenants = [sandbox.tenantId, ...environment.tenants.filter((id) => id !== sandbox.tenantId)];
  const setup = path.join(folder, 'stand-in-entra.json');
  fs.writeFileSync(
    setup,
    JSON.stringify({
      url: sandbox.url,
      clientId: sandbox.clientId,
      clientSecret: sandbox.clientSecret,
      tenants,
      accounts: (options.accounts ?? twoAccounts)(tenants),
      signedOutOfAz: options.signedOutOfAz ?? false,
    }),
    { mode: 0o600 },
  );
  return {
    tenants,
    env: {
      STAND_IN_ENTRA: setup,
      NODE_EXTRA_CA_CERTS: ca,
      PATH: `${path.join(rig, 'stand-in-az')}${path.delimiter}${process.env['PATH'] ?? ''}`,
      AZURE_TENANT_ID: sandbox.tenantId,
      AZURE_CLIENT_ID: sandbox.clientId,
      AZURE_CLIENT_SECRET: sandbox.clientSecret,
      AZURE_AUTHORITY_HOST: sandbox.url,
      AZURE_ADDITIONALLY_ALLOWED_TENANTS: tenants.slice(1).join(';'),
    },
    extensions: [path.join(rig, 'stand-in-accounts')],
    without: ['vscode.microsoft-authentication'],
    settings: {
      'microsoft-sovereign-cloud.environment': 'custom',
      // A name that belongs to another cloud: it must change nothing.
      'microsoft-sovereign-cloud.customEnvironment': { ...environment, name: 'AzureCloud' },
    },
    product: {
      trustedExtensionAuthAccess: options.trusted,
      extensionEnabledApiProposals: { 'rig.stand-in-accounts': ['authenticationChallenges'] },
    },
  };
}

function twoAccounts(tenants: readonly string[]): readonly StandInAccount[] {
  return [
    { id: 'ada', label: 'ada@contoso.example', tenants, signedIn: true },
    { id: 'grace', label: 'grace@fabrikam.example', tenants: tenants.slice(1), signedIn: true },
  ];
}

interface CloudEnvironment {
  readonly tenants: readonly string[];
}

/** The sandbox describes itself in the shape of VS Code's custom cloud setting. */
async function readEnvironment(sandbox: Sandbox): Promise<CloudEnvironment> {
  const text = await new Promise<string>((resolve, reject) => {
    const call = request(
      `${sandbox.url}/sandbox/environment`,
      { ca: sandbox.caPem, agent: false },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (body += part));
        answer.on('end', () => {
          resolve(body);
        });
      },
    );
    call.setTimeout(10_000, () => call.destroy(new Error('The sandbox did not answer.')));
    call.on('error', reject).end();
  });
  return JSON.parse(text) as CloudEnvironment;
}
