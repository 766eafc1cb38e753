import { say } from '../lifecycle/text';
import type { Report } from '../report/report';
import { refusalsIn } from '../token/explain/recognise';
import { refusalsAsText } from '../token/explain/told-refusals';
import type { Action, OfflinePorts } from './action';

export const explainError: Action<OfflinePorts> = {
  name: 'explain_error',
  title: 'Explain an Error With an Identity',
  description:
    'Recognises errors about managed identities in a log, a stack trace or the output of a command (token endpoint, Azure SDK, AADSTS codes, Key Vault, Storage, Service Bus, Event Hubs, Cosmos DB, SQL, PostgreSQL, MySQL, Redis, Azure Resource Manager) and says which identity was refused where, why, and what to do. Works offline. Text that is not recognised is said to be unknown.',
  effect: 'reads',
  reaches: 'nothing',
  input: { text: { description: 'The log lines, stack trace or output, as they are.', required: true } },
  run: (_, { text = '' }) => Promise.resolve(explained(text)),
};

function explained(text: string): Report {
  return {
    title: say('Errors with an identity'),
    blocks: [{ kind: 'code', language: 'text', code: refusalsAsText(refusalsIn(text)) }],
  };
}
