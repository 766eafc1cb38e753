import { resourceKey } from '../../../estate/resources';
import type { FoundApp } from '../../../estate/lookup';
import type { EndpointForm } from '../../../token/environment';
import type { CommandDependencies } from '../dependencies';

/** Which programs shall get tokens: those that know a secret, or all of them. */
export async function pickForm(
  { dialogs, t }: CommandDependencies,
  title: string,
): Promise<EndpointForm | undefined> {
  return dialogs.pickOne<EndpointForm>(
    { title, placeholder: t('Which programs shall get tokens of the app?') },
    [
      {
        label: `$(lock) ${t('Those That Know a Secret')}`,
        description: t('App Service form'),
        detail: t('Programs with IDENTITY_ENDPOINT and IDENTITY_HEADER; every Azure SDK takes them'),
        value: 'app-service',
      },
      {
        label: `$(globe) ${t('Every Program of Yours')}`,
        description: t('IMDS form, too'),
        detail: t('Without a secret; for programs that ask the metadata service and nothing else'),
        value: 'imds',
      },
    ],
  );
}

/** Says once for each app what an endpoint means, and asks whether to open it. */
export async function mayOpen(
  deps: CommandDependencies,
  found: FoundApp,
  form: EndpointForm,
): Promise<boolean> {
  const { dialogs, endpointConsent, t } = deps;
  const key = resourceKey(found.app);
  if (endpointConsent.isGiven(key, form)) return true;
  const agreed = await dialogs.confirm({
    title: t("Give programs on this computer tokens of '{0}'?", found.app.name),
    detail: [
      t("Service '{0}', subscription '{1}'", found.service.name, found.subscription.name),
      form === 'imds'
        ? t(
            'Every program that you run here gets them from a port of 127.0.0.1, without a secret, and can do in Azure whatever the identities of this app may.',
          )
        : t(
            'Programs that are given a secret get them from a port of 127.0.0.1, and can do in Azure whatever the identities of this app may.',
          ),
      t(
        'Other users of this computer are turned away where the system tells who asks (Linux). A token that was handed out stays valid for up to a day.',
      ),
      t('It ends when you stop the port forward, sign out or close the window.'),
    ].join('\n\n'),
    action: t('Open'),
    warning: true,
  });
  if (agreed) await endpointConsent.give(key, form);
  return agreed;
}
