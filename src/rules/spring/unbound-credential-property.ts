import { say } from '../../lifecycle/text';
import type { SpringProperty } from '../../source/spring/spring-config';
import type { SubjectRule } from '../rule';
import { propertySpan } from './edits';

/** Leaves that only bind below `credential` or `profile`, in uniform spelling. */
const parents: Readonly<Record<string, string>> = {
  clientid: 'credential',
  clientsecret: 'credential',
  clientcertificatepath: 'credential',
  managedidentityenabled: 'credential',
  tenantid: 'profile',
};

/** Blocks of services that have a credential of their own; what else people hang below is their own business. */
const services =
  /^spring\.cloud\.azure\.(?:appconfiguration|cosmos|eventhubs(?:\.(?:consumer|producer|processor|processor\.checkpointstore))?|keyvault(?:\.(?:secret|certificate|secret\.propertysources\[\d+\]))?|servicebus(?:\.(?:consumer|producer|processor))?|storage(?:\.(?:blob|fileshare|queue))?)$/;

export const unboundCredentialProperty: SubjectRule<'spring'> = {
  id: 'MI207',
  name: 'unbound-credential-property',
  title: 'A credential property stands where nothing reads it.',
  severity: 'warning',
  subject: 'spring',
  literals: ['azure'],
  *check({ documents }, { text }) {
    for (const { properties } of documents)
      for (const property of properties) {
        const parent = parentOf(property);
        if (parent === undefined) continue;
        const name = property.path.at(-1) ?? '';
        const key = property.written.at(-1);
        const at =
          key === undefined
            ? 0
            : key.span.start + text.slice(key.span.start, key.span.end).lastIndexOf('.') + 1;
        yield {
          span: propertySpan(property),
          message: say("'{0}' has no effect here: it is read below '{1}' only.", name, parent),
          fixes:
            key === undefined || !property.editable
              ? []
              : [
                  {
                    kind: 'edit',
                    title: say("Move it below '{0}'", parent),
                    safe: false,
                    edits: [{ span: { start: at, end: at }, text: `${parent}.` }],
                  },
                ],
        };
      }
  },
};

function parentOf({ key }: SpringProperty): string | undefined {
  const dot = key.lastIndexOf('.');
  return services.test(key.slice(0, dot)) ? parents[key.slice(dot + 1)] : undefined;
}
