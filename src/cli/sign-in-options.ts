import { publicCloud, knownClouds, type Cloud } from '../account/cloud';
import { customCloud } from '../account/custom-cloud';
import { readGivenFile } from '../disk/text-file';
import { reasonOf } from '../disk/project-folder';
import { UsageError } from './usage-error';

/** The options of every command that reaches Azure. */
export const signInOptions = {
  subscription: { type: 'string', multiple: true, default: [] as string[] },
  'sign-in': { type: 'string' },
  cloud: { type: 'string', default: publicCloud.name as string },
} as const;

export const signInUsage = `  --subscription <what>   only this one, by ID or name; repeatable (default: all that the account reaches)
  --sign-in <how>         environment: the service principal of AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET
                          (or AZURE_CLIENT_CERTIFICATE_PATH); azure-cli: the account of "az login".
                          Default: environment when these variables are set, azure-cli otherwise
  --cloud <what>          AzureCloud (default), AzureChinaCloud, AzureUSGovernment, or a JSON file with
                          resourceManagerEndpointUrl and activeDirectoryEndpointUrl: tokens are sent to these hosts
`;

export type SignInWay = 'environment' | 'azure-cli';

/** How to sign in: as asked, else by what the environment holds. */
export function signInWayOf(
  asked: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): SignInWay {
  if (asked === 'environment' || asked === 'azure-cli') return asked;
  if (asked !== undefined) throw new UsageError(`--sign-in wants environment or azure-cli, not '${asked}'.`);
  const has = (name: string): boolean => (environment[name] ?? '') !== '';
  const proven =
    has('AZURE_CLIENT_SECRET') ||
    has('AZURE_CLIENT_CERTIFICATE_PATH') ||
    (has('AZURE_USERNAME') && has('AZURE_PASSWORD'));
  return has('AZURE_TENANT_ID') && has('AZURE_CLIENT_ID') && proven ? 'environment' : 'azure-cli';
}

/** A cloud by its name, or as a file describes it. */
export function cloudOf(text: string): Cloud {
  const known = knownClouds.find(({ name }) => name.toLowerCase() === text.toLowerCase());
  if (known !== undefined) return known;
  if (!text.endsWith('.json'))
    throw new UsageError(
      `--cloud wants ${knownClouds.map(({ name }) => name).join(', ')} or a .json file, not '${text}'.`,
    );
  return customCloud(described(text));
}

function described(file: string): unknown {
  try {
    return JSON.parse(readGivenFile(file));
  } catch (error) {
    throw new UsageError(
      `--cloud ${file}: ${error instanceof SyntaxError ? 'it is no JSON' : reasonOf(error)}.`,
    );
  }
}
