import { hostIn } from '../../access/service-host';
import { isGuid } from '../../estate/ids/guid';
import { isRunning, settingsAround } from '../../source/spring/in-effect';
import { isActive, noProfile } from '../../source/spring/profiles';
import type { Setting, Settings } from '../../source/spring/settings';
import type { SpringConfig, SpringProperty } from '../../source/spring/spring-config';
import type { ClientIdFact, Fact, TargetFact } from '../fact';
import { wantedId } from '../given-id';
import { askedAtService } from './asked-identities';
import { isForSignIn, settingsOf } from './credential-block';
import { propertySpan } from './edits';
import { givenIds, isForIdentity } from './given-ids';
import { requestsIn } from './token-requests';
import { spanWithin } from './values';

/** What Spring configuration tells: client IDs of identities, credentials, and services by their hosts. */
export function* springFacts(config: SpringConfig, settings: Settings): Generator<Fact> {
  yield* clientIds(config, settings);
  for (const { setting, via, isNamed, asks, isOverruled } of requestsIn(config, settings)) {
    const span = via === 'jdbc' ? setting.property.valueSpan : propertySpan(setting.property);
    if (isOverruled) continue;
    const known = { ...(asks !== undefined && { asks }), ...elsewhere(settings, setting) };
    yield { kind: 'credential', via, named: isNamed, ...known, span };
  }
  for (const setting of settingsOf(config, settings))
    for (const target of targetOf(setting.key, setting.property)) {
      const asks = askedAtService(settingsAround(settings, setting), setting);
      yield { ...target, ...(asks !== undefined && { asks }), ...elsewhere(settings, setting) };
    }
}

/** Those that are for sign-in are nobody's business here. */
function* clientIds(config: SpringConfig, settings: Settings): Generator<ClientIdFact> {
  for (const given of givenIds(config, settings)) {
    const { setting, place, text, within, where } = given;
    if (!isGuid(text) || within === undefined || wantedId(place) !== 'clientId') continue;
    const fact: ClientIdFact = {
      kind: 'clientId',
      value: text,
      span: spanWithin(setting.property, within),
      where,
    };
    if (isForIdentity(settings, given) && isInEffect(settings, setting)) yield fact;
    else if (!isForSignIn(settings, setting)) yield { ...fact, isUnclear: true };
  }
}

/** Whether the linked app surely reads it: a profile may be that of another place, where other identities are. */
function isInEffect({ liveProfiles }: Settings, { condition }: Setting): boolean {
  return isActive(condition, liveProfiles ?? noProfile);
}

function elsewhere(settings: Settings, setting: Setting): Pick<TargetFact, 'isElsewhere'> {
  return isRunning(settings, setting) ? {} : { isElsewhere: true };
}

function* targetOf(key: string, { value, valueSpan }: SpringProperty): Generator<TargetFact> {
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
