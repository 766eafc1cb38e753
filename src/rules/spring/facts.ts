import { hostIn } from '../../access/service-host';
import { isGuid } from '../../estate/guid';
import type { SpringConfig, SpringProperty } from '../../source/spring/spring-config';
import type { Fact, TargetFact } from '../fact';
import { credentialProperties, effective, isOn } from './credential-block';
import { propertySpan } from './edits';
import { msiUrlsIn } from './jdbc-property';

/** What Spring configuration tells: client IDs of identities, credentials, and services by their hosts. */
export function* springFacts(config: SpringConfig): Generator<Fact> {
  for (const place of credentialProperties(config, 'credential.clientid')) {
    const { property } = place;
    // With a secret or a certificate it is an application's, not an identity's.
    const isApplication = (
      ['credential.clientsecret', 'credential.clientcertificatepath', 'credential.username'] as const
    ).some((key) => effective(config, place, key) !== undefined);
    if (!isApplication && isGuid(property.value))
      yield {
        kind: 'clientId',
        value: property.value,
        span: property.valueSpan,
        where: 'credential.client-id',
      };
  }
  for (const place of credentialProperties(config, 'credential.managedidentityenabled')) {
    if (!isOn(place.property)) continue;
    const named = effective(config, place, 'credential.clientid') !== undefined;
    yield { kind: 'credential', via: 'configuration', named, span: propertySpan(place.property) };
  }
  for (const { property, named } of msiUrlsIn(config))
    yield { kind: 'credential', via: 'jdbc', named, span: property.valueSpan };
  for (const { properties } of config.documents) for (const property of properties) yield* targetOf(property);
}

function* targetOf({ key, value, valueSpan }: SpringProperty): Generator<TargetFact> {
  const found = hostIn(value);
  if (found !== undefined) {
    const isPlain = valueSpan.end - valueSpan.start === value.length;
    const { start, end } = found.span;
    const span = isPlain ? { start: valueSpan.start + start, end: valueSpan.start + end } : valueSpan;
    yield { kind: 'target', service: found.service, host: found.host, span };
    return;
  }
  if (!/^[a-z0-9-]+$/i.test(value)) return;
  const name = value.toLowerCase();
  if (/^spring\.cloud\.azure\.storage\.(?:blob|queue|fileshare)\.accountname$/.test(key))
    yield { kind: 'target', service: 'storage', host: `${name}.blob.core.windows.net`, span: valueSpan };
  if (/^spring\.(?:cloud\.azure|jms)\.servicebus\.namespace$/.test(key))
    yield { kind: 'target', service: 'serviceBus', host: `${name}.servicebus.windows.net`, span: valueSpan };
  if (/^spring\.cloud\.azure\.eventhubs\.namespace$/.test(key))
    yield { kind: 'target', service: 'eventHubs', host: `${name}.servicebus.windows.net`, span: valueSpan };
}
