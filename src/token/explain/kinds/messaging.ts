import type { Reading } from '../refusal';
import { busName } from '../target-names';
import { kind, type Kind, type Near } from './kind';
import { first } from '../log-text';
import { permission, target } from '../reading';

/** The namespace and entity of Service Bus and Event Hubs, which share their texts. */
function bus(near: Near, entity: string | undefined): Pick<Reading, 'target'> {
  const { text, record } = near;
  const named = first(text, /sb:\/\/([a-z0-9-]{1,63})\.servicebus\./i)?.toLowerCase();
  const name = named ?? busName(text) ?? busName(record);
  if (name === undefined) return {};
  // `$cbs` is the node that takes tokens, not an entity.
  const path = entity === undefined || entity.startsWith('$') ? [] : entity.split('/');
  if (isHub(record, path)) return target(`eventhubs:${[name, ...path.slice(0, 1)].join('/')}`);
  return target(`servicebus:${[name, ...path.filter((part) => !part.startsWith('$'))].join('/')}`);
}

function isHub(record: string, path: readonly string[]): boolean {
  const isPartition = path.some((part) => part.toLowerCase() === 'consumergroups');
  return (
    isPartition ||
    /com\.azure\.messaging\.eventhubs|EventHub|eventhubs\.azure\.net|ConsumerGroups\//i.test(record)
  );
}

function entityIn({ text }: Near): string | undefined {
  return (
    first(text, /sb:\/\/[a-z0-9.-]{1,120}\/([^\s'",\]]{1,300})/i) ??
    first(text, /\bPATH: ([^,\]\s]{1,300})/) ??
    first(text, /entityPath"?\s?[:=]\s?"?([^\s",\]]{1,300})/)
  );
}

/** A refusal without the claim that is missing; other brokers speak AMQP and JMS as well. */
function isBareRefusal({ text, record, log }: Near): boolean {
  if (/\bAMQ\d{6}\b|artemis|activemq|rabbit/i.test(record)) return false;
  if (
    /claim\(s\) are required|Ip has been prevented|LocalAuthDisabled|Invalid(?:Issuer|Audience)|claim is empty/i.test(
      record,
    )
  )
    return false;
  return /jms|qpid/i.test(record) || (/^amqp:/i.test(text) && /servicebus|com\.azure/.test(log));
}

export const messagingKinds: readonly Kind[] = [
  kind(
    'amqp.claim',
    'role-missing',
    [
      'claim(s) are required to perform this operation',
      "claim's are required",
      // As the client that manages entities prints it.
      'claims required for this operation',
      'claim required for this operation',
    ],
    (near) => {
      const back = near.record;
      const claims =
        first(near.text, /'([\w,; ]{3,80})' claim/i) ??
        first(back, /'([\w,; ]{3,80})' claim/i) ??
        first(back, /([\w,]{3,80}) claims? required for this operation/i);
      return { ...bus(near, entityIn(near)), ...permission(claims) };
    },
  ),
  kind(
    'amqp.claim-jms',
    'role-missing',
    ['attempted to perform an unauthorized operation', 'amqp:unauthorized-access'],
    (near) => (isBareRefusal(near) ? bus(near, entityIn(near)) : undefined),
  ),
  kind(
    'amqp.invalid-token',
    'wrong-audience',
    [
      'status-description: invalidissuer',
      'status-description: invalidaudience',
      'invalid authorization token audience',
      'claim is empty or token is invalid',
    ],
    (near) => ({
      ...bus(near, undefined),
      ...(/InvalidIssuer/i.test(near.text.slice(0, 200)) && { cause: 'wrong-tenant' as const }),
      ...(/claim is empty/i.test(near.text.slice(0, 200)) && { cause: 'token-missing' as const }),
    }),
  ),
  kind(
    'amqp.local-auth-off',
    'local-auth-used',
    ['localauthdisabled', 'sas authentication has been disabled for the namespace'],
    (near) =>
      /namespace|servicebus|sas authentication/i.test(near.record) ? bus(near, undefined) : undefined,
  ),
  kind(
    'amqp.network',
    'network',
    ['ip has been prevented to connect to the endpoint', 'subcode=40100'],
    (near) => ({
      ...bus(near, undefined),
      ...(!/Ip has been prevented/i.test(near.record) && { cause: 'ambiguous' as const }),
    }),
  ),
  kind(
    'kafka.topic',
    'role-missing',
    ['not authorized to access topics', 'not authorized to access group', '=topic_authorization_failed'],
    (near) => {
      const ours =
        /servicebus\.windows|servicebus\.|azure-spring|spring-cloud-azure|com\.azure|eventhub/i.test(
          near.log,
        );
      if (!ours || /confluent\.cloud|amazonaws|kafka\.\w+\.aws/i.test(near.log)) return undefined;
      const topic =
        first(near.text, /topics: \[([^\]]{1,200})\]/i) ??
        first(near.record, /topics: \[([^\]]{1,200})\]/i) ??
        first(near.record, /\{([\w.-]{1,200})=TOPIC_AUTHORIZATION_FAILED/i);
      const name = busName(near.record) ?? busName(near.log);
      return name === undefined
        ? {}
        : target(topic === undefined ? `eventhubs:${name}` : `eventhubs:${name}/${topic}`);
    },
  ),
  // Event Hubs gives no reason; with PLAIN it is the connection string that is refused, and no identity is asked.
  kind('kafka.token', 'ambiguous', ['invalid credentials with sasl mechanism oauthbearer'], (near) => {
    const name = busName(near.record) ?? busName(near.log);
    return name === undefined ? undefined : target(`eventhubs:${name}`);
  }),
  kind('kafka.sasl', 'sdk-config', ['invalid sasl mechanism response'], (near) => {
    const name = busName(near.record) ?? busName(near.log);
    return name === undefined ? undefined : target(`eventhubs:${name}`);
  }),
];
