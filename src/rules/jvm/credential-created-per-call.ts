import { say } from '../../lifecycle/text';
import type { JvmFunction, JvmNode } from '../../source/jvm/jvm-file';
import type { SubjectRule } from '../rule';
import { builderUses, type BuilderUse } from './builder-use';
import { functionAround, indexOf } from './jvm-index';

/** Functions that a framework calls again and again. */
const handlers = new Set([
  ...[
    'GetMapping',
    'PostMapping',
    'PutMapping',
    'DeleteMapping',
    'PatchMapping',
    'RequestMapping',
    'MessageMapping',
  ],
  ...['Scheduled', 'EventListener', 'KafkaListener', 'JmsListener', 'RabbitListener', 'ServiceBusListener'],
]);

/** Where objects are made once. */
const once = new Set(['Bean', 'PostConstruct']);

export const credentialCreatedPerCall: SubjectRule<'jvm'> = {
  id: 'MI110',
  name: 'credential-created-per-call',
  title: 'A credential is made anew for each request.',
  severity: 'info',
  subject: 'jvm',
  literals: ['managedidentitycredentialbuilder', 'defaultazurecredentialbuilder', 'msicredentials'],
  *check(file) {
    for (const use of builderUses(indexOf(file))) {
      const home = functionAround(use.made);
      if (home === undefined || !(isHandler(home) || isRepeated(use, home))) continue;
      yield {
        span: use.span,
        message: say(
          'Each new credential asks for tokens of its own, and the token endpoint refuses callers that ask too often. Keep one credential in a field or a bean.',
        ),
      };
    }
  },
};

function isHandler({ annotations }: JvmFunction): boolean {
  return annotations.some(({ name }) => handlers.has(name.slice(name.lastIndexOf('.') + 1)));
}

/** In a loop, unless each turn may make the credential of another identity. */
function isRepeated({ made, namings }: BuilderUse, home: JvmFunction): boolean {
  if (home.name === '<init>' || home.name === 'main' || home.annotations.some(({ name }) => once.has(name)))
    return false;
  let at: JvmNode | undefined = made;
  while (at !== undefined && at !== home && at.kind !== 'loop') at = at.parent;
  return at?.kind === 'loop' && namings.every(({ args: [id] }) => id?.kind === 'text' || id?.kind === 'call');
}
