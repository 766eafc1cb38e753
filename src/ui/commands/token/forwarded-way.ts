import { Failure } from '../../../lifecycle/failure';
import { appServicePath } from '../../../token/protocol/app-service';
import { parseForwardedUrl } from '../../../tunnel/forwarded-url';
import type { TokenWay } from '../../ways-in';
import { worded, type Translate } from '../../words';
import type { CommandDependencies } from '../dependencies';

type Protocol = NonNullable<TokenWay['protocol']>['kind'];

/** An endpoint the user forwarded by other means: what it speaks, where it is, and its secret if it has one. */
export async function askForwardedWay(
  { dialogs, t }: CommandDependencies,
  title: string,
): Promise<TokenWay | undefined> {
  const kind = await dialogs.pickOne<Protocol>({ title, placeholder: t('What does the endpoint speak?') }, [
    {
      label: t('IMDS'),
      description: t('the endpoint of a virtual machine, as in Azure Spring Apps'),
      value: 'imds',
    },
    {
      label: t('App Service'),
      description: t('IDENTITY_ENDPOINT, as in App Service, Functions and Container Apps'),
      value: 'app-service',
    },
  ]);
  if (kind === undefined) return undefined;
  const url = await dialogs.text({
    title,
    placeholder:
      kind === 'imds'
        ? t('Loopback address that leads to the token endpoint, for example http://127.0.0.1:8080')
        : t('IDENTITY_ENDPOINT as it is reached here, for example http://127.0.0.1:8080/msi/token'),
    validate: (text) => addressTrouble(text, t),
  });
  if (url === undefined) return undefined;
  if (kind === 'imds') return { kind: 'forwarded', url };
  const secret = await dialogs.text({
    title,
    placeholder: t('Value of IDENTITY_HEADER in the app. It is kept in memory only, until the forward ends.'),
    secret: true,
    // What a header may carry; nothing else can be one.
    validate: (text) =>
      /^[\x21-\x7e]{1,4096}$/.test(text.trim()) ? undefined : t('This is no value of a header.'),
  });
  if (secret === undefined) return undefined;
  const { path } = parseForwardedUrl(url);
  const protocol = { kind, path: path === '/' ? appServicePath : path, secret: secret.trim() };
  return { kind: 'forwarded', url, protocol };
}

function addressTrouble(url: string, t: Translate): string | undefined {
  try {
    parseForwardedUrl(url);
    return undefined;
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return worded(error.words.why, t);
  }
}
